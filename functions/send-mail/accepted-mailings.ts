import { linkOf } from "../../shared/commands/invitation-answer.ts";
import { localeOf } from "../../shared/commands/invitation-mail-input.ts";
import { endOfGrants } from "../../shared/domain/acceptance.ts";
import { extentOf, refusedOf } from "../../shared/domain/extent.ts";
import type { Invitation, Issue } from "../../shared/domain/invitation.ts";
import { confirmationMail } from "../../shared/mail/notices/customer-notices.ts";
import { acceptedNotice, type Granted } from "../../shared/mail/notices/partner-notices.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { permissionName } from "../../shared/policy/permission-names.ts";
import { administratorMailings } from "./administrator-mailings.ts";
import type { InvitationOccasion } from "./invitation-occasion.ts";
import type { Mailing } from "./mailing.ts";
import { noticeInput, toPartner } from "./partner-mailings.ts";
import { portalLink } from "./portal-link.ts";
import { toCustomer } from "./request-mailings.ts";

/** An occasion on which something was granted. */
export type AcceptedOccasion = InvitationOccasion & {
  readonly invitation: Extract<Invitation, { status: "accepted" }> & { readonly issue: Issue };
};

/** Tells both sides what was agreed, and the customer's administrators where somebody new granted what is of high risk. */
export async function acceptedMailings(occasion: InvitationOccasion): Promise<Mailing[]> {
  const { invitation } = occasion;
  if (invitation.status !== "accepted") return [];
  const accepted = { ...occasion, invitation };
  return [confirmation(accepted), ...partnerMailings(accepted), ...(await administratorMailings(accepted))];
}

function confirmation(occasion: AcceptedOccasion): Mailing {
  const { invitation, masterKey, publicUrl, operatorName } = occasion;
  const locale = localeOf(invitation);
  const { offer } = invitation.issue;
  const mail = confirmationMail({
    ...grantedOf(occasion, locale),
    locale,
    partnerName: offer.partnerName,
    operatorName,
    relationship: offer.relationship,
    autoExtend: offer.autoExtend,
    link: linkOf(invitation, masterKey, publicUrl) ?? "",
    portal: portalLink(publicUrl, "", invitation.terms.customer.locale),
  });
  // Whoever answers "it was not me" must reach the operator, not the partner.
  return { ...toCustomer(occasion), replyTo: null, kind: "notice", mail };
}

function partnerMailings(occasion: AcceptedOccasion): Mailing[] {
  const input = noticeInput(occasion);
  return toPartner(occasion, acceptedNotice(input, grantedOf(occasion, input.locale)));
}

function grantedOf({ invitation }: AcceptedOccasion, locale: Locale): Granted {
  const { decision, decidedAt, issue } = invitation;
  const named = (ids: readonly string[]): string[] => ids.map((id) => permissionName(id, locale));
  return {
    person: personOf(invitation),
    at: decidedAt,
    extent: extentOf(invitation),
    isRestoration: issue.offer.relationshipId !== null,
    granted: named(decision.granted),
    refused: named(refusedOf(invitation)),
    until: endOfGrants(invitation),
  };
}

/** Who accepted: by name, or by the address where a portal told none. */
export const personOf = ({ decision, terms }: AcceptedOccasion["invitation"]): string =>
  decision.by.name ?? decision.by.email ?? terms.customer.email;
