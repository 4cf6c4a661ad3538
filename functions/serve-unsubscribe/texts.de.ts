import type { UnsubscribeSentences } from "./texts.ts";

/** In German. */
export const germanUnsubscribeTexts: UnsubscribeSentences = {
  lang: "de",
  title: (partner) => `Keine Erinnerungen oder Anfragen von ${partner} mehr erhalten?`,
  reminders: {
    heading: "Erinnerungen",
    offered: (partner) =>
      `Solange eine Anfrage von ${partner} auf Ihre Antwort wartet, erinnern wir Sie ab und zu per E-Mail daran. Wenn Sie die Erinnerungen abbestellen, erhalten Sie neue Anfragen weiterhin.`,
    stopped: {
      partner: {
        title: (partner) => `Sie erhalten keine Erinnerungen mehr von ${partner}`,
        text: (partner) =>
          `Von ${partner} gehen keine Erinnerungen mehr an Ihre Adresse, von anderen Partnern schon. Sie können sie jederzeit wieder bestellen.`,
      },
      all: {
        title: () => "Sie erhalten keine Erinnerungen mehr",
        text: () => "An Ihre Adresse gehen keine Erinnerungen mehr. Sie können sie jederzeit wieder bestellen.",
      },
    },
    stop: (partner) => `Erinnerungen von ${partner} abbestellen`,
    stopAll: "Erinnerungen aller Partner abbestellen",
    resume: "Wieder Erinnerungen erhalten",
    resumed: () => "Sie erhalten wieder Erinnerungen.",
  },
  requests: {
    heading: "Neue Anfragen",
    offered: (partner) =>
      `Wenn Sie keine Anfragen von ${partner} mehr erhalten möchten, erhalten Sie von dort auch keine Erinnerungen mehr. Eine offene Anfrage bleibt offen: Über ihren Link können Sie sie weiterhin beantworten. ${partner} erfährt nur, dass an Ihre Adresse keine E-Mails gesendet werden, nicht aber den Grund.`,
    stopped: {
      partner: {
        title: (partner) => `${partner} kann Ihnen keine Anfragen mehr senden`,
        text: (partner) =>
          `Neue Anfragen und Erinnerungen von ${partner} erreichen Ihre Adresse nicht mehr. Eine offene Anfrage bleibt offen: Über ihren Link können Sie sie weiterhin beantworten. Sie können Anfragen jederzeit wieder zulassen.`,
      },
      all: {
        title: () => "Partner können Ihnen keine Anfragen mehr senden",
        text: () =>
          "Neue Anfragen und Erinnerungen erreichen Ihre Adresse nicht mehr, gleich von welchem Partner. Eine offene Anfrage bleibt offen: Über ihren Link können Sie sie weiterhin beantworten. Sie können Anfragen jederzeit wieder zulassen.",
      },
    },
    stop: (partner) => `Keine Anfragen von ${partner} mehr erhalten`,
    stopAll: "Von keinem Partner mehr Anfragen erhalten",
    resume: "Anfragen wieder zulassen",
    resumed: (partner) => `${partner} kann Ihnen wieder Anfragen senden.`,
  },
  stillSent:
    "Codes und Anmeldelinks, die Sie selbst anfordern, erreichen Sie weiterhin, ebenso Mitteilungen zu Ihren bestehenden Geschäftsbeziehungen.",
  unknown: {
    title: "Wir kennen diesen Link nicht",
    text: "Bitte prüfen Sie, ob Sie ihn vollständig aus der E-Mail kopiert haben.",
  },
};
