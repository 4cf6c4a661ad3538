import type { MessageTexts } from "./texts.ts";

/** What is written where the partner wrote nothing, in Spanish. */
export const spanishMessageTexts: MessageTexts = {
  subject: (partner) => `${partner} le propone una relación comercial`,
  greeting: (contactName) => (contactName === null ? "Buenos días:" : `Buenos días, ${contactName}:`),
  text: (partner) =>
    `${partner} quiere trabajar con su organización. La página a la que lleva este enlace dice exactamente qué pedimos.`,
  some: "Puede aceptarlo todo, aceptar una parte o rechazarlo:",
  whole: "Puede aceptarlo o rechazarlo:",
  close: (partner) => `Un cordial saludo\n${partner}`,
  restoration: {
    subject: (partner) => `${partner} le pide permisos de administración`,
    text: (partner) =>
      `${partner} ya trabaja con su organización y pide permisos de administración. La página a la que lleva este enlace dice exactamente cuáles.`,
  },
};
