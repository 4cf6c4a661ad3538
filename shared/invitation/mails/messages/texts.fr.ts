import type { MessageTexts } from "./texts.ts";

/** What is written where the partner wrote nothing, in French. */
export const frenchMessageTexts: MessageTexts = {
  subject: (partner) => `${partner} vous propose une relation commerciale`,
  greeting: (contactName) => (contactName === null ? "Bonjour," : `Bonjour ${contactName},`),
  text: (partner) =>
    `${partner} souhaite travailler avec votre organisation. La page vers laquelle mène ce lien dit exactement ce que nous demandons.`,
  some: "Vous pouvez tout accepter, en accepter une partie ou refuser\u00a0:",
  whole: "Vous pouvez accepter ou refuser\u00a0:",
  close: (partner) => `Cordialement\n${partner}`,
  restoration: {
    subject: (partner) => `${partner} vous demande des autorisations d’administration`,
    text: (partner) =>
      `${partner} travaille déjà avec votre organisation et demande des autorisations d’administration. La page vers laquelle mène ce lien dit exactement lesquelles.`,
  },
};
