import type { Delivery } from "../../delivery/model.ts";
import type { Accepted, Decision, Invitation, InvitationChange, Moment, Pending } from "../model.ts";
import { answerable, answered } from "./answers.ts";
import { changeOf } from "./changes.ts";
import { comparedGrants } from "../../relationship/rules/amendment.ts";
import { newGrant } from "../../relationship/rules/grants.ts";
import type { Relationship, Grant } from "../../relationship/model.ts";
import { readRelationship } from "../../relationship/rules/reading.ts";
import { amendRelationship } from "../../relationship/rules/changes.ts";
import type { RelationshipStep } from "../../relationship/rules/steps.ts";
import { afterSteps } from "../../kernel/steps.ts";
import { faultAt, Refusal, type Fault } from "../../kernel/refusal.ts";
import { purposeOf } from "../../terms/rules.ts";
import { addDays, daysOf, type Duration, type Instant } from "../../kernel/time.ts";

/** The customer's acceptance. */
export interface Acceptance {
  readonly offerDigest: string;
  readonly granted: readonly string[];
  readonly duration: Duration;
  readonly by: { readonly name: string; readonly email: string; readonly title: string | null };
  /** Whether the agreement was accepted. */
  readonly agreed: boolean;
  /** Whether it has to be, because it is newer than the one that was accepted for the relationship. */
  readonly isAgreementNew: boolean;
  readonly reason: string | null;
  /** A fault in the form of the code; whether it is the right one is checked later. */
  readonly codeFault: Fault | null;
  readonly via: "page" | "callback";
}

/** A fault if something was refused that cannot be: required permissions, or all of an amendment. */
function refusedFaults(isAmendment: boolean, refused: readonly string[], granted: readonly string[]): Fault[] {
  if (refused.length > 0) {
    const fault = faultAt("/permission", "required", `${refused.join(", ")} cannot be refused in this cloud.`);
    return [{ ...fault, permissions: refused }];
  }
  return isAmendment && granted.length === 0
    ? [faultAt("/permission", "choose-one", "Choose at least one permission, or decline.")]
    : [];
}

function durationFaults(days: number, asked: number): Fault[] {
  if (days < 1) return [faultAt("/duration", "duration-missing", "Choose a duration.")];
  const message = "The duration cannot be longer than requested.";
  return days > asked ? [faultAt("/duration", "duration-longer", message)] : [];
}

/** Faults that the customer can correct: granted ⊆ asked, required ⊆ granted, duration ≤ asked. */
function acceptanceFaults({ issue }: Pending, acceptance: Acceptance, requiredPermissions: readonly string[]): Fault[] {
  const { offer } = issue;
  const refused = requiredPermissions.filter((permission) => !acceptance.granted.includes(permission));
  const notAsked = acceptance.granted.filter((permission) => !offer.permissions.includes(permission));
  return [
    ...notAsked.map((permission) => faultAt("/permission", "not-asked", `${permission} was not requested.`)),
    ...refusedFaults(offer.relationshipId !== null, refused, acceptance.granted),
    ...durationFaults(daysOf(acceptance.duration), daysOf(offer.duration)),
    ...(issue.codeRequired && acceptance.codeFault !== null ? [acceptance.codeFault] : []),
    ...(acceptance.by.name === "" ? [faultAt("/name", "name-missing", "Enter your name.")] : []),
    ...(acceptance.agreed || !acceptance.isAgreementNew
      ? []
      : [faultAt("/agreement", "agreement-missing", "Accept the agreement.")]),
  ];
}

/** Lets a yes pass that names the open offer and has no fault; refuses it with all its faults otherwise. */
export function assertAcceptable(
  before: Invitation,
  acceptance: Acceptance,
  requiredPermissions: readonly string[],
  now: Instant,
): Pending {
  const pending = answerable("accept", before, acceptance.offerDigest, now);
  const faults = acceptanceFaults(pending, acceptance, requiredPermissions);
  if (faults.length > 0)
    throw new Refusal("validation", "The answer has faults. Correct them and send it again.", { faults });
  return pending;
}

/** The yes to an acceptable answer, and the relationship that it establishes or to which it adds permissions. */
export function acceptInvitation(
  pending: Pending,
  acceptance: Acceptance,
  context: Moment & {
    readonly delivery: Delivery | null;
    readonly relationshipId: string;
    readonly customerId: string;
    /** The live relationship to amend; null for a new one. */
    readonly amended: Relationship | null;
  },
): {
  change: InvitationChange;
  relationship: Relationship;
  /** The steps of an amended relationship. */
  amendment: readonly RelationshipStep[];
} {
  const { now, delivery, amended, customerId } = context;
  const { offer } = pending.issue;
  const faults = refusedFaults(amended !== null, [], acceptance.granted);
  if (faults.length > 0)
    throw new Refusal("validation", "The answer has faults. Correct them and send it again.", { faults });
  const grants = grantsOf(pending, acceptance, now);
  const agreement = acceptance.agreed ? offer.agreement : null;
  const addition = { invitationId: pending.id, asked: offer.permissions, grants, agreement: agreement?.version, now };
  const amendment = amended === null ? [] : amendRelationship(amended, addition);
  const relationship = amended === null ? establish(pending, grants, context) : afterSteps(amended, amendment);
  const changes = amended && comparedGrants(amended, grants, now);
  const decision: Decision = {
    outcome: "accepted",
    partial: grants.length < offer.permissions.length || daysOf(acceptance.duration) < daysOf(offer.duration),
    granted: grants.map(({ permission }) => permission),
    duration: grants.length === 0 ? null : acceptance.duration,
    by: acceptance.by,
    reason: acceptance.reason,
    via: acceptance.via,
    agreement,
    ...(changes && {
      changes: changes.map(({ change, grant }) => ({ permission: grant.permission, change, endsAt: grant.endsAt })),
    }),
  };
  const change = answered(acceptance.via, pending, delivery, now, (viewed) => {
    const version = viewed.version + 1;
    const decided = {
      status: "accepted",
      decidedAt: now,
      decision,
      relationshipId: relationship.id,
      customerId,
    } as const;
    const extra = { relationship: readRelationship(relationship, now) };
    return changeOf("accept", viewed, { ...viewed, ...decided, version }, delivery, now, extra);
  });
  return { change, relationship, amendment };
}

const grantsOf = ({ issue: { offer } }: Pending, { granted, duration }: Acceptance, now: Instant): Grant[] =>
  offer.permissions
    .filter((permission) => granted.includes(permission))
    .map((permission) => {
      const purpose = purposeOf(permission, offer);
      return newGrant(permission, { duration, autoExtend: offer.autoExtend, purpose }, now);
    });

const establish = (
  { id, partnerId, sandbox, terms, issue }: Pending,
  grants: readonly Grant[],
  { now, relationshipId, customerId }: { now: Instant; relationshipId: string; customerId: string },
): Relationship => ({
  id: relationshipId,
  partnerId,
  customerId,
  sandbox,
  type: terms.relationship,
  status: "active",
  version: 1,
  invitationId: id,
  asked: issue.offer.permissions,
  grants,
  establishedAt: now,
  agreement: issue.offer.agreement.version,
  termination: null,
  suspensions: [],
  lastUsed: {},
  requests: 0,
  // The accepting person is an administrator of the customer.
  attended: true,
  attendanceSince: null,
});

/** When the granted permissions end; null if none were granted. */
export const endOfGrants = ({ decision, decidedAt }: Pick<Accepted, "decision" | "decidedAt">): Instant | null =>
  decision.granted.length > 0 && decision.duration !== null ? addDays(decidedAt, daysOf(decision.duration)) : null;
