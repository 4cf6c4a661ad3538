import type { MessageTexts } from "./texts.ts";

/** What is written where the partner wrote nothing, in Italian. */
export const italianMessageTexts: MessageTexts = {
  subject: (partner) => `${partner} vi propone un rapporto commerciale`,
  greeting: (contactName) => (contactName === null ? "Buongiorno," : `Buongiorno ${contactName},`),
  text: (partner) =>
    `${partner} desidera lavorare con la vostra organizzazione. La pagina a cui porta questo link dice esattamente che cosa chiediamo.`,
  some: "Potete accettare tutto, accettarne una parte o rifiutare:",
  whole: "Potete accettare o rifiutare:",
  close: (partner) => `Cordiali saluti\n${partner}`,
  restoration: {
    subject: (partner) => `${partner} vi chiede autorizzazioni di amministrazione`,
    text: (partner) =>
      `${partner} lavora già con la vostra organizzazione e chiede autorizzazioni di amministrazione. La pagina a cui porta questo link dice esattamente quali.`,
  },
};
