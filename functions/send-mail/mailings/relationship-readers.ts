import type { Administrator } from "../../../shared/customer/model.ts";
import { isRenewable } from "../../../shared/relationship/rules/acts.ts";
import type { Reader } from "../../../shared/relationship/mails/relationship-notices.ts";
import { loadRelationshipTexts } from "../../../shared/relationship/mails/texts.ts";
import { languageOf } from "./administrator-language.ts";
import { partnerLocale, partnerNames } from "./partner-mailings.ts";
import { portalLink } from "./portal-link.ts";
import type { RelationshipContext } from "./relationship-context.ts";

type ReaderOf<Side extends Reader["side"]> = Extract<Reader, { side: Side }>;

/** The partner as the reader of a notice about a relationship. */
export async function partnerReader(context: RelationshipContext): Promise<ReaderOf<"partner">> {
  const texts = await loadRelationshipTexts(partnerLocale(context.partner));
  return { side: "partner", texts, names: partnerNames(context), relationshipId: context.relationship.id };
}

/** One of the customer's administrators. */
export async function customerReader(
  context: RelationshipContext,
  administrator: Pick<Administrator, "locale">,
): Promise<ReaderOf<"customer">> {
  const { publicUrl, invitation, relationship, partner, now } = context;
  const { locale, stated } = languageOf(administrator, invitation);
  const page = (act: string): string => portalLink(publicUrl, `/relationships/${relationship.id}${act}`, stated);
  const mayRenew = !partner.frozen && isRenewable(relationship, now);
  return {
    side: "customer",
    texts: await loadRelationshipTexts(locale),
    names: { ...partnerNames(context), customer: context.customer.name },
    page: page(""),
    renewal: mayRenew ? page("/renew") : null,
  };
}
