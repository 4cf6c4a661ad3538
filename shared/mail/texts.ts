import type { RelationshipType } from "../domain/offer.ts";
import type { Locale, Localized } from "../policy/locales.ts";

/** The names that appear in every mail about a request. */
interface RequestNames {
  readonly partner: string;
  readonly operator: string;
}

/** The sentences around a request, in one language. */
export interface RequestMailTexts {
  /** The language these texts are in: what the mail declares, also when the recipient asked for another. */
  readonly lang: Locale;
  readonly invitationHeading: (names: RequestNames) => string;
  readonly reminderSubject: (names: RequestNames) => string;
  readonly reminderHeading: (names: RequestNames) => string;
  readonly reminderText: (names: RequestNames, lastDay: string) => string;
  readonly factsHeading: string;
  readonly relationship: Readonly<Record<RelationshipType, (names: RequestNames) => string>>;
  readonly permissions: string;
  readonly noPermissions: string;
  readonly duration: (days: string) => string;
  readonly deadline: (instant: string) => string;
  readonly button: string;
  readonly replies: (names: RequestNames) => string;
  readonly footer: (names: RequestNames) => string;
}

/** What a mail about a request says besides the partner's own message. */
export const requestMailTexts: Localized<RequestMailTexts> = {
  en: {
    lang: "en",
    invitationHeading: ({ partner }) => `${partner} asks for a relationship with you`,
    reminderSubject: ({ partner }) => `Reminder: ${partner} is waiting for your answer`,
    reminderHeading: ({ partner }) => `${partner} is waiting for your answer`,
    reminderText: ({ partner }, lastDay) =>
      `${partner} sent you a request that you have not answered yet. You can accept all of it, accept part of it or decline it until ${lastDay}. After that the request ends by itself and nothing is granted.`,
    factsHeading: "What is asked",
    relationship: {
      reseller: ({ partner }) => `${partner} would sell you services and support them.`,
      advisor: ({ partner }) => `${partner} would manage services that you buy through another channel.`,
    },
    permissions: "Admin permissions that you can accept or refuse one by one:",
    noPermissions: "No admin permissions.",
    duration: (days) => `Permissions would end ${days} after you accept, or sooner if you choose so.`,
    deadline: (instant) => `You can answer until ${instant}.`,
    button: "Read the request",
    replies: ({ partner }) => `A reply to this mail goes to ${partner}.`,
    footer: ({ partner, operator }) =>
      `Sent by Rapport of ${operator} at the request of ${partner}. The link is personal to you; opening it changes nothing. If you do not know ${partner}, you can ignore this mail: nothing happens without your answer.`,
  },
};
