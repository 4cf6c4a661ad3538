import type { ShownOffer } from "../../shared/invitation/reads/read-offer.ts";
import { endOfGrants } from "../../shared/invitation/rules/acceptance.ts";
import { acceptedScopeOf, refusedOf } from "../../shared/terms/accepted-scope.ts";
import { isCoolingOff } from "../../shared/customer/rules/administrator.ts";
import { asOf, type Accepted, type Pending } from "../../shared/invitation/model.ts";
import type { Fault } from "../../shared/kernel/refusal.ts";
import { laterName, shownVerification } from "../../shared/partner/rules/shown-partner.ts";
import { addDays, daysOf, durationOf, type Instant } from "../../shared/kernel/time.ts";
import type { FieldError } from "../../shared/pages/field.ts";
import { findAgreement } from "../../shared/policy/agreements.ts";
import { durationBy, isOfPage } from "./answer-form.ts";
import type { LinkSetting } from "./page-setting.ts";
import type { ShowRequest } from "./show.ts";

/** Shorter durations that a customer may choose, in days; those below what is asked are shown. */
const shorterDays = [30, 90, 180, 365];

/** The fields of the answer's form (`POST /i/{link}/decision`) that a fault can belong to. */
const fields = [
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
] as const;

export type OfferField = (typeof fields)[number];

type OfferError = FieldError<OfferField>;

/** Everything that the page of an open offer shows. */
export type OfferPageModel = ReturnType<typeof offerPageModel>;

/** A request that is no longer open. */
export type OutcomePageModel = ReturnType<typeof outcomePageModel>;

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
) {
  const { offer, offerDigest, expiresAt, handedOverBy } = invitation.issue;
  const codeRequired = invitation.issue.codeRequired && !isProven;
  const { requiredPermissions } = policy.terms(offer.cloud);
  const asked = daysOf(offer.duration);
  const ticked = form !== null && isOfPage(form) ? form.permission : offer.permissions;
  const { email, organization } = invitation.terms.customer;
  const agreement = findAgreement(offer.agreement.version);
  if (agreement === undefined) throw new Error(`Agreement ${offer.agreement.version} is no longer kept.`);
  return {
    ...setting,
    partner: {
      displayName: offer.partnerName,
      contact: partner.replyTo,
      // Null while it is called as in the offer.
      laterName: laterName(offer, partner),
      verified: shownVerification(offer, partner),
      since: partner.registeredAt,
    },
    customer: { email, organization },
    relationship: offer.relationship,
    // Permissions are asked for a relationship that exists already.
    isRestoration: offer.relationshipId !== null,
    // The mail domain within which it can be handed over; null where it goes only to administrators.
    colleagues: domain,
    handedOverBy,
    customers: choices.map(({ customer, administrator, relationshipId }) => ({
      id: customer.id,
      name: customer.name,
      coolOffUntil: isCoolingOff(administrator, now) ? administrator.coolOffUntil : null,
      isConnected: relationshipId !== null,
    })),
    // The reader can accept for none: what it speaks for takes no requests of the partner.
    isRefused,
    chosenCustomer: form?.customer || (choices.length === 1 ? (choices[0]?.customer.id ?? "") : ""),
    // Spares the next form the code.
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
    agreement: { version: agreement.version, title: agreement.title, url: agreement.url },
    offerDigest,
    codeRequired,
    // What could not be sent is not said to be on its way.
    codeSent: codeState(isCodeNew, codeSent && !faults.some(isUndeliverable)),
    codeNumber,
    canAcceptWithoutPermissions: requiredPermissions.length === 0 && offer.relationshipId === null,
    values: {
      name: form?.name ?? "",
      title: form?.title ?? "",
      organization: form && isOfPage(form) ? form.organization : (organization ?? ""),
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
) {
  const { invitation, isAdministrator, unsubscribeToken } = found;
  const partner = { displayName: invitation.issue?.offer.partnerName ?? "" };
  // Only administrators of the customer stop requests.
  const stopping = isAdministrator
    ? ({ kind: "block", path: `/portal/senders/${invitation.partnerId}` } as const)
    : ({ kind: "stopReminders", path: `/u/${unsubscribeToken}` } as const);
  return { ...setting, partner, stopping, isLate, outcome: outcomeOf(found, now) };
}

function outcomeOf({ partner, hasEndedSince, ...found }: ShownOffer, now: Instant) {
  const invitation = asOf(found.invitation, now);
  const { status } = invitation;
  if (status === "accepted") return acceptedOutcome(invitation, hasEndedSince);
  if (status === "expired")
    return { kind: status, askedAt: invitation.issue.renewalRequestedAt, isOnHold: partner.frozen } as const;
  // An offer that is still open can be declined while the partner is frozen.
  if (status === "pending" && partner.frozen)
    return { kind: "on-hold", offerDigest: invitation.issue.offerDigest } as const;
  if (status === "declined") return { kind: invitation.isReported ? "reported" : "declined" } as const;
  if (status !== "cancelled") throw new Error(`${status} is no outcome.`);
  const { cancelCode } = invitation;
  // What asked for permissions of a relationship was taken back as that ended, or its addressee stopped being administrator.
  const isSystems = cancelCode === "relationship-ended" || cancelCode === "addressee-left";
  return { kind: isSystems ? cancelCode : "cancelled" } as const;
}

function acceptedOutcome(invitation: Accepted, hasEnded: boolean) {
  const { decidedAt, decision, issue } = invitation;
  const { relationship, relationshipId, autoExtend } = issue.offer;
  return {
    kind: "accepted" as const,
    granted: decision.granted,
    refused: refusedOf(invitation),
    acceptedScope: acceptedScopeOf(invitation),
    relationship,
    isRestoration: relationshipId !== null,
    hasEnded,
    autoExtend,
    endsAt: endOfGrants(invitation),
    decidedAt,
  };
}

const codeState = (isNew: boolean, isSent: boolean) => (isNew ? "just" : isSent ? "before" : "no");

const isUndeliverable = ({ code }: Fault): boolean => code === "code-undeliverable";

/** A page that accepts without a code has the code's field at the handing over alone. */
const byColleague = (error: OfferError): OfferError =>
  error.field === "code" ? { ...error, field: "colleague-code" } : error;

function fieldError({ pointer, message }: Fault): OfferError {
  const field = pointer.replace("/", "");
  return { field: fields.find((known) => known === field) ?? "decision", message };
}
