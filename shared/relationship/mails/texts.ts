import { withCatalogue, type WithCatalogue } from "../../policy/permission-texts.ts";
import { mailTextsIn, type MailTextsOf } from "../../mail/mail-texts.ts";
import type { Texts } from "./texts/shape.ts";

/** The names in a mail about a relationship. */
export interface RelationshipNames {
  readonly partner: string;
  readonly operator: string;
  /** The customer's organisation, or the invited address if that is unknown. */
  readonly customer: string;
  /** The invited address. */
  readonly address: string;
}

/** What can become of granted permissions. `extending` and `expiring` are still to come. */
export const grantNews = ["expiring", "extending", "expired", "extended"] as const;
export type GrantNews = (typeof grantNews)[number];

/** Texts of the mails about a relationship. */
export type RelationshipTexts = WithCatalogue<MailTextsOf<Texts>>;

/** Reads them. */
export const loadRelationshipTexts = withCatalogue(
  mailTextsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } })),
);
