import type { RequestMailTexts } from "./texts.ts";

/** Mails about a request in French. Request: demande; relationship: relation; permission: autorisation. */
export const frenchRequestTexts: RequestMailTexts = {
  lang: "fr",
  invitationHeading: ({ partner }) => `${partner} vous propose une relation commerciale`,
  reminder: {
    subject: ({ partner }) => `Rappel\u00a0: ${partner} attend votre réponse`,
    heading: ({ partner }) => `${partner} attend votre réponse`,
    text: ({ partner }) => `${partner} vous a envoyé une demande à laquelle vous n’avez pas encore répondu.`,
    some: (lastDay) => `Vous pouvez l’accepter en tout ou en partie, ou la refuser, jusqu’au ${lastDay}.`,
    whole: (lastDay) => `Vous pouvez l’accepter ou la refuser jusqu’au ${lastDay}.`,
    end: "Ensuite, elle prend fin d’elle-même et rien n’est accordé.",
  },
  restoration: {
    heading: ({ partner }) => `${partner} vous demande des autorisations d’administration`,
    relationship: ({ partner }) =>
      `Vous travaillez déjà avec ${partner}. Seules des autorisations d’administration sont demandées\u00a0; rien d’autre ne change.`,
    reminder: {
      subject: ({ partner }) => `Rappel\u00a0: ${partner} vous demande des autorisations d’administration`,
      heading: ({ partner }) => `${partner} vous demande des autorisations d’administration`,
      text: ({ partner }) =>
        `${partner}, avec qui vous travaillez déjà, vous a demandé des autorisations d’administration, et vous n’avez pas encore répondu à cette demande.`,
    },
  },
  handedOver: (by) => `${by} vous a transmis cette demande.`,
  renamed: ({ partner }, name) =>
    `La demande a été faite sous le nom ${partner}. Le partenaire s’appelle désormais ${name}.`,
  unverified: ({ partner, operator }) =>
    `${operator} n’a pas vérifié que le nom ${partner} est authentique. Si vous ne connaissez pas ce partenaire, refusez.`,
  factsHeading: "Ce qui est demandé",
  relationship: {
    reseller: ({ partner }) => `${partner} vous vendrait des services et vous assisterait dans leur usage.`,
    advisor: ({ partner }) => `${partner} gérerait des services que vous achetez par un autre canal.`,
  },
  permissions: "Autorisations d’administration que vous pouvez accepter ou refuser une à une\u00a0:",
  requiredPermissions:
    "Autorisations d’administration que votre cloud exige\u00a0; accepter, c’est les accorder\u00a0:",
  askedPermissions: "Autorisations d’administration\u00a0:",
  noPermissions: {
    reseller: (services) =>
      `Aucune autorisation d’administration. Le partenaire peut seulement mettre en service et gérer ce qui n’en exige pas\u00a0: ${services}.`,
    advisor: (services) =>
      `Aucune autorisation d’administration. Le partenaire peut seulement gérer ce qui n’en exige pas\u00a0: ${services}.`,
  },
  duration: (days) =>
    `Les autorisations prendraient fin ${days} après votre acceptation, ou plus tôt si vous le choisissez.`,
  extending: (days) =>
    `Les autorisations dureraient ${days}, ou moins si vous le choisissez. Ensuite, elles se prolongent de 180 jours, à chaque fois, jusqu’à ce que vous les retiriez.`,
  deadline: (instant) => `Vous pouvez répondre jusqu’au ${instant}.`,
  button: "Lire la demande",
  replies: ({ partner }) => `Les réponses à ce courriel parviennent à ${partner}.`,
  footer: ({ partner, operator }) =>
    `Envoyé par Rapport de ${operator} à la demande de ${partner}. Le lien vous est personnel\u00a0; l’ouvrir ne change rien. Si vous ne connaissez pas ${partner}, vous pouvez ignorer ce courriel\u00a0: rien ne se passe sans votre réponse.`,
  code: {
    subject: ({ code, partner }) => `${code} est votre code pour répondre à ${partner}`,
    intro: (partner) => `Saisissez ce code sur la page de la demande de ${partner}\u00a0:`,
    life: (minutes) => `Il ne sert qu’une fois, pendant ${minutes} minutes.`,
    notMe: {
      text: "Vous n’avez pas demandé de code\u00a0? Quelqu’un d’autre essaie peut-être d’accepter en votre nom.",
      link: "Ce n’était pas moi",
    },
    footer: ({ partner, operator }) =>
      `Envoyé par Rapport de ${operator} parce que ce code a été demandé sur une page qui vous est adressée. Ne donnez ce code à personne, pas même à ${partner}\u00a0: sans lui, personne ne peut accepter en votre nom.`,
  },
};
