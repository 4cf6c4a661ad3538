import type { UnsubscribeTexts } from "./texts.ts";

/** In Italian. */
export const italianUnsubscribeTexts: UnsubscribeTexts = {
  lang: "it",
  skip: "Vai al contenuto",
  languages: "Questa pagina in un’altra lingua",
  title: {
    none: (partner) => `Non ricevere più i promemoria di ${partner}?`,
    partner: (partner) => `I promemoria di ${partner} non arriveranno più`,
    all: "Non arriveranno più promemoria",
  },
  none: (partner) =>
    `Finché una richiesta di ${partner} attende una risposta, la ricordiamo di tanto in tanto per e-mail.`,
  stopped: {
    partner: (partner) =>
      `Nessun promemoria di ${partner} parte più verso questo indirizzo; quelli di altri partner sì. È possibile riattivarli in ogni momento.`,
    all: "Nessun promemoria parte più verso questo indirizzo. È possibile riattivarli in ogni momento.",
  },
  stillSent: "Continueranno ad arrivare le nuove richieste e i codici richiesti da questo indirizzo.",
  stop: (partner) => `Non ricevere più i promemoria di ${partner}`,
  stopAll: "Non ricevere più i promemoria di nessun partner",
  resume: "Ricevere di nuovo i promemoria",
  resumed: "I promemoria sono di nuovo attivi.",
  unknown: {
    title: "Questo link non ci risulta",
    text: "Controllare di averlo copiato per intero dal messaggio.",
  },
};
