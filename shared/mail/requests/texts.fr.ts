import type { RequestMailTexts } from "./texts.ts";

/** Mails about a request in French. Request: demande; relationship: relation; permission: autorisation. */
export const frenchRequestTexts: RequestMailTexts = {
  lang: "fr",
  invitationHeading: ({ partner }) => `${partner} vous propose une relation commerciale`,
  reminderSubject: ({ partner }) => `Rappel\u00a0: ${partner} attend votre réponse`,
  reminderHeading: ({ partner }) => `${partner} attend votre réponse`,
  reminderText: ({ partner }, lastDay) =>
    `${partner} vous a envoyé une demande à laquelle vous n’avez pas encore répondu. Vous pouvez l’accepter en tout ou en partie, ou la refuser, jusqu’au ${lastDay}. Ensuite, elle prend fin d’elle-même et rien n’est accordé.`,
  factsHeading: "Ce qui est demandé",
  relationship: {
    reseller: ({ partner }) => `${partner} vous vendrait des services et vous assisterait dans leur usage.`,
    advisor: ({ partner }) => `${partner} gérerait des services que vous achetez par un autre canal.`,
  },
  permissions: "Autorisations d’administration que vous pouvez accepter ou refuser une à une\u00a0:",
  noPermissions: "Aucune autorisation d’administration.",
  duration: (days) =>
    `Les autorisations prendraient fin ${days} après votre acceptation, ou plus tôt si vous le choisissez.`,
  deadline: (instant) => `Vous pouvez répondre jusqu’au ${instant}.`,
  button: "Lire la demande",
  replies: ({ partner }) => `Les réponses à ce courriel parviennent à ${partner}.`,
  footer: ({ partner, operator }) =>
    `Envoyé par Rapport de ${operator} à la demande de ${partner}. Le lien vous est personnel\u00a0; l’ouvrir ne change rien. Si vous ne connaissez pas ${partner}, vous pouvez ignorer ce courriel\u00a0: rien ne se passe sans votre réponse.`,
  message: {
    subject: (partner) => `${partner} vous propose une relation commerciale`,
    greeting: (contactName) => (contactName === null ? "Bonjour," : `Bonjour ${contactName},`),
    text: (partner) =>
      `${partner} souhaite travailler avec votre organisation. La page vers laquelle mène ce lien dit exactement ce que nous demandons. Vous pouvez tout accepter, en accepter une partie ou refuser\u00a0:`,
    close: (partner) => `Cordialement\n${partner}`,
  },
  code: {
    subject: (partner) => `Votre code pour répondre à ${partner}`,
    intro: (partner) => `Saisissez ce code sur la page de la demande de ${partner}\u00a0:`,
    life: (minutes) => `Il ne sert qu’une fois, pendant ${minutes} minutes.`,
    footer: ({ partner, operator }) =>
      `Envoyé par Rapport de ${operator} parce que ce code a été demandé sur une page qui vous est adressée. Ne donnez ce code à personne, pas même à ${partner}. Si vous ne l’avez pas demandé, ignorez ce courriel\u00a0: sans le code, personne ne peut accepter en votre nom.`,
  },
};
