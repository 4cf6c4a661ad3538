import type { RelationshipTexts } from "./texts.ts";

/** What becomes of a relationship, in English. Other languages follow its shape. */
export const englishRelationshipTexts: RelationshipTexts = {
  lang: "en",
  partner: {
    expiring: {
      subject: ({ customer }, date) => `Permissions from ${customer} end on ${date}`,
      text: ({ customer }) => `These permissions, granted by ${customer}, will end:`,
      next: () =>
        "The customer has been told, and can renew them in the portal. After their end you can ask for them again by a new invitation.",
    },
    extending: {
      subject: ({ customer }, date) => `Permissions from ${customer} extend themselves on ${date}`,
      text: ({ customer }) => `These permissions, granted by ${customer}, extend themselves at their end:`,
      next: () => "There is nothing to do. The customer has been told, and can take them back at any time.",
    },
    expired: {
      subject: ({ customer }) => `Permissions from ${customer} have ended`,
      text: ({ customer }) => `These permissions, granted by ${customer}, have ended:`,
      next: () =>
        "The relationship stays, and support stays with you. If you still need the permissions, send a new invitation: only they are asked for.",
    },
    extended: {
      subject: ({ customer }) => `Permissions from ${customer} were extended`,
      text: ({ customer }) => `These permissions, granted by ${customer}, have extended themselves. They now end:`,
      next: () => "There is nothing to do.",
    },
    removed: {
      subject: ({ customer }) => `${customer} took permissions back`,
      text: (_, date) => `These permissions were taken back on ${date}, and no longer work:`,
      next: () =>
        "The relationship stays, and support stays with you. Talk to the customer; a new invitation can ask for permissions again once none is left.",
    },
    terminated: {
      subject: ({ customer }) => `${customer} ended the relationship with you`,
      text: (_, date) => `It ended on ${date}. Support is no longer with you.`,
      permissions: "Permissions that ended with it:",
      reason: (reason) => `The reason given: ${reason}`,
      next: () =>
        "Open requests for permissions of this relationship were cancelled. To work together again, send a new invitation.",
    },
    footer: ({ partner, operator }, relationshipId) =>
      `Sent by Rapport of ${operator} to those who look after this relationship at ${partner}. Relationship ${relationshipId}.`,
  },
  customer: {
    expiring: {
      subject: ({ partner }, date) => `Permissions of ${partner} end on ${date}`,
      text: ({ partner }) => `These permissions, which you granted to ${partner}, will end:`,
      next: () =>
        "If they should go on, renew them in the portal with one click, on the same terms. If you do nothing, they end, and the relationship stays.",
    },
    extending: {
      subject: ({ partner }, date) => `Permissions of ${partner} extend themselves on ${date}`,
      text: ({ partner }) => `These permissions, which you granted to ${partner}, extend themselves at their end:`,
      next: () => "If that is right, there is nothing to do. If not, take them back in the portal.",
    },
    expired: {
      subject: ({ partner }) => `Permissions of ${partner} have ended`,
      text: ({ partner }) => `These permissions, which you granted to ${partner}, have ended:`,
      next: () => "The relationship stays. If the permissions should go on, renew them in the portal.",
    },
    extended: {
      subject: ({ partner }) => `Permissions of ${partner} were extended`,
      text: ({ partner }) =>
        `These permissions, which you granted to ${partner}, have extended themselves. They now end:`,
      next: () => "You can take them back in the portal at any time.",
    },
    link: "Open the portal",
    renew: "Renew the permissions",
    footer: ({ operator, customer }) => `Sent by ${operator} (through Rapport) to all administrators of ${customer}.`,
  },
};
