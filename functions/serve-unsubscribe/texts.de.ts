import type { UnsubscribeTexts } from "./texts.ts";

/** In German. */
export const germanUnsubscribeTexts: UnsubscribeTexts = {
  lang: "de",
  skip: "Zum Inhalt springen",
  languages: "Diese Seite in einer anderen Sprache",
  title: {
    none: (partner) => `Erinnerungen von ${partner} abbestellen?`,
    partner: (partner) => `Sie erhalten keine Erinnerungen mehr von ${partner}`,
    all: "Sie erhalten keine Erinnerungen mehr",
  },
  none: (partner) =>
    `Solange eine Anfrage von ${partner} auf Ihre Antwort wartet, erinnern wir Sie ab und zu per E-Mail daran.`,
  stopped: {
    partner: (partner) =>
      `Von ${partner} gehen keine Erinnerungen mehr an Ihre Adresse, von anderen Partnern schon. Sie können sie jederzeit wieder bestellen.`,
    all: "An Ihre Adresse gehen keine Erinnerungen mehr. Sie können sie jederzeit wieder bestellen.",
  },
  stillSent: "Neue Anfragen und Codes, die Sie selbst anfordern, erreichen Sie weiterhin.",
  stop: (partner) => `Erinnerungen von ${partner} abbestellen`,
  stopAll: "Erinnerungen aller Partner abbestellen",
  resume: "Wieder Erinnerungen erhalten",
  resumed: "Sie erhalten wieder Erinnerungen.",
  unknown: {
    title: "Wir kennen diesen Link nicht",
    text: "Bitte prüfen Sie, ob Sie ihn vollständig aus der E-Mail kopiert haben.",
  },
};
