import { durationInWords, instantInWords } from "../../shared/policy/words.ts";
import { durationOf, type Instant } from "../../shared/domain/time.ts";
import { adderOf } from "./adder.ts";
import type { ConfirmTexts } from "./texts.ts";

const days = (count: number): string => durationInWords(durationOf(count), "fr");
const date = (at: Instant): string => instantInWords(at, "fr");

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
  administrator: {
    waiting: ({ customer, address, by, coolOffDays }) => ({
      title: `Devenir administrateur de ${customer}\u00a0?`,
      paragraphs: [
        `${adderOf(by)} a ajouté ${address} comme administrateur de ${customer}.`,
        "Les administrateurs voient quels partenaires ont des autorisations dans le compte de l’organisation. Ils acceptent ou refusent les demandes, renouvellent et retirent des autorisations, mettent fin aux relations, et ajoutent ou retirent des administrateurs.",
        ...(coolOffDays > 0
          ? [
              `Un délai s’applique aux nouveaux administrateurs (${days(coolOffDays)}). Pendant ce délai, vous pouvez tout consulter, refuser des demandes et retirer des autorisations. Ensuite, vous pourrez faire tout le reste.`,
            ]
          : []),
        "Rien ne change avant votre confirmation. Si vous ne savez pas pourquoi vous avez été sollicité, fermez cette page.",
      ],
      button: "Devenir administrateur",
    }),
    confirmed: ({ customer, address, coolOffUntil }) => ({
      title: `Vous êtes administrateur de ${customer}`,
      paragraphs: [
        `${address} peut se connecter au portail client.`,
        ...(coolOffUntil === null
          ? []
          : [
              `Jusqu’au ${date(coolOffUntil)}, vous pouvez tout consulter, refuser des demandes et retirer des autorisations. Ensuite, vous pourrez faire tout le reste.`,
            ]),
      ],
      portal: "Se connecter au portail client",
    }),
    ended: ({ customer }) => ({
      title: "Ce lien n’est plus valable",
      paragraphs: [
        "Rien n’a été modifié.",
        `Si vous devez être administrateur de ${customer}, demandez à l’un de ses administrateurs d’ajouter à nouveau votre adresse. Vous recevrez alors un nouveau lien.`,
      ],
    }),
    full: ({ limit }) => ({
      title: "Votre adresse administre trop de clients",
      paragraphs: [
        "Rien n’a été modifié.",
        `Une adresse peut être administrateur de ${limit} clients au plus. Quittez-en un dans le portail client, puis ouvrez de nouveau le lien.`,
      ],
      portal: "Se connecter au portail client",
    }),
  },
  recovery: {
    waiting: ({ operator, customer, address, reason, linkAt }) => ({
      title: `Arrêter la récupération de l’accès à ${customer}\u00a0?`,
      paragraphs: [
        `Il a été demandé à ${operator} de faire de ${address} un administrateur de ${customer}. Motif indiqué\u00a0: ${reason}`,
        linkAt === null
          ? "L’adresse a déjà reçu son lien. Dès qu’elle confirmera, elle deviendra administrateur et pourra tout faire immédiatement."
          : `Si aucun administrateur ne l’arrête, l’adresse recevra un lien le ${date(linkAt)}. Elle deviendra ainsi administrateur et pourra tout faire immédiatement.`,
        "Arrêtez cette récupération si la demande n’est pas justifiée ou si vous n’en savez rien. Si elle est justifiée, fermez cette page.",
      ],
      button: "Arrêter la récupération",
    }),
    stopped: ({ operator, customer, address }) => ({
      title: "La récupération est arrêtée",
      paragraphs: [
        `${address} ne devient pas administrateur de ${customer}. Tous les administrateurs en sont informés.`,
        `Pour savoir qui a fait cette demande, contactez ${operator}.`,
      ],
      portal: "Se connecter au portail client",
    }),
    ended: {
      title: "Il n’y a plus rien à arrêter",
      paragraphs: [
        "La récupération est terminée, ou votre adresse n’est plus celle d’un administrateur du client. Rien n’a été modifié.",
        "Le portail client indique qui sont les administrateurs.",
      ],
      portal: "Se connecter au portail client",
    },
  },
  code: {
    waiting: ({ operator, partner, address }) => ({
      title: "Ce code a-t-il été demandé par quelqu’un d’autre\u00a0?",
      paragraphs: [
        `Le code a été envoyé à ${address} parce que quelqu’un voulait s’en servir pour répondre à une demande de ${partner}.`,
        `S’il n’a été demandé ni par vous ni par une personne de votre organisation, refusez et signalez la demande. Plus personne ne pourra alors l’accepter, et ${operator} en sera informé.`,
        "S’il a été demandé par vous ou par une personne de votre organisation, fermez cette page. Rien n’a changé.",
      ],
      button: "Refuser et signaler",
    }),
    reported: ({ operator, partner }) => ({
      title: `Vous avez signalé ${partner}`,
      paragraphs: [
        `La demande est refusée, rien n’a été accordé, et les codes ne sont plus valables. ${operator} a été informé que vous n’avez pas demandé le code. Vous n’avez rien d’autre à faire.`,
      ],
    }),
    accepted: ({ operator, partner, at }) => ({
      title: "La demande a déjà été acceptée",
      paragraphs: [
        `La demande de ${partner} a été acceptée le ${date(at)}. Rien n’a été modifié maintenant.`,
        `Si personne de votre organisation ne l’a acceptée, contactez ${operator} immédiatement. Les administrateurs peuvent retirer les autorisations et mettre fin à la relation dans le portail client.`,
      ],
      portal: "Se connecter au portail client",
    }),
    ended: ({ partner }) => ({
      title: "Il n’y a plus rien à refuser",
      paragraphs: [
        `La demande de ${partner} a reçu une réponse, a été retirée, a expiré ou a été renvoyée. Ce code n’est plus valable. Rien n’a été modifié.`,
        "Si vous recevez un autre code que vous n’avez pas demandé, utilisez le lien du nouveau message.",
      ],
    }),
  },
  unknown: {
    title: "Nous ne connaissons pas ce lien",
    text: "Veuillez vérifier que vous l’avez copié en entier depuis le message.",
  },
};
