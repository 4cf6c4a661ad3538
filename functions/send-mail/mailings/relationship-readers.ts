import type { Administrator } from "../../../shared/customer/model.ts";
import { isRenewable } from "../../../shared/relationship/rules/acts.ts";
import type { Reader } from "../../../shared/relationship/mails/relationship-notices.ts";
import { loadRelationshipTexts } from "../../../shared/relationship/mails/texts.ts";
import { languageOf } from "./administrator-language.ts";
import { partnerLocale, partnerNames } from "./partner-mailings.ts";
import { portalLink } from "./portal-link.ts";
import type { RelationshipOccasion } from "./relationship-occasion.ts";

type ReaderOf<Side extends Reader["side"]> = Extract<Reader, { side: Side }>;

/** The partner as the reader of a notice about a relationship. */
export async function partnerReader(occasion: RelationshipOccasion): Promise<ReaderOf<"partner">> {
  const texts = await loadRelationshipTexts(partnerLocale(occasion.partner));
  return { side: "partner", texts, names: partnerNames(occasion), relationshipId: occasion.relationship.id };
}

/** One of the customer's administrators. */
export async function customerReader(
  occasion: RelationshipOccasion,
  administrator: Pick<Administrator, "locale">,
): Promise<ReaderOf<"customer">> {
  const { publicUrl, invitation, relationship, partner, now } = occasion;
  const { locale, stated } = languageOf(administrator, invitation);
  const page = (act: string): string => portalLink(publicUrl, `/relationships/${relationship.id}${act}`, stated);
  const mayRenew = !partner.frozen && isRenewable(relationship, now);
  return {
    side: "customer",
    texts: await loadRelationshipTexts(locale),
    names: { ...partnerNames(occasion), customer: occasion.customer.name },
    page: page(""),
    renewal: mayRenew ? page("/renew") : null,
  };
}
