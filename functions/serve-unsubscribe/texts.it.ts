import type { UnsubscribeSentences } from "./texts.ts";

/** In Italian. */
export const italianUnsubscribeTexts: UnsubscribeSentences = {
  lang: "it",
  title: (partner) => `Non ricevere più promemoria o richieste di ${partner}?`,
  reminders: {
    heading: "Promemoria",
    offered: (partner) =>
      `Finché una richiesta di ${partner} attende una risposta, la ricordiamo di tanto in tanto per e-mail. Disattivando i promemoria, le nuove richieste continueranno ad arrivare.`,
    stopped: {
      partner: {
        title: (partner) => `I promemoria di ${partner} non arriveranno più`,
        text: (partner) =>
          `Nessun promemoria di ${partner} parte più verso questo indirizzo; quelli di altri partner sì. È possibile riattivarli in ogni momento.`,
      },
      all: {
        title: () => "Non arriveranno più promemoria",
        text: () => "Nessun promemoria parte più verso questo indirizzo. È possibile riattivarli in ogni momento.",
      },
    },
    stop: (partner) => `Non ricevere più i promemoria di ${partner}`,
    stopAll: "Non ricevere più i promemoria di nessun partner",
    resume: "Ricevere di nuovo i promemoria",
    resumed: () => "I promemoria sono di nuovo attivi.",
  },
  requests: {
    heading: "Nuove richieste",
    offered: (partner) =>
      `Scegliendo di non ricevere più richieste di ${partner}, non arriveranno più nemmeno i suoi promemoria. Una richiesta in sospeso resta tale: è ancora possibile rispondere dal suo link. ${partner} saprà soltanto che a questo indirizzo non vengono inviate e-mail, non il motivo.`,
    stopped: {
      partner: {
        title: (partner) => `${partner} non può più inviare richieste a questo indirizzo`,
        text: (partner) =>
          `Le nuove richieste e i promemoria di ${partner} non arrivano più a questo indirizzo. Una richiesta in sospeso resta tale: è ancora possibile rispondere dal suo link. È possibile consentire di nuovo le richieste in ogni momento.`,
      },
      all: {
        title: () => "I partner non possono più inviare richieste a questo indirizzo",
        text: () =>
          "Le nuove richieste e i promemoria non arrivano più a questo indirizzo, da qualunque partner provengano. Una richiesta in sospeso resta tale: è ancora possibile rispondere dal suo link. È possibile consentire di nuovo le richieste in ogni momento.",
      },
    },
    stop: (partner) => `Non ricevere più richieste di ${partner}`,
    stopAll: "Non ricevere più richieste di nessun partner",
    resume: "Consentire di nuovo le richieste",
    resumed: (partner) => `${partner} può di nuovo inviare richieste a questo indirizzo.`,
  },
  stillSent:
    "Continueranno ad arrivare i codici e i link di accesso richiesti da questo indirizzo, così come gli avvisi sui rapporti in corso.",
  unknown: {
    title: "Questo link non ci risulta",
    text: "Controllare di averlo copiato per intero dal messaggio.",
  },
};
