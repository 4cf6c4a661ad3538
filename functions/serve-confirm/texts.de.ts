import type { ConfirmTexts } from "./texts.ts";

/** In German. */
export const germanConfirmTexts: ConfirmTexts = {
  lang: "de",
  skip: "Zum Inhalt springen",
  languages: "Diese Seite in einer anderen Sprache",
  notifications: {
    waiting: ({ partner, address }) => ({
      title: `Benachrichtigungen von ${partner} erhalten?`,
      paragraphs: [
        `${partner} möchte Benachrichtigungen über seine Einladungen an ${address} senden, zum Beispiel wenn ein Kunde eine Einladung annimmt.`,
        "Es wird nichts gesendet, bevor Sie bestätigen. Wenn Sie nicht wissen, warum Sie gefragt werden, schließen Sie diese Seite.",
      ],
      button: "Adresse bestätigen",
    }),
    confirmed: ({ partner, address }) => ({
      title: "Die Adresse ist bestätigt",
      paragraphs: [
        `Benachrichtigungen von ${partner} gehen an ${address}.`,
        `Wenn Sie keine mehr erhalten möchten, bitten Sie einen Administrator bei ${partner}, die Adresse zu entfernen.`,
      ],
    }),
    ended: ({ partner }) => ({
      title: "Dieser Link ist abgelaufen",
      paragraphs: [
        "Es wurde nichts bestätigt.",
        `Wenn Sie diese Benachrichtigungen weiterhin möchten, bitten Sie einen Administrator bei ${partner}, Ihre Adresse zu entfernen und erneut hinzuzufügen. Sie erhalten dann einen neuen Link.`,
      ],
    }),
  },
  unknown: {
    title: "Wir kennen diesen Link nicht",
    text: "Bitte prüfen Sie, ob Sie ihn vollständig aus der E-Mail kopiert haben.",
  },
};
