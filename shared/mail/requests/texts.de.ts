import type { RequestMailTexts } from "./texts.ts";

/** Mails about a request in German. Partner: Partner; request: Anfrage; relationship: Geschäftsbeziehung; permission: Berechtigung. */
export const germanRequestTexts: RequestMailTexts = {
  lang: "de",
  invitationHeading: ({ partner }) => `${partner} möchte eine Geschäftsbeziehung mit Ihnen eingehen`,
  reminderSubject: ({ partner }) => `Erinnerung: ${partner} wartet auf Ihre Antwort`,
  reminderHeading: ({ partner }) => `${partner} wartet auf Ihre Antwort`,
  reminderText: ({ partner }, lastDay) =>
    `${partner} hat Ihnen eine Anfrage gesendet, die Sie noch nicht beantwortet haben. Sie können sie bis zum ${lastDay} ganz oder teilweise annehmen oder ablehnen. Danach endet sie von selbst, und es wird nichts erteilt.`,
  factsHeading: "Worum gebeten wird",
  relationship: {
    reseller: ({ partner }) => `${partner} würde Ihnen Dienste verkaufen und Sie dabei unterstützen.`,
    advisor: ({ partner }) => `${partner} würde Dienste verwalten, die Sie über einen anderen Kanal beziehen.`,
  },
  permissions: "Administratorberechtigungen, die Sie einzeln annehmen oder ablehnen können:",
  noPermissions: "Keine Administratorberechtigungen.",
  duration: (days) => `Die Berechtigungen würden ${days} nach Ihrer Annahme enden oder früher, wenn Sie das so wählen.`,
  deadline: (instant) => `Sie können bis zum ${instant} antworten.`,
  button: "Anfrage lesen",
  replies: ({ partner }) => `Eine Antwort auf diese E-Mail geht an ${partner}.`,
  footer: ({ partner, operator }) =>
    `Gesendet von Rapport von ${operator} im Auftrag von ${partner}. Der Link ist nur für Sie bestimmt; durch das Öffnen ändert sich nichts. Wenn Sie ${partner} nicht kennen, können Sie diese E-Mail ignorieren: Ohne Ihre Antwort geschieht nichts.`,
  message: {
    subject: (partner) => `${partner} möchte eine Geschäftsbeziehung mit Ihnen eingehen`,
    greeting: (contactName) => (contactName === null ? "Guten Tag," : `Guten Tag ${contactName},`),
    text: (partner) =>
      `${partner} möchte mit Ihrer Organisation zusammenarbeiten. Auf der Seite hinter diesem Link steht genau, worum wir bitten. Sie können alles annehmen, einen Teil annehmen oder ablehnen:`,
    close: (partner) => `Freundliche Grüße\n${partner}`,
  },
  code: {
    subject: (partner) => `Ihr Code für die Antwort an ${partner}`,
    intro: (partner) => `Geben Sie diesen Code auf der Seite mit der Anfrage von ${partner} ein:`,
    life: (minutes) => `Er gilt nur einmal und ${minutes} Minuten lang.`,
    footer: ({ partner, operator }) =>
      `Gesendet von Rapport von ${operator}, weil der Code auf einer an Sie gerichteten Seite angefordert wurde. Geben Sie den Code an niemanden weiter, auch nicht an ${partner}. Wenn Sie ihn nicht angefordert haben, ignorieren Sie diese E-Mail: Ohne den Code kann niemand in Ihrem Namen annehmen.`,
  },
};
