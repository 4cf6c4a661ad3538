import type { UnsubscribeTexts } from "./texts.ts";

/** In French. */
export const frenchUnsubscribeTexts: UnsubscribeTexts = {
  lang: "fr",
  skip: "Aller au contenu",
  languages: "Cette page dans une autre langue",
  title: {
    none: (partner) => `Ne plus recevoir les rappels de ${partner}\u00a0?`,
    partner: (partner) => `Vous ne recevrez plus de rappels de ${partner}`,
    all: "Vous ne recevrez plus de rappels",
  },
  none: (partner) =>
    `Tant qu’une demande de ${partner} attend votre réponse, nous vous la rappelons de temps en temps par courriel.`,
  stopped: {
    partner: (partner) =>
      `Plus aucun rappel de ${partner} n’est envoyé à votre adresse\u00a0; ceux d’autres partenaires le sont encore. Vous pouvez les rétablir à tout moment.`,
    all: "Plus aucun rappel n’est envoyé à votre adresse. Vous pouvez les rétablir à tout moment.",
  },
  stillSent: "Les nouvelles demandes et les codes que vous demandez vous-même vous parviendront toujours.",
  stop: (partner) => `Ne plus recevoir les rappels de ${partner}`,
  stopAll: "Ne plus recevoir les rappels d’aucun partenaire",
  resume: "Recevoir à nouveau les rappels",
  resumed: "Vous recevez à nouveau les rappels.",
  unknown: {
    title: "Nous ne connaissons pas ce lien",
    text: "Veuillez vérifier que vous l’avez copié en entier depuis le message.",
  },
};
