import type { UnsubscribeSentences } from "./texts.ts";

/** In French. */
export const frenchUnsubscribeTexts: UnsubscribeSentences = {
  lang: "fr",
  title: (partner) => `Ne plus recevoir de rappels ou de demandes de ${partner}\u00a0?`,
  reminders: {
    heading: "Rappels",
    offered: (partner) =>
      `Tant qu’une demande de ${partner} attend votre réponse, nous vous la rappelons de temps en temps par courriel. Si vous arrêtez les rappels, les nouvelles demandes vous parviendront toujours.`,
    stopped: {
      partner: {
        title: (partner) => `Vous ne recevrez plus de rappels de ${partner}`,
        text: (partner) =>
          `Plus aucun rappel de ${partner} n’est envoyé à votre adresse\u00a0; ceux d’autres partenaires le sont encore. Vous pouvez les rétablir à tout moment.`,
      },
      all: {
        title: () => "Vous ne recevrez plus de rappels",
        text: () => "Plus aucun rappel n’est envoyé à votre adresse. Vous pouvez les rétablir à tout moment.",
      },
    },
    stop: (partner) => `Ne plus recevoir les rappels de ${partner}`,
    stopAll: "Ne plus recevoir les rappels d’aucun partenaire",
    resume: "Recevoir à nouveau les rappels",
    resumed: () => "Vous recevez à nouveau les rappels.",
  },
  requests: {
    heading: "Nouvelles demandes",
    offered: (partner) =>
      `Si vous ne souhaitez plus recevoir de demandes de ${partner}, vous ne recevrez plus non plus ses rappels. Une demande en cours le reste\u00a0: vous pouvez toujours y répondre par son lien. ${partner} apprendra seulement qu’aucun courriel n’est envoyé à votre adresse, sans en connaître la raison.`,
    stopped: {
      partner: {
        title: (partner) => `${partner} ne peut plus vous envoyer de demandes`,
        text: (partner) =>
          `Les nouvelles demandes et les rappels de ${partner} ne parviennent plus à votre adresse. Une demande en cours le reste\u00a0: vous pouvez toujours y répondre par son lien. Vous pouvez autoriser à nouveau les demandes à tout moment.`,
      },
      all: {
        title: () => "Les partenaires ne peuvent plus vous envoyer de demandes",
        text: () =>
          "Les nouvelles demandes et les rappels ne parviennent plus à votre adresse, quel que soit le partenaire. Une demande en cours le reste\u00a0: vous pouvez toujours y répondre par son lien. Vous pouvez autoriser à nouveau les demandes à tout moment.",
      },
    },
    stop: (partner) => `Ne plus recevoir de demandes de ${partner}`,
    stopAll: "Ne plus recevoir de demandes d’aucun partenaire",
    resume: "Autoriser à nouveau les demandes",
    resumed: (partner) => `${partner} peut à nouveau vous envoyer des demandes.`,
  },
  stillSent:
    "Les codes et les liens de connexion que vous demandez vous-même vous parviendront toujours, de même que les avis concernant vos relations existantes.",
  unknown: {
    title: "Nous ne connaissons pas ce lien",
    text: "Veuillez vérifier que vous l’avez copié en entier depuis le message.",
  },
};
