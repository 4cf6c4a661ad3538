import type english from "./texts/en.json";
import { textsIn, type TextsOf } from "../../policy/texts-in.ts";

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

/** What mails say about a relationship, in one language. Dates come in words. */
export type RelationshipTexts = TextsOf<typeof english>;

/** Reads them. Every language has the shape of the English file. */
export const loadRelationshipTexts: (lang: RelationshipTexts["lang"]) => Promise<RelationshipTexts> = textsIn({
  en: () => import("./texts/en.json", { with: { type: "json" } }),
  it: () => import("./texts/it.json", { with: { type: "json" } }),
  de: () => import("./texts/de.json", { with: { type: "json" } }),
  fr: () => import("./texts/fr.json", { with: { type: "json" } }),
  es: () => import("./texts/es.json", { with: { type: "json" } }),
});
