import type { ConfirmTexts } from "./texts.ts";

/** In French. */
export const frenchConfirmTexts: ConfirmTexts = {
  lang: "fr",
  skip: "Aller au contenu",
  languages: "Cette page dans une autre langue",
  notifications: {
    waiting: ({ partner, address }) => ({
      title: `Recevoir les notifications de ${partner}\u00a0?`,
      paragraphs: [
        `${partner} souhaite envoyer à ${address} des notifications sur ses invitations, par exemple lorsqu’un client en accepte une.`,
        "Rien n’est envoyé avant votre confirmation. Si vous ne savez pas pourquoi vous avez été sollicité, fermez cette page.",
      ],
      button: "Confirmer cette adresse",
    }),
    confirmed: ({ partner, address }) => ({
      title: "L’adresse est confirmée",
      paragraphs: [
        `Les notifications de ${partner} sont envoyées à ${address}.`,
        `Pour ne plus les recevoir, demandez à un administrateur de ${partner} de retirer l’adresse.`,
      ],
    }),
    ended: ({ partner }) => ({
      title: "Ce lien a expiré",
      paragraphs: [
        "Rien n’a été confirmé.",
        `Si vous souhaitez toujours ces notifications, demandez à un administrateur de ${partner} de retirer votre adresse puis de l’ajouter à nouveau. Vous recevrez alors un nouveau lien.`,
      ],
    }),
  },
  unknown: {
    title: "Nous ne connaissons pas ce lien",
    text: "Veuillez vérifier que vous l’avez copié en entier depuis le message.",
  },
};
