import type { MessageTexts } from "./texts.ts";

/** What is written where the partner wrote nothing, in German. */
export const germanMessageTexts: MessageTexts = {
  subject: (partner) => `${partner} möchte eine Geschäftsbeziehung mit Ihnen eingehen`,
  greeting: (contactName) => (contactName === null ? "Guten Tag," : `Guten Tag ${contactName},`),
  text: (partner) =>
    `${partner} möchte mit Ihrer Organisation zusammenarbeiten. Auf der Seite hinter diesem Link steht genau, worum wir bitten.`,
  some: "Sie können alles annehmen, einen Teil annehmen oder ablehnen:",
  whole: "Sie können annehmen oder ablehnen:",
  close: (partner) => `Freundliche Grüße\n${partner}`,
  restoration: {
    subject: (partner) => `${partner} bittet Sie um Administratorberechtigungen`,
    text: (partner) =>
      `${partner} arbeitet schon mit Ihrer Organisation und bittet um Administratorberechtigungen. Auf der Seite hinter diesem Link steht genau, um welche.`,
  },
};
