import type { Locale, Localized } from "../../policy/locales.ts";
import { englishRelationshipTexts } from "./texts.en.ts";
import { frenchRelationshipTexts } from "./texts.fr.ts";
import { germanRelationshipTexts } from "./texts.de.ts";
import { italianRelationshipTexts } from "./texts.it.ts";
import { spanishRelationshipTexts } from "./texts.es.ts";

/** The names in a mail about a relationship. */
export interface RelationshipNames {
  readonly partner: string;
  readonly operator: string;
  /** The customer: its organisation, or the address that accepted where that is not known. */
  readonly customer: string;
}

/** What can become of granted permissions. `extending` and `expiring` are still to come. */
export const grantNews = ["expiring", "extending", "expired", "extended"] as const;
export type GrantNews = (typeof grantNews)[number];

/** One mail: its text leads to a list of permissions, each with its date. */
interface Words {
  readonly subject: (names: RelationshipNames, date: string) => string;
  readonly text: (names: RelationshipNames, date: string) => string;
  readonly next: (names: RelationshipNames) => string;
}

/** That a relationship has ended; the permissions that ended with it are listed where there are any. */
interface EndingWords extends Words {
  readonly permissions: string;
  readonly reason: (reason: string) => string;
}

/** What mails say about a relationship, in one language. Dates come in words. */
export interface RelationshipTexts {
  /** The language these texts are in. */
  readonly lang: Locale;
  readonly partner: Readonly<Record<GrantNews | "removed", Words>> & {
    readonly terminated: EndingWords;
    readonly footer: (names: RelationshipNames, relationshipId: string) => string;
  };
  /** To the customer's administrators. */
  readonly customer: Readonly<Record<GrantNews, Words>> & {
    /** Leads to the portal, and to where it renews. */
    readonly link: string;
    readonly renew: string;
    readonly footer: (names: RelationshipNames) => string;
  };
}

/** Those texts by language. */
export const relationshipTexts: Localized<RelationshipTexts> = {
  en: englishRelationshipTexts,
  it: italianRelationshipTexts,
  de: germanRelationshipTexts,
  fr: frenchRelationshipTexts,
  es: spanishRelationshipTexts,
};
