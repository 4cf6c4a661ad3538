import type { RequestMailTexts } from "./texts.ts";

/** Mails about a request in Italian. Request: richiesta; relationship: rapporto; permission: autorizzazione. */
export const italianRequestTexts: RequestMailTexts = {
  lang: "it",
  invitationHeading: ({ partner }) => `${partner} vi propone un rapporto commerciale`,
  reminder: {
    subject: ({ partner }) => `Promemoria: ${partner} attende la vostra risposta`,
    heading: ({ partner }) => `${partner} attende la vostra risposta`,
    text: ({ partner }) => `${partner} vi ha inviato una richiesta a cui non avete ancora risposto.`,
    some: (lastDay) => `Potete accettarla in tutto o in parte, oppure rifiutarla, fino al giorno ${lastDay}.`,
    whole: (lastDay) => `Potete accettarla o rifiutarla fino al giorno ${lastDay}.`,
    end: "Dopo, la richiesta termina da sola e nulla viene concesso.",
  },
  restoration: {
    heading: ({ partner }) => `${partner} vi chiede autorizzazioni di amministrazione`,
    relationship: ({ partner }) =>
      `Lavorate già con ${partner}. Vengono chieste solo autorizzazioni di amministrazione; nient’altro cambia.`,
    reminder: {
      subject: ({ partner }) => `Promemoria: ${partner} vi chiede autorizzazioni di amministrazione`,
      heading: ({ partner }) => `${partner} vi chiede autorizzazioni di amministrazione`,
      text: ({ partner }) =>
        `${partner}, con cui lavorate già, vi ha chiesto autorizzazioni di amministrazione con una richiesta a cui non avete ancora risposto.`,
    },
  },
  handedOver: (by) => `${by} vi ha passato questa richiesta.`,
  renamed: ({ partner }, name) =>
    `La richiesta è stata fatta con il nome ${partner}. Il partner ora si chiama ${name}.`,
  unverified: ({ partner, operator }) =>
    `${operator} non ha verificato che il nome ${partner} sia autentico. Se non conoscete questo partner, rifiutate.`,
  factsHeading: "Che cosa viene chiesto",
  relationship: {
    reseller: ({ partner }) => `${partner} vi venderebbe servizi e vi assisterebbe nel loro uso.`,
    advisor: ({ partner }) => `${partner} gestirebbe servizi che acquistate attraverso un altro canale.`,
  },
  permissions: "Autorizzazioni di amministrazione che potete accettare o rifiutare una per una:",
  requiredPermissions: "Autorizzazioni di amministrazione obbligatorie nel vostro cloud; chi accetta le concede:",
  askedPermissions: "Autorizzazioni di amministrazione:",
  noPermissions: {
    reseller: (services) =>
      `Nessuna autorizzazione di amministrazione. Il partner può solo attivare e gestire servizi che non ne richiedono: ${services}.`,
    advisor: (services) =>
      `Nessuna autorizzazione di amministrazione. Il partner può solo gestire servizi che non ne richiedono: ${services}.`,
  },
  duration: (days) => `Le autorizzazioni terminerebbero ${days} dopo la vostra accettazione, o prima se lo preferite.`,
  extending: (days) =>
    `Le autorizzazioni durerebbero ${days}, o meno se lo preferite. Poi si prolungano di 180 giorni, ogni volta, finché non le revocate.`,
  deadline: (instant) => `Potete rispondere fino al giorno ${instant}.`,
  button: "Leggi la richiesta",
  replies: ({ partner }) => `Le risposte a questo messaggio arrivano a ${partner}.`,
  footer: ({ partner, operator }) =>
    `Inviato da Rapport di ${operator} su richiesta di ${partner}. Il link è personale; aprirlo non cambia nulla. Se non conoscete ${partner}, potete ignorare questo messaggio: senza la vostra risposta non succede nulla.`,
  code: {
    subject: ({ code, partner }) => `${code} è il codice per rispondere a ${partner}`,
    intro: (partner) => `Inserite questo codice nella pagina con la richiesta di ${partner}:`,
    life: (minutes) => `Funziona una volta sola, per ${minutes} minuti.`,
    notMe: {
      text: "Non avete chiesto alcun codice? Forse qualcun altro sta cercando di accettare a vostro nome.",
      link: "Non l’ho chiesto io",
    },
    footer: ({ partner, operator }) =>
      `Inviato da Rapport di ${operator} perché qualcuno lo ha chiesto in una pagina rivolta a voi. Non date il codice a nessuno, nemmeno a ${partner}: senza il codice nessuno può accettare a vostro nome.`,
  },
};
