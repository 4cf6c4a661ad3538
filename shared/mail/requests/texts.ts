import type { RelationshipType } from "../../domain/offer.ts";
import type { Locale, Localized } from "../../policy/locales.ts";
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
  /** What is written when the partner wrote nothing; the link stands between text and close. */
  readonly message: {
    readonly subject: (partner: string) => string;
    readonly greeting: (contactName: string | null) => string;
    readonly text: (partner: string) => string;
    readonly close: (partner: string) => string;
  };
  readonly code: CodeTexts;
}

/** What a mail with a code says. */
interface CodeTexts {
  readonly subject: (partner: string) => string;
  readonly intro: (partner: string) => string;
  readonly life: (minutes: number) => string;
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
