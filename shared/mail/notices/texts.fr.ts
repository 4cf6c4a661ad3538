import type { NoticeTexts } from "./texts.ts";

/** What became of a request, in French. */
export const frenchNoticeTexts: NoticeTexts = {
  lang: "fr",
  accepted: {
    subjects: {
      whole: ({ customer }) => `${customer} a accepté votre demande`,
      part: ({ customer }) => `${customer} a accepté une partie de votre demande`,
      withoutPermissions: ({ customer }) => `${customer} a accepté votre demande sans autorisation d’administration`,
    },
    by: (person, date) => `Acceptée par ${person} le ${date}.`,
    granted: (until) => `Autorisations accordées jusqu’au ${until}\u00a0:`,
    none: "Aucune autorisation d’administration n’a été accordée.",
    refused: "Autorisations demandées et non accordées\u00a0:",
    next: "Le client figure désormais dans votre liste de clients et vous pouvez commencer à travailler ensemble.",
    unchanged: "Rien d’autre ne change entre vous et le client.",
  },
  declined: {
    subject: ({ customer }) => `${customer} a refusé votre demande`,
    text: "Rien n’a été accordé et aucun rappel ne sera plus envoyé.",
    reason: (reason) => `Motif indiqué\u00a0: ${reason}`,
    noReason: "Aucun motif n’a été indiqué.",
  },
  expired: {
    subject: ({ customer }) => `Votre demande à ${customer} a expiré sans réponse`,
    text: (end) => `Il était possible d’y répondre jusqu’au ${end}. Rien n’a été accordé.`,
    next: "Si vous souhaitez toujours travailler ensemble, renouvelez l’invitation\u00a0: le client recevra un nouveau message.",
  },
  renewal: {
    subject: ({ customer }) => `${customer} demande un nouveau lien`,
    text: ({ address }, end) =>
      `Votre demande à ${address} a expiré le ${end}. Le client l’a ouverte ensuite et demande un nouveau lien.`,
    next: "Si vous êtes d’accord, renouvelez l’invitation\u00a0: le client recevra un nouveau message.",
  },
  undeliverable: {
    subject: ({ address }) => `Votre demande n’a pas pu être remise à ${address}`,
    unwanted: ({ address }) => `${address} a signalé votre demande comme message indésirable`,
    why: {
      undelivered: ({ address }) =>
        `Le message adressé à ${address} n’a pas pu être remis malgré plusieurs tentatives.`,
      bounced: ({ address }) => `Le système de messagerie de ${address} a refusé le message.`,
      complained: ({ address }) => `Le titulaire de ${address} a signalé le message comme indésirable.`,
      suppressed: ({ address }) =>
        `Aucun message n’est envoyé à ${address}\u00a0: les précédents ne sont pas arrivés ou ne sont pas souhaités.`,
      rejected: () => "Le service de messagerie n’a pas accepté le message en raison de son contenu.",
    },
    reason: (words) => `Indication du système de messagerie\u00a0: ${words}`,
    next: {
      undelivered:
        "Aucun rappel n’est envoyé tant que vous n’avez pas renvoyé l’invitation. Réessayez plus tard, ou demandez une autre adresse à votre contact et corrigez-la dans l’invitation.",
      bounced:
        "Aucun rappel n’est envoyé à cette adresse. Demandez la bonne adresse à votre contact et corrigez-la dans l’invitation. Celle-ci repartira avec un nouveau lien.",
      complained:
        "Plus aucun message n’est envoyé à cette adresse. Parlez d’abord au client par un autre moyen. Si l’adresse est fausse, corrigez-la dans l’invitation. Celle-ci repartira avec un nouveau lien.",
      suppressed:
        "Aucun rappel n’est non plus envoyé à cette adresse. Demandez une autre adresse à votre contact et corrigez-la dans l’invitation. Celle-ci repartira avec un nouveau lien.",
      rejected:
        "Aucun rappel n’est envoyé. Relisez l’objet et le texte, annulez l’invitation et envoyez-en une nouvelle.",
    },
    refused: {
      address: {
        why: ({ address }) => `Le service de messagerie n’accepte pas l’adresse ${address}.`,
        next: "Aucun rappel n’est envoyé à cette adresse. Demandez la bonne adresse à votre contact et corrigez-la dans l’invitation. Celle-ci repartira avec un nouveau lien.",
      },
      nobody: {
        why: () => "Le service de messagerie n’a pas accepté le message, sans indiquer de raison.",
        next: "Aucun rappel n’est envoyé. Communiquez le numéro de l’invitation à l’exploitant, qui pourra en rechercher la cause.",
      },
    },
  },
  partnerFooter: ({ partner, operator }, invitationId) =>
    `Envoyé par Rapport de ${operator} aux personnes qui suivent cette demande chez ${partner}. Invitation ${invitationId}.`,
  confirmation: {
    subjects: {
      whole: ({ partner }) => `Vous avez accepté la demande de ${partner}`,
      part: ({ partner }) => `Vous avez accepté une partie de la demande de ${partner}`,
      withoutPermissions: ({ partner }) =>
        `Vous avez accepté la demande de ${partner} sans autorisations d’administration`,
    },
    by: ({ person }, date) => `Acceptée par ${person} le ${date}.`,
    becomes: {
      reseller: ({ partner }) => `${partner} est désormais votre revendeur.`,
      advisor: ({ partner }) => `${partner} est désormais votre conseiller.`,
    },
    stays: {
      reseller: ({ partner }) => `${partner} reste votre revendeur.`,
      advisor: ({ partner }) => `${partner} reste votre conseiller.`,
    },
    granted: (until) => `Ce qui a été accordé, jusqu’au ${until}\u00a0:`,
    none: "Aucune autorisation d’administration n’a été accordée.",
    extends: "À leur terme, ces autorisations se prolongent d’elles-mêmes, sauf si vous les retirez.",
    refused: "Ce qui n’a pas été accordé\u00a0:",
    back: "Dans le portail client, vous pouvez à tout moment retirer des autorisations ou mettre fin à la relation.",
    portal: "Ouvrir le portail client",
    link: "Voir ce que vous avez accepté",
    footer: ({ operator }) =>
      `Envoyé par Rapport de ${operator} parce que la demande a été acceptée avec le lien créé pour cette adresse. Si vous n’en savez rien, prévenez immédiatement ${operator}.`,
  },
  confirmAddress: {
    subject: ({ partner }) => `Confirmez votre adresse pour les notifications de ${partner}`,
    text: ({ partner }) => `${partner} souhaite envoyer à cette adresse des notifications sur ses invitations.`,
    link: "Confirmer cette adresse",
    life: (days) => `Le lien est valable ${days} jours. Rien n’est envoyé avant votre confirmation.`,
    unasked: "Si vous ne savez pas pourquoi vous avez été sollicité, ignorez ce courriel.",
    footer: ({ partner, operator }) => `Envoyé par Rapport (${operator}) parce que ${partner} a indiqué cette adresse.`,
  },
  signIn: {
    subject: (operator) => `Connexion au portail client de ${operator}`,
    text: "Vous souhaitez vous connecter au portail, où vous voyez vos partenaires et ce que chacun peut faire.",
    link: "Se connecter",
    life: (minutes) =>
      `Le lien fonctionne une seule fois, pendant ${minutes} minutes. Un message plus récent le remplace.`,
    unasked:
      "Si cela ne vient pas de vous, vous n’avez rien à faire\u00a0: sans ce message, personne ne peut se connecter.",
    footer: (operator) =>
      `Envoyé par Rapport de ${operator}, parce que quelqu’un a indiqué cette adresse pour se connecter.`,
  },
};
