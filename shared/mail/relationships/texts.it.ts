import type { RelationshipTexts } from "./texts.ts";

/** What becomes of a relationship, in Italian. */
export const italianRelationshipTexts: RelationshipTexts = {
  lang: "it",
  partner: {
    expiring: {
      subject: ({ customer }, date) => `Le autorizzazioni di ${customer} scadono in data ${date}`,
      text: ({ customer }) => `Queste autorizzazioni, concesse da ${customer}, stanno per scadere:`,
      next: () =>
        "Il cliente ne è informato e può rinnovarle nel portale. Dopo la scadenza potete chiederle di nuovo con un nuovo invito.",
    },
    extending: {
      subject: ({ customer }, date) => `Le autorizzazioni di ${customer} si prolungano in data ${date}`,
      text: ({ customer }) => `Queste autorizzazioni, concesse da ${customer}, si prolungano da sole alla scadenza:`,
      next: () => "Non dovete fare nulla. Il cliente ne è informato e può revocarle in ogni momento.",
    },
    expired: {
      subject: ({ customer }) => `Le autorizzazioni di ${customer} sono scadute`,
      text: ({ customer }) => `Queste autorizzazioni, concesse da ${customer}, sono scadute:`,
      next: () =>
        "Il rapporto resta e l’assistenza resta a voi. Se le autorizzazioni vi servono ancora, inviate un nuovo invito: verranno chieste solo quelle.",
    },
    extended: {
      subject: ({ customer }) => `Le autorizzazioni di ${customer} sono state prolungate`,
      text: ({ customer }) => `Queste autorizzazioni, concesse da ${customer}, si sono prolungate. Ora scadono:`,
      next: () => "Non dovete fare nulla.",
    },
    removed: {
      subject: ({ customer }) => `${customer} ha revocato delle autorizzazioni`,
      text: (_, date) => `Queste autorizzazioni sono state revocate in data ${date} e non valgono più:`,
      next: () =>
        "Il rapporto resta e l’assistenza resta a voi. Parlatene con il cliente: quando non ne resta nessuna, un nuovo invito può chiedere di nuovo le autorizzazioni.",
    },
    terminated: {
      subject: ({ customer }) => `${customer} ha chiuso il rapporto con voi`,
      text: (_, date) => `È terminato in data ${date}. L’assistenza non spetta più a voi.`,
      permissions: "Autorizzazioni terminate con il rapporto:",
      reason: (reason) => `Il motivo indicato: ${reason}`,
      next: () =>
        "Le richieste di autorizzazioni ancora aperte per questo rapporto sono state annullate. Per lavorare di nuovo insieme, inviate un nuovo invito.",
    },
    footer: ({ partner, operator }, relationshipId) =>
      `Inviato da Rapport di ${operator} a chi segue questo rapporto presso ${partner}. Rapporto ${relationshipId}.`,
  },
  customer: {
    expiring: {
      subject: ({ partner }, date) => `Le autorizzazioni di ${partner} scadono in data ${date}`,
      text: ({ partner }) => `Queste autorizzazioni, che avete concesso a ${partner}, stanno per scadere:`,
      next: () =>
        "Se devono continuare, rinnovatele nel portale con un clic, alle stesse condizioni. Se non fate nulla, scadono e il rapporto resta.",
    },
    extending: {
      subject: ({ partner }, date) => `Le autorizzazioni di ${partner} si prolungano in data ${date}`,
      text: ({ partner }) =>
        `Queste autorizzazioni, che avete concesso a ${partner}, si prolungano da sole alla scadenza:`,
      next: () => "Se va bene così, non dovete fare nulla. Altrimenti revocatele nel portale.",
    },
    expired: {
      subject: ({ partner }) => `Le autorizzazioni di ${partner} sono scadute`,
      text: ({ partner }) => `Queste autorizzazioni, che avevate concesso a ${partner}, sono scadute:`,
      next: () => "Il rapporto resta. Se le autorizzazioni devono continuare, rinnovatele nel portale.",
    },
    extended: {
      subject: ({ partner }) => `Le autorizzazioni di ${partner} sono state prolungate`,
      text: ({ partner }) => `Queste autorizzazioni, che avete concesso a ${partner}, si sono prolungate. Ora scadono:`,
      next: () => "Potete revocarle nel portale in ogni momento.",
    },
    link: "Aprire il portale",
    renew: "Rinnovare le autorizzazioni",
    footer: ({ operator, customer }) =>
      `Inviato da ${operator} (tramite Rapport) a tutti gli amministratori di ${customer}.`,
  },
};
