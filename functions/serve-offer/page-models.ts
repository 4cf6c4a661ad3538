import type { ShownOffer } from "../../shared/commands/read-offer.ts";
import { endOfGrants } from "../../shared/domain/acceptance.ts";
import { statusAt, type Pending } from "../../shared/domain/invitation.ts";
import type { Fault } from "../../shared/domain/refusal.ts";
import { addDays, daysOf, durationOf } from "../../shared/domain/time.ts";
import { findAgreement } from "../../shared/policy/agreements.ts";
import { durationBy } from "./answer-form.ts";
import type { FieldError, OfferField, OfferPageModel } from "./offer-page-model.ts";
import type { OutcomePageModel } from "./outcome-page-model.ts";
import type { PageSetting } from "./page-setting.ts";
import type { ShowRequest } from "./show.ts";

/** Shorter durations that a customer may choose, in days; those below what is asked are shown. */
const shorterDays = [30, 90, 180, 365];

const fields: readonly string[] = [
  "permission",
  "duration",
  "agreement",
  "name",
  "title",
  "code",
  "reason",
  "offer",
  "decision",
  "colleague",
  "colleague-code",
] satisfies OfferField[];

/** The page of an open offer: as it was asked, or as the customer had filled it in when it comes back with faults. */
export function offerPageModel(
  { invitation, partner, codeSent, domain }: ShownOffer & { readonly invitation: Pending },
  { now, form, handOver, faults, policy }: Pick<ShowRequest, "now" | "form" | "handOver" | "faults" | "policy">,
  setting: PageSetting,
): OfferPageModel {
  const { offer, offerDigest, expiresAt, codeRequired } = invitation.issue;
  const { requiredPermissions } = policy.terms(offer.cloud);
  const asked = daysOf(offer.duration);
  const ticked = form === null ? offer.permissions : form.permission;
  const agreement = findAgreement(offer.agreement.version);
  if (agreement === undefined) throw new Error(`Agreement ${offer.agreement.version} is no longer kept.`);
  return {
    ...setting,
    partner: {
      displayName: offer.partnerName,
      contact: partner.replyTo,
      verified: offer.partnerVerified,
      since: partner.registeredAt,
    },
    customer: invitation.terms.customer,
    relationship: offer.relationship,
    isRestoration: offer.relationshipId !== null,
    colleagues: domain,
    permissions: offer.permissions.map((id) => ({
      id,
      required: requiredPermissions.includes(id),
      checked: ticked.includes(id),
    })),
    durations: [...shorterDays.filter((days) => days < asked), asked].map((days) => ({
      duration: durationOf(days),
      endsAt: addDays(now, days),
    })),
    chosenDuration: (form && durationBy(form)) ?? offer.duration,
    autoExtend: offer.autoExtend,
    expiresAt,
    agreement,
    offerDigest,
    codeRequired,
    codeSent,
    canAcceptWithoutPermissions: requiredPermissions.length === 0 && offer.relationshipId === null,
    values: {
      name: form?.name ?? "",
      title: form?.title ?? "",
      code: form?.code ?? "",
      reason: form?.reason ?? "",
      agreement: form?.agreement === "on",
      colleague: handOver?.email ?? "",
      "colleague-code": handOver?.code ?? "",
    },
    errors: faults.map(fieldError),
  };
}

/** What became of a request that is no longer open. */
export function outcomePageModel(
  { invitation, isConnected }: Pick<ShownOffer, "invitation" | "isConnected">,
  { now }: Pick<ShowRequest, "now">,
  setting: PageSetting,
): OutcomePageModel {
  const partner = { id: invitation.partnerId, displayName: invitation.issue?.offer.partnerName ?? "" };
  if (invitation.status !== "accepted") {
    const status = statusAt(invitation, now);
    if (status === "expired" && invitation.issue !== null) {
      const askedAt = invitation.issue.renewalRequestedAt;
      return { ...setting, partner, outcome: { kind: status, askedAt } };
    }
    if (isConnected && status === "pending") return { ...setting, partner, outcome: { kind: "already-connected" } };
    if (status !== "declined" && status !== "cancelled") throw new Error(`${status} is no outcome.`);
    return { ...setting, partner, outcome: { kind: status } };
  }
  const { decidedAt, decision } = invitation;
  const { granted, partial } = decision;
  const endsAt = endOfGrants(invitation);
  return { ...setting, partner, outcome: { kind: "accepted", granted, partial, endsAt, decidedAt } };
}

function fieldError({ pointer, message }: Fault): FieldError {
  const field = pointer.replace("/", "");
  return { field: fields.includes(field) ? (field as OfferField) : "decision", message };
}
