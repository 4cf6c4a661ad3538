import { endOfGrants } from "../../shared/domain/acceptance.ts";
import type { Administrator } from "../../shared/domain/administrator.ts";
import type { Instant } from "../../shared/domain/time.ts";
import { administratorMail } from "../../shared/mail/notices/customer-notices.ts";
import type { Mail } from "../../shared/mail/request-mail.ts";
import { permissionName } from "../../shared/policy/permission-names.ts";
import { findPermission } from "../../shared/policy/permissions.ts";
import { keys } from "../../shared/store/keys.ts";
import { parseCustomer } from "../../shared/store/customer-items.ts";
import { personOf, type AcceptedOccasion } from "./accepted-mailings.ts";
import { languageOf } from "./administrator-language.ts";
import type { Mailing } from "./mailing.ts";
import { portalLink } from "./portal-link.ts";

/**
 * Tells the administrators whom a customer had before, when somebody new granted a permission of high risk in its name
 * (product table, row 24).
 */
export async function administratorMailings(occasion: AcceptedOccasion): Promise<Mailing[]> {
  const { table, invitation, operatorName } = occasion;
  const { decision, decidedAt, terms, issue } = invitation;
  const risky = decision.granted.filter((id) => findPermission(id)?.risk === "high");
  const until = endOfGrants(invitation);
  if (risky.length === 0 || until === null) return [];
  const { administrators } = parseCustomer(await table.get(keys.customer(invitation.customerId)));
  const known = administrators.filter(({ since }) => since < decidedAt);
  const acceptors = [decision.by.email, terms.customer.email];
  if (known.some(({ email }) => acceptors.includes(email))) return [];
  return known.map((administrator) => ({
    ...{ kind: "notice", to: administrator.email, senderName: operatorName, replyTo: null },
    ...{ linkVersion: issue.linkVersion, mail: mailTo(administrator, occasion, { risky, until }), headers: {} },
  }));
}

function mailTo(
  administrator: Administrator,
  { invitation, operatorName, publicUrl }: AcceptedOccasion,
  { risky, until }: { readonly risky: readonly string[]; readonly until: Instant },
): Mail {
  const { decision, decidedAt, relationshipId, terms, issue } = invitation;
  const { locale, stated } = languageOf(administrator, invitation);
  return administratorMail({
    locale,
    operatorName,
    partnerName: issue.offer.partnerName,
    person: personOf(invitation),
    address: decision.by.email ?? terms.customer.email,
    portal: portalLink(publicUrl, `/relationships/${relationshipId}`, stated),
    at: decidedAt,
    granted: risky.map((id) => permissionName(id, locale)),
    until,
  });
}
