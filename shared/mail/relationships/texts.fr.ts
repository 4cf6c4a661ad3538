import type { RelationshipTexts } from "./texts.ts";

/** What becomes of a relationship, in French. */
export const frenchRelationshipTexts: RelationshipTexts = {
  lang: "fr",
  partner: {
    expiring: {
      subject: ({ customer }, date) => `Les autorisations de ${customer} prennent fin le ${date}`,
      text: ({ customer }) => `Ces autorisations, accordées par ${customer}, vont prendre fin\u00a0:`,
      next: () =>
        "Le client en est informé et peut les renouveler dans le portail. Après leur fin, vous pourrez les demander de nouveau par une nouvelle invitation.",
    },
    extending: {
      subject: ({ customer }, date) => `Les autorisations de ${customer} se prolongent le ${date}`,
      text: ({ customer }) =>
        `Ces autorisations, accordées par ${customer}, se prolongent d’elles-mêmes à leur terme\u00a0:`,
      next: () => "Vous n’avez rien à faire. Le client en est informé et peut les retirer à tout moment.",
    },
    expired: {
      subject: ({ customer }) => `Les autorisations de ${customer} ont pris fin`,
      text: ({ customer }) => `Ces autorisations, accordées par ${customer}, ont pris fin\u00a0:`,
      next: () =>
        "La relation demeure et l’assistance vous revient toujours. Si vous avez encore besoin des autorisations, envoyez une nouvelle invitation\u00a0: elles seules seront demandées.",
    },
    extended: {
      subject: ({ customer }) => `Les autorisations de ${customer} ont été prolongées`,
      text: ({ customer }) =>
        `Ces autorisations, accordées par ${customer}, se sont prolongées. Elles prennent désormais fin\u00a0:`,
      next: () => "Vous n’avez rien à faire.",
    },
    removed: {
      subject: ({ customer }) => `${customer} a retiré des autorisations`,
      text: (_, date) => `Ces autorisations ont été retirées le ${date} et ne sont plus valables\u00a0:`,
      next: () =>
        "La relation demeure et l’assistance vous revient toujours. Parlez-en avec le client\u00a0: lorsqu’il n’en reste aucune, une nouvelle invitation peut demander de nouveau des autorisations.",
    },
    terminated: {
      subject: ({ customer }) => `${customer} a mis fin à la relation avec vous`,
      text: (_, date) => `Elle a pris fin le ${date}. L’assistance ne vous revient plus.`,
      permissions: "Autorisations qui ont pris fin avec elle\u00a0:",
      reason: (reason) => `Le motif indiqué\u00a0: ${reason}`,
      next: () =>
        "Les demandes d’autorisations encore ouvertes pour cette relation ont été annulées. Pour travailler de nouveau ensemble, envoyez une nouvelle invitation.",
    },
    footer: ({ partner, operator }, relationshipId) =>
      `Envoyé par Rapport de ${operator} aux personnes qui suivent cette relation chez ${partner}. Relation ${relationshipId}.`,
  },
  customer: {
    expiring: {
      subject: ({ partner }, date) => `Les autorisations accordées à ${partner} prennent fin le ${date}`,
      text: ({ partner }) => `Ces autorisations, que vous avez accordées à ${partner}, vont prendre fin\u00a0:`,
      next: () =>
        "Si elles doivent continuer, renouvelez-les dans le portail en un clic, aux mêmes conditions. Si vous ne faites rien, elles prennent fin et la relation demeure.",
    },
    extending: {
      subject: ({ partner }, date) => `Les autorisations accordées à ${partner} se prolongent le ${date}`,
      text: ({ partner }) =>
        `Ces autorisations, que vous avez accordées à ${partner}, se prolongent d’elles-mêmes à leur terme\u00a0:`,
      next: () => "Si cela vous convient, vous n’avez rien à faire. Sinon, retirez-les dans le portail.",
    },
    expired: {
      subject: ({ partner }) => `Les autorisations accordées à ${partner} ont pris fin`,
      text: ({ partner }) => `Ces autorisations, que vous aviez accordées à ${partner}, ont pris fin\u00a0:`,
      next: () => "La relation demeure. Si les autorisations doivent continuer, renouvelez-les dans le portail.",
    },
    extended: {
      subject: ({ partner }) => `Les autorisations accordées à ${partner} ont été prolongées`,
      text: ({ partner }) =>
        `Ces autorisations, que vous avez accordées à ${partner}, se sont prolongées. Elles prennent désormais fin\u00a0:`,
      next: () => "Vous pouvez les retirer dans le portail à tout moment.",
    },
    link: "Ouvrir le portail",
    renew: "Renouveler les autorisations",
    footer: ({ operator, customer }) =>
      `Envoyé par ${operator} (via Rapport) à tous les administrateurs pour ${customer}.`,
  },
};
