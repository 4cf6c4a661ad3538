import type { RelationshipType } from "../../../terms/model.ts";
import type { Locale, Localized } from "../../../policy/locales.ts";
import { englishRequestTexts } from "./texts.en.ts";
import { frenchRequestTexts } from "./texts.fr.ts";
import { germanRequestTexts } from "./texts.de.ts";
import { italianRequestTexts } from "./texts.it.ts";
import { spanishRequestTexts } from "./texts.es.ts";

/** The names that appear in every mail about a request. */
interface RequestNames {
  readonly partner: string;
  readonly operator: string;
}

/** What a reminder begins with. */
interface ReminderTexts {
  readonly subject: (names: RequestNames) => string;
  readonly heading: (names: RequestNames) => string;
  readonly text: (names: RequestNames) => string;
}

/** The sentences around a request, in one language. */
export interface RequestMailTexts {
  /** The language these texts are in: what the mail declares, also when the recipient asked for another. */
  readonly lang: Locale;
  readonly invitationHeading: (names: RequestNames) => string;
  readonly reminder: ReminderTexts & {
    /** What can be answered, and until when: where something can be refused, and where nothing can. */
    readonly some: (lastDay: string) => string;
    readonly whole: (lastDay: string) => string;
    readonly end: string;
  };
  /** In their place where permissions are asked for a relationship that exists already (product table, row 10). */
  readonly restoration: {
    readonly heading: (names: RequestNames) => string;
    readonly relationship: (names: RequestNames) => string;
    readonly reminder: ReminderTexts;
  };
  readonly handedOver: (by: string) => string;
  readonly unverified: (names: RequestNames) => string;
  /** Where the partner has another name by now. */
  readonly renamed: (names: RequestNames, name: string) => string;
  readonly factsHeading: string;
  readonly relationship: Readonly<Record<RelationshipType, (names: RequestNames) => string>>;
  /** What stands above permissions: to be refused one by one, required by the cloud, or all there is to accept. */
  readonly permissions: string;
  readonly requiredPermissions: string;
  readonly askedPermissions: string;
  /** With the services that need no permission. */
  readonly noPermissions: Readonly<Record<RelationshipType, (services: string) => string>>;
  readonly duration: (days: string) => string;
  readonly extending: (days: string) => string;
  readonly deadline: (instant: string) => string;
  readonly button: string;
  readonly replies: (names: RequestNames) => string;
  readonly footer: (names: RequestNames) => string;
  readonly code: CodeTexts;
}

/** What a mail with a code says. */
interface CodeTexts {
  /** Begins with the code, so that a short preview shows it. */
  readonly subject: (said: { readonly code: string; readonly partner: string }) => string;
  readonly intro: (partner: string) => string;
  readonly life: (minutes: number) => string;
  /** For whoever did not ask for it: why that matters, and the words of the link that declines and reports. */
  readonly notMe: { readonly text: string; readonly link: string };
  readonly footer: (names: RequestNames) => string;
}

/** What a mail about a request says besides the partner's own message. */
export const requestMailTexts: Localized<RequestMailTexts> = {
  en: englishRequestTexts,
  it: italianRequestTexts,
  de: germanRequestTexts,
  fr: frenchRequestTexts,
  es: spanishRequestTexts,
};
