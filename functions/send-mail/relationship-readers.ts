import { localeOf } from "../../shared/commands/invitation-mail-input.ts";
import type { Administrator } from "../../shared/domain/administrator.ts";
import { isRenewable } from "../../shared/domain/relationship-acts.ts";
import type { Reader } from "../../shared/mail/relationships/relationship-notices.ts";
import { isLocale } from "../../shared/policy/locales.ts";
import { noticeInput } from "./partner-mailings.ts";
import { portalLink } from "./portal-link.ts";
import type { RelationshipOccasion } from "./relationship-occasion.ts";

type ReaderOf<Side extends Reader["side"]> = Extract<Reader, { side: Side }>;

/** The partner as the reader of a notice about a relationship. */
export function partnerReader(occasion: RelationshipOccasion): ReaderOf<"partner"> {
  const { locale, names } = noticeInput(occasion);
  return { side: "partner", locale, names, relationshipId: occasion.relationship.id };
}

/** One of the customer's administrators, in the language that is known of this one, else of the one who was invited. */
export function customerReader(
  occasion: RelationshipOccasion,
  { locale: own }: Pick<Administrator, "locale">,
): ReaderOf<"customer"> {
  const { publicUrl, invitation, relationship, partner, now } = occasion;
  const known = own ?? invitation.terms.customer.locale;
  const page = (act: string): string => portalLink(publicUrl, `/relationships/${relationship.id}${act}`, known);
  const mayRenew = !partner.frozen && isRenewable(relationship, now);
  return {
    side: "customer",
    locale: isLocale(known) ? known : localeOf(invitation),
    names: noticeInput(occasion).names,
    page: page(""),
    renewal: mayRenew ? page("/renew") : null,
  };
}
