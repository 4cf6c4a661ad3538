import type { ShownOffer } from "../../shared/invitation/reads/read-offer.ts";
import { endOfGrants } from "../../shared/invitation/rules/acceptance.ts";
import { extentOf, refusedOf } from "../../shared/terms/extent.ts";
import { isCoolingOff } from "../../shared/customer/rules/administrator.ts";
import { asOf, type Accepted, type Pending } from "../../shared/invitation/model.ts";
import type { Fault } from "../../shared/kernel/refusal.ts";
import { laterName, shownVerification } from "../../shared/partner/rules/shown-partner.ts";
import { addDays, daysOf, durationOf, type Instant } from "../../shared/kernel/time.ts";
import type { FieldError } from "../../shared/pages/field.ts";
import { findAgreement } from "../../shared/policy/agreements.ts";
import { durationBy, isOfPage } from "./answer-form.ts";
import type { OfferField, OfferPageModel } from "./offer-page-model.ts";
import type { OutcomePageModel } from "./outcome-page-model.ts";
import type { LinkSetting } from "./page-setting.ts";
import type { ShowRequest } from "./show.ts";

/** Shorter durations that a customer may choose, in days; those below what is asked are shown. */
const shorterDays = [30, 90, 180, 365];

const fields: readonly string[] = [
  "permission",
  "duration",
  "customer",
  "organization",
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

type OfferError = FieldError<OfferField>;

type OfferRequest = Pick<ShowRequest, "now" | "form" | "isCodeNew" | "faults" | "policy" | "proof">;

/** The page of an open offer: as it was asked, or as the customer had filled it in when it comes back with faults. */
export function offerPageModel(
  {
    invitation,
    partner,
    codeSent,
    codeNumber,
    domain,
    choices,
    isRefused,
    isProven,
  }: ShownOffer & { readonly invitation: Pending },
  { now, form, isCodeNew, faults, policy, proof }: OfferRequest,
  setting: LinkSetting,
): OfferPageModel {
  const { offer, offerDigest, expiresAt, handedOverBy } = invitation.issue;
  const codeRequired = invitation.issue.codeRequired && !isProven;
  const { requiredPermissions } = policy.terms(offer.cloud);
  const asked = daysOf(offer.duration);
  const ticked = form !== null && isOfPage(form) ? form.permission : offer.permissions;
  const agreement = findAgreement(offer.agreement.version);
  if (agreement === undefined) throw new Error(`Agreement ${offer.agreement.version} is no longer kept.`);
  return {
    ...setting,
    partner: {
      displayName: offer.partnerName,
      contact: partner.replyTo,
      laterName: laterName(offer, partner),
      verified: shownVerification(offer, partner),
      since: partner.registeredAt,
    },
    customer: invitation.terms.customer,
    relationship: offer.relationship,
    isRestoration: offer.relationshipId !== null,
    colleagues: domain,
    handedOverBy,
    customers: choices.map(({ customer, administrator, relationshipId }) => ({
      id: customer.id,
      name: customer.name,
      coolOffUntil: isCoolingOff(administrator, now) ? administrator.coolOffUntil : null,
      isConnected: relationshipId !== null,
    })),
    isRefused,
    chosenCustomer: form?.customer || (choices.length === 1 ? (choices[0]?.customer.id ?? "") : ""),
    proof: isProven ? proof : "",
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
    // What could not be sent is not said to be on its way.
    codeSent: isCodeNew ? "just" : codeSent && !faults.some(isUndeliverable) ? "before" : "no",
    codeNumber,
    canAcceptWithoutPermissions: requiredPermissions.length === 0 && offer.relationshipId === null,
    values: {
      name: form?.name ?? "",
      title: form?.title ?? "",
      organization: form && isOfPage(form) ? form.organization : (invitation.terms.customer.organization ?? ""),
      code: form?.code ?? "",
      reason: form?.reason ?? "",
      agreement: form?.agreement === "on",
      colleague: form?.email ?? "",
      "colleague-code": form?.["colleague-code"] ?? "",
    },
    errors: faults.map(fieldError).map((error) => (codeRequired ? error : byColleague(error))),
  };
}

/** What became of a request that is no longer open. */
export function outcomePageModel(
  found: ShownOffer,
  { now, isLate }: Pick<ShowRequest, "now" | "isLate">,
  setting: LinkSetting,
): OutcomePageModel {
  const { invitation, isAdministrator, unsubscribeToken } = found;
  const partner = { displayName: invitation.issue?.offer.partnerName ?? "" };
  const stopping: OutcomePageModel["stopping"] = isAdministrator
    ? { kind: "block", path: `/portal/senders/${invitation.partnerId}` }
    : { kind: "stopReminders", path: `/u/${unsubscribeToken}` };
  return { ...setting, partner, stopping, isLate, outcome: outcomeOf(found, now) };
}

function outcomeOf({ partner, hasEndedSince, ...found }: ShownOffer, now: Instant): OutcomePageModel["outcome"] {
  const invitation = asOf(found.invitation, now);
  const { status } = invitation;
  if (status === "accepted") return acceptedOutcome(invitation, hasEndedSince);
  if (status === "expired")
    return { kind: status, askedAt: invitation.issue.renewalRequestedAt, isOnHold: partner.frozen };
  if (status === "pending" && partner.frozen) return { kind: "on-hold", offerDigest: invitation.issue.offerDigest };
  if (status === "declined") return { kind: invitation.isReported ? "reported" : "declined" };
  if (status !== "cancelled") throw new Error(`${status} is no outcome.`);
  const { cancelCode } = invitation;
  const isSystems = cancelCode === "relationship-ended" || cancelCode === "addressee-left";
  return { kind: isSystems ? cancelCode : "cancelled" };
}

function acceptedOutcome(invitation: Accepted, hasEnded: boolean): OutcomePageModel["outcome"] {
  const { decidedAt, decision, issue } = invitation;
  const { relationship, relationshipId, autoExtend } = issue.offer;
  return {
    kind: "accepted",
    granted: decision.granted,
    refused: refusedOf(invitation),
    extent: extentOf(invitation),
    relationship,
    isRestoration: relationshipId !== null,
    hasEnded,
    autoExtend,
    endsAt: endOfGrants(invitation),
    decidedAt,
  };
}

const isUndeliverable = ({ code }: Fault): boolean => code === "code-undeliverable";

/** A page that accepts without a code has the code's field at the handing over alone. */
const byColleague = (error: OfferError): OfferError =>
  error.field === "code" ? { ...error, field: "colleague-code" } : error;

function fieldError({ pointer, message }: Fault): OfferError {
  const field = pointer.replace("/", "");
  return { field: fields.includes(field) ? (field as OfferField) : "decision", message };
}
