import type { ShownOffer } from "../../shared/invitation/reads/read-offer.ts";
import { comparedRequest, isNewAgreement } from "../../shared/relationship/rules/amendment.ts";
import { relationshipAsOf } from "../../shared/relationship/rules/reading.ts";
import { rulesFor } from "../../shared/invitation/rules/origins.ts";
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

/** Durations in days that a customer can choose if they are shorter than the requested one. */
const shorterDays = [30, 90, 180, 365];

/** The form's fields (`POST /i/{link}/decision`) that can have faults, in the order of the page. */
const fields = [
  "offer",
  "permission",
  "duration",
  "name",
  "title",
  "customer",
  "organization",
  "agreement",
  "code",
  "decision",
  "reason",
  "colleague",
  "colleague-code",
] as const;

export type OfferField = (typeof fields)[number];

type OfferError = FieldError<OfferField>;

/** The model of an open offer's page. */
export type OfferPageModel = ReturnType<typeof offerPageModel>;

/** The model of the page of a request that is no longer open. */
export type OutcomePageModel = ReturnType<typeof outcomePageModel>;

type OfferRequest = Pick<ShowRequest, "now" | "form" | "isCodeNew" | "faults" | "policy" | "proof">;

/** The page of an open offer, new or with the customer's input and its faults. */
export function offerPageModel(
  {
    invitation,
    partner,
    triesLeft,
    codeNumber,
    domain,
    choices,
    isRefused,
    isProven,
    asked: relationship,
  }: ShownOffer & { readonly invitation: Pending },
  { now, form, isCodeNew, faults, policy, proof }: OfferRequest,
  setting: LinkSetting,
) {
  const { offer, offerDigest, expiresAt, handedOverBy } = invitation.issue;
  const codeRequired = invitation.issue.codeRequired && !isProven;
  const { requiredPermissions } = rulesFor(invitation, policy.terms(offer.cloud));
  const asked = daysOf(offer.duration);
  const ticked = form !== null && isOfPage(form) ? form.permission : offer.permissions;
  const { email, organization } = invitation.terms.customer;
  const changes =
    relationship && new Map(comparedRequest(relationship, offer, now).map((one) => [one.grant.permission, one]));
  const agreement = findAgreement(offer.agreement.version);
  if (agreement === undefined) throw new Error(`Agreement ${offer.agreement.version} is no longer kept.`);
  return {
    ...setting,
    partner: {
      displayName: offer.partnerName,
      contact: partner.replyTo,
      // Null if the name is still that of the offer.
      laterName: laterName(offer, partner),
      verified: shownVerification(offer, partner),
      since: partner.registeredAt,
    },
    customer: { email, organization },
    relationship: offer.relationship,
    // The request is for more permissions of an existing relationship.
    isRestoration: offer.relationshipId !== null,
    purpose: offer.purpose ?? null,
    // The mail domain of a hand-over; null if only administrators can take it over.
    colleagues: domain,
    handedOverBy,
    customers: choices.map(({ customer, administrator, relationship }) => ({
      id: customer.id,
      name: customer.name,
      coolOffUntil: isCoolingOff(administrator, now) ? administrator.coolOffUntil : null,
      isConnected: relationship !== null,
    })),
    // The reader cannot accept, because its customers block the partner.
    isRefused,
    chosenCustomer: form?.customer || (choices.length === 1 ? (choices[0]?.customer.id ?? "") : ""),
    // Replaces the code in the next form.
    proof: isProven ? proof : "",
    permissions: offer.permissions.map((id) => ({
      id,
      required: requiredPermissions.includes(id),
      checked: ticked.includes(id),
      ...(offer.purposes?.[id] !== undefined && { purpose: offer.purposes[id] }),
      /** How it compares with what the partner may do now; absent for a new relationship. */
      ...(changes && { change: changes.get(id) }),
    })),
    // Whether the partner may do more now than what is asked for.
    hasOthers:
      relationship !== null &&
      relationshipAsOf(relationship, now).grants.some(
        (grant) => grant.status === "active" && !changes?.has(grant.permission),
      ),
    durations: [...shorterDays.filter((days) => days < asked), asked].map((days) => ({
      duration: durationOf(days),
      endsAt: addDays(now, days),
    })),
    chosenDuration: (form && durationBy(form)) ?? offer.duration,
    autoExtend: offer.autoExtend,
    expiresAt,
    // Null if it was accepted for the relationship before.
    agreement: isNewAgreement(offer.agreement, relationship)
      ? { version: agreement.version, title: agreement.title, url: agreement.url }
      : null,
    offerDigest,
    codeRequired,
    // No page says that a code was sent, and that none can be.
    codeSent: codeState(isCodeNew, triesLeft > 0 && !faults.some(isUnsendable)),
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
    errors: faults
      .map(fieldError)
      .map((error) => (codeRequired ? error : byColleague(error)))
      .toSorted((one, other) => fields.indexOf(one.field) - fields.indexOf(other.field)),
  };
}

/** The outcome of a request that is no longer open. */
export function outcomePageModel(
  found: ShownOffer,
  { now, isLate }: Pick<ShowRequest, "now" | "isLate">,
  setting: LinkSetting,
) {
  const { invitation, isAdministrator, unsubscribeToken } = found;
  const partner = { displayName: invitation.issue?.offer.partnerName ?? "", contact: found.partner.replyTo };
  // Only the customer's administrators can block a partner for the organisation; others stop requests to their own address.
  const stopPath = isAdministrator ? `/portal/senders/${invitation.partnerId}` : `/u/${unsubscribeToken}`;
  return { ...setting, partner, stopPath, isLate, outcome: outcomeOf(found, now) };
}

function outcomeOf({ partner, hasEndedSince, ...found }: ShownOffer, now: Instant) {
  const invitation = asOf(found.invitation, now);
  const { status } = invitation;
  if (status === "accepted") return acceptedOutcome(invitation, hasEndedSince);
  if (status === "expired")
    return { kind: status, askedAt: invitation.issue.renewalRequestedAt, isOnHold: partner.frozen } as const;
  // An open offer can be declined while the partner is frozen.
  if (status === "pending" && partner.frozen)
    return { kind: "on-hold", offerDigest: invitation.issue.offerDigest } as const;
  if (status === "declined") return { kind: invitation.isReported ? "reported" : "declined" } as const;
  if (status !== "cancelled") throw new Error(`${status} is no outcome.`);
  const { cancelCode } = invitation;
  // Rapport cancels a request when its relationship ends or its addressee is no longer an administrator.
  const isSystems = cancelCode === "relationship-ended" || cancelCode === "addressee-left";
  return { kind: isSystems ? cancelCode : "cancelled" } as const;
}

function acceptedOutcome(invitation: Accepted, hasEnded: boolean) {
  const { decidedAt, decision, issue } = invitation;
  const { relationship, relationshipId, autoExtend } = issue.offer;
  return {
    kind: "accepted" as const,
    granted: decision.granted,
    ...(decision.changes && { changes: decision.changes }),
    refused: refusedOf(invitation),
    acceptedScope: acceptedScopeOf(invitation),
    relationship,
    isRestoration: relationshipId !== null,
    hasEnded,
    autoExtend,
    endsAt: endOfGrants(invitation),
    decidedAt,
    by: decision.by,
    agreement: (decision.agreement && findAgreement(decision.agreement.version)) ?? null,
  };
}

const codeState = (isNew: boolean, isSent: boolean) => (isNew ? "just" : isSent ? "before" : "no");

const unsendable = new Set<Fault["code"]>(["code-undeliverable", "code-quota", "codes-stopped", "code-tries-used"]);
const isUnsendable = ({ code }: Fault): boolean => unsendable.has(code);

/** Without a code for acceptance, only the hand-over has a field for a code. */
const byColleague = (error: OfferError): OfferError =>
  error.field === "code" ? { ...error, field: "colleague-code" } : error;

function fieldError({ pointer, message }: Fault): OfferError {
  const field = pointer.replace("/", "");
  return { field: fields.find((known) => known === field) ?? "decision", message };
}
