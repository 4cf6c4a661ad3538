import type { MessageTexts } from "./texts.ts";

/** What is written where the partner wrote nothing, in English. */
export const englishMessageTexts: MessageTexts = {
  subject: (partner) => `${partner} asks for a business relationship with you`,
  greeting: (contactName) => (contactName === null ? "Hello," : `Hello ${contactName},`),
  text: (partner) =>
    `${partner} would like to work with your organisation. The page behind this link says exactly what we ask for.`,
  some: "You can accept all of it, accept part of it or decline:",
  whole: "You can accept it or decline:",
  close: (partner) => `Kind regards\n${partner}`,
  restoration: {
    subject: (partner) => `${partner} asks you for admin permissions`,
    text: (partner) =>
      `${partner} works with your organisation already and asks for admin permissions. The page behind this link says exactly which.`,
  },
};
