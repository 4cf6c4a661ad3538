import type { RequestMailTexts } from "./texts.ts";

/** Mails about a request in Italian. Request: richiesta; relationship: rapporto; permission: autorizzazione. */
export const italianRequestTexts: RequestMailTexts = {
  lang: "it",
  invitationHeading: ({ partner }) => `${partner} vi propone un rapporto commerciale`,
  reminderSubject: ({ partner }) => `Promemoria: ${partner} attende la vostra risposta`,
  reminderHeading: ({ partner }) => `${partner} attende la vostra risposta`,
  reminderText: ({ partner }, lastDay) =>
    `${partner} vi ha inviato una richiesta a cui non avete ancora risposto. Potete accettarla in tutto o in parte, oppure rifiutarla, fino al giorno ${lastDay}. Dopo, la richiesta termina da sola e nulla viene concesso.`,
  factsHeading: "Che cosa viene chiesto",
  relationship: {
    reseller: ({ partner }) => `${partner} vi venderebbe servizi e vi assisterebbe nel loro uso.`,
    advisor: ({ partner }) => `${partner} gestirebbe servizi che acquistate attraverso un altro canale.`,
  },
  permissions: "Autorizzazioni di amministrazione che potete accettare o rifiutare una per una:",
  noPermissions: "Nessuna autorizzazione di amministrazione.",
  duration: (days) => `Le autorizzazioni terminerebbero ${days} dopo la vostra accettazione, o prima se lo preferite.`,
  deadline: (instant) => `Potete rispondere fino al giorno ${instant}.`,
  button: "Leggi la richiesta",
  replies: ({ partner }) => `Le risposte a questo messaggio arrivano a ${partner}.`,
  footer: ({ partner, operator }) =>
    `Inviato da Rapport di ${operator} su richiesta di ${partner}. Il link è personale; aprirlo non cambia nulla. Se non conoscete ${partner}, potete ignorare questo messaggio: senza la vostra risposta non succede nulla.`,
  message: {
    subject: (partner) => `${partner} vi propone un rapporto commerciale`,
    greeting: (contactName) => (contactName === null ? "Buongiorno," : `Buongiorno ${contactName},`),
    text: (partner) =>
      `${partner} desidera lavorare con la vostra organizzazione. La pagina a cui porta questo link dice esattamente che cosa chiediamo. Potete accettare tutto, accettarne una parte o rifiutare:`,
    close: (partner) => `Cordiali saluti\n${partner}`,
  },
  code: {
    subject: (partner) => `Il codice per rispondere a ${partner}`,
    intro: (partner) => `Inserite questo codice nella pagina con la richiesta di ${partner}:`,
    life: (minutes) => `Funziona una volta sola, per ${minutes} minuti.`,
    footer: ({ partner, operator }) =>
      `Inviato da Rapport di ${operator} perché qualcuno lo ha chiesto in una pagina rivolta a voi. Non date il codice a nessuno, nemmeno a ${partner}. Se non lo avete chiesto voi, ignorate questo messaggio: senza il codice nessuno può accettare a vostro nome.`,
  },
};
