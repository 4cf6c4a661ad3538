import type { NoticeTexts } from "./texts.ts";

/** What became of a request, in Italian. */
export const italianNoticeTexts: NoticeTexts = {
  lang: "it",
  accepted: {
    subjects: {
      whole: ({ customer }) => `${customer} ha accettato la vostra richiesta`,
      part: ({ customer }) => `${customer} ha accettato una parte della vostra richiesta`,
      withoutPermissions: ({ customer }) =>
        `${customer} ha accettato la vostra richiesta senza autorizzazioni di amministrazione`,
    },
    by: (person, date) => `L’ha accettata ${person} in data ${date}.`,
    granted: (until) => `Autorizzazioni concesse fino al giorno ${until}:`,
    none: "Non è stata concessa alcuna autorizzazione di amministrazione.",
    refused: "Autorizzazioni richieste e non concesse:",
    next: "Il cliente è ora nel vostro elenco clienti e potete iniziare a lavorare insieme.",
    unchanged: "Nel resto, nulla cambia tra voi e il cliente.",
  },
  declined: {
    subject: ({ customer }) => `${customer} ha rifiutato la vostra richiesta`,
    text: "Non è stato concesso nulla e non partono altri promemoria.",
    reason: (reason) => `Il motivo indicato: ${reason}`,
    noReason: "Non è stato indicato alcun motivo.",
  },
  expired: {
    subject: ({ customer }) => `La vostra richiesta a ${customer} è scaduta senza risposta`,
    text: (end) => `Era possibile rispondere fino al giorno ${end}. Non è stato concesso nulla.`,
    next: "Se volete ancora lavorare insieme, rinnovate l’invito: il cliente riceverà un nuovo messaggio.",
  },
  renewal: {
    subject: ({ customer }) => `${customer} chiede un nuovo link`,
    text: ({ address }, end) =>
      `La vostra richiesta a ${address} è scaduta in data ${end}. Il cliente l’ha aperta in seguito e chiede un nuovo link.`,
    next: "Se siete d’accordo, rinnovate l’invito: il cliente riceverà un nuovo messaggio.",
  },
  undeliverable: {
    subject: ({ address }) => `La vostra richiesta non è stata recapitata a ${address}`,
    unwanted: ({ address }) => `${address} ha segnalato la vostra richiesta come posta indesiderata`,
    why: {
      undelivered: ({ address }) => `Il messaggio a ${address} non è stato recapitato nonostante diversi tentativi.`,
      bounced: ({ address }) => `Il sistema di posta di ${address} ha respinto il messaggio.`,
      complained: ({ address }) => `Chi usa ${address} ha segnalato il messaggio come indesiderato.`,
      suppressed: ({ address }) =>
        `Nessun messaggio parte verso ${address}: i messaggi precedenti non sono arrivati o non sono graditi.`,
      rejected: () => "Il servizio di posta non ha accettato il messaggio a causa del suo contenuto.",
    },
    reason: (words) => `Indicazione del sistema di posta: ${words}`,
    next: {
      undelivered:
        "Non partono promemoria finché non inviate di nuovo l’invito. Riprovate più tardi, oppure chiedete un altro indirizzo al vostro contatto e correggetelo nell’invito.",
      bounced:
        "A questo indirizzo non partono promemoria. Chiedete l’indirizzo giusto al vostro contatto e correggetelo nell’invito, che ripartirà con un nuovo link.",
      complained:
        "A questo indirizzo non parte altra posta. Contattate prima il cliente in un altro modo. Se l’indirizzo è sbagliato, correggetelo nell’invito, che ripartirà con un nuovo link.",
      suppressed:
        "A questo indirizzo non partono nemmeno promemoria. Chiedete un altro indirizzo al vostro contatto e correggetelo nell’invito, che ripartirà con un nuovo link.",
      rejected: "Non partono promemoria. Rivedete oggetto e testo, annullate l’invito e inviatene uno nuovo.",
    },
    refused: {
      address: {
        why: ({ address }) => `Il servizio di posta non accetta l’indirizzo ${address}.`,
        next: "A questo indirizzo non partono promemoria. Chiedete l’indirizzo giusto al vostro contatto e correggetelo nell’invito, che ripartirà con un nuovo link.",
      },
      nobody: {
        why: () => "Il servizio di posta non ha accettato il messaggio e non ha indicato il motivo.",
        next: "Non partono promemoria. Comunicate il numero dell’invito al gestore, che può cercarne la causa.",
      },
    },
  },
  partnerFooter: ({ partner, operator }, invitationId) =>
    `Inviato da Rapport di ${operator} a chi segue questa richiesta presso ${partner}. Invito ${invitationId}.`,
  confirmation: {
    subjects: {
      whole: ({ partner }) => `Avete accettato la richiesta di ${partner}`,
      part: ({ partner }) => `Avete accettato una parte della richiesta di ${partner}`,
      withoutPermissions: ({ partner }) =>
        `Avete accettato la richiesta di ${partner} senza autorizzazioni di amministrazione`,
    },
    by: ({ person }, date) => `L’ha accettata ${person} in data ${date}.`,
    becomes: {
      reseller: ({ partner }) => `${partner} è ora il vostro rivenditore.`,
      advisor: ({ partner }) => `${partner} è ora il vostro consulente.`,
    },
    stays: {
      reseller: ({ partner }) => `${partner} resta il vostro rivenditore.`,
      advisor: ({ partner }) => `${partner} resta il vostro consulente.`,
    },
    granted: (until) => `Che cosa è stato concesso, fino al giorno ${until}:`,
    none: "Non è stata concessa alcuna autorizzazione di amministrazione.",
    extends: "Alla scadenza queste autorizzazioni si prolungano da sole, a meno che non vengano revocate.",
    refused: "Che cosa non è stato concesso:",
    back: "Nel portale clienti è possibile revocare le autorizzazioni o chiudere il rapporto in ogni momento.",
    portal: "Aprire il portale clienti",
    link: "Vedere che cosa è stato accettato",
    footer: ({ operator }) =>
      `Inviato da Rapport di ${operator} perché la richiesta è stata accettata con il link creato per questo indirizzo. Se non ne sapete nulla, avvisate subito ${operator}.`,
  },
  confirmAddress: {
    subject: ({ partner }) => `Confermare l’indirizzo per le notifiche di ${partner}`,
    text: ({ partner }) => `${partner} vuole inviare a questo indirizzo notifiche sui propri inviti.`,
    link: "Confermare l’indirizzo",
    life: (days) => `Il link è valido per ${days} giorni. Prima della conferma non viene inviato nulla.`,
    unasked: "Se non si conosce il motivo di questa richiesta, basta ignorare il messaggio.",
    footer: ({ partner, operator }) =>
      `Inviato da Rapport (${operator}) perché ${partner} ha indicato questo indirizzo.`,
  },
  signIn: {
    subject: (operator) => `Accesso al portale clienti di ${operator}`,
    text: "È stato chiesto l’accesso al portale in cui si vedono i partner e ciò che ciascuno può fare.",
    link: "Accedere",
    life: (minutes) =>
      `Il link funziona una sola volta, per ${minutes} minuti. Un messaggio più recente lo sostituisce.`,
    unasked:
      "Se l’accesso non è stato chiesto da voi, non occorre fare nulla: senza questo messaggio nessuno può accedere.",
    footer: (operator) =>
      `Inviato da Rapport di ${operator} perché qualcuno ha indicato questo indirizzo per accedere.`,
  },
};
