import { renewedGrant } from "./grants.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Relationship, Grant } from "../model.ts";
import { relationshipAsOf } from "./reading.ts";
import { allowOnRelationship } from "../lifecycle.ts";
import { grantsStep, relationshipStep, type RelationshipStep } from "./steps.ts";
import { settleRelationship } from "./time.ts";
import { afterSettling } from "../../kernel/steps.ts";
import { addDays, type Instant } from "../../kernel/time.ts";
import type { EventData } from "../../events/all.ts";

interface Act {
  readonly now: Instant;
  readonly by: { readonly administrator: string };
}

/** Removes active permissions. Refuses permissions that were never granted. */
export function removePermissions(
  before: Relationship,
  wanted: readonly string[] | "all",
  { now, by }: Act,
): RelationshipStep[] {
  const isWanted = (permission: string): boolean => wanted === "all" || wanted.includes(permission);
  const unknown =
    wanted === "all" ? [] : wanted.filter((id) => !before.grants.some((grant) => grant.permission === id));
  if (unknown.length > 0) {
    const faults = unknown.map((id) => ({
      pointer: "/permissions",
      code: "never-granted" as const,
      message: `${id} was never granted.`,
    }));
    throw new Refusal("validation", "Only granted permissions can be removed. Nothing was changed.", { faults });
  }
  return afterSettling(before, settleRelationship(before, now), (current) =>
    grantsStep(
      "remove-permissions",
      current,
      now,
      (grant) => (grant.status === "active" && isWanted(grant.permission) ? taken(grant) : null),
      by,
    ),
  );
}

/** Renews active and expired grants for their full duration. Refuses if all of them last longer already. */
export function renewPermissions(before: Relationship, { now, by }: Act): RelationshipStep[] {
  allowOnRelationship("renew-permissions", before);
  if (relationshipAsOf(before, now).grants.every((grant) => lastsLonger(grant, now))) {
    throw new Refusal("wrong-state", "There are no permissions to renew.", { relationshipStatus: before.status });
  }
  return afterSettling(before, settleRelationship(before, now), (current) =>
    grantsStep("renew-permissions", current, now, (grant) => renewalOf(grant, now), by),
  );
}

/** Whether a renewal would end earlier or have no effect. */
const lastsLonger = (grant: Grant, now: Instant): boolean =>
  grant.status === "removed" || (grant.status === "active" && renewedGrant(grant, now).endsAt < grant.endsAt);

/** The grants that a renewal would change, with their new ends. */
export const renewalsOf = (relationship: Relationship, now: Instant): Grant[] =>
  relationship.status === "active"
    ? relationshipAsOf(relationship, now)
        .grants.map((grant) => renewalOf(grant, now))
        .filter((grant) => grant !== null)
    : [];

/** Whether a renewal would move an end. */
export const isRenewable = (relationship: Relationship, now: Instant): boolean =>
  renewalsOf(relationship, now).length > 0;

/** What a mailed renewal link depends on: the administrator's rights, and every permission with its end. */
export const renewalBasis = (relationship: Relationship, administrator: { readonly since: Instant }, now: Instant) => ({
  since: administrator.since,
  ends: relationshipAsOf(relationship, now)
    .grants.filter(({ status }) => status !== "removed")
    .map(({ permission, endsAt }) => [permission, endsAt])
    .toSorted(),
});

/** A renewal by less than a day is a repetition. */
function renewalOf(grant: Grant, now: Instant): Grant | null {
  if (grant.status === "removed") return null;
  const renewed = renewedGrant(grant, now);
  return grant.status === "active" && renewed.endsAt < addDays(grant.endsAt, 1) ? null : renewed;
}

/** Terminates a relationship with its grants. Repeating it changes nothing. */
export function terminateRelationship(
  before: Relationship,
  reason: string | null,
  { now, by, ...extra }: Act & { readonly cancelledInvitations: readonly string[] },
): RelationshipStep[] {
  if (before.status === "terminated") return [];
  return afterSettling(before, settleRelationship(before, now), (current) => {
    const held = current.grants.filter(({ status }) => status === "active").map(({ permission }) => permission);
    const ended: Relationship = {
      ...current,
      status: "terminated",
      termination: { at: now, by: "customer", reason },
      grants: current.grants.map((grant) => (grant.status === "active" ? taken(grant) : grant)),
    };
    return relationshipStep("terminate", current, ended, now, { permissions: held, reason, ...extra, ...by });
  });
}

const taken = (grant: Grant): Grant => ({ ...grant, status: "removed" });

/** Establishes a relationship. */
export const establishRelationship = (
  relationship: Relationship,
  customer: EventData["RelationshipEstablished"]["customer"],
  now: Instant,
): RelationshipStep =>
  relationshipStep("establish", null, relationship, now, { invitationId: relationship.invitationId, customer });

/** Adds grants. An active grant keeps the later of both ends; a removed or expired one starts again. */
export const amendRelationship = (
  before: Relationship,
  {
    invitationId,
    asked,
    grants,
    now,
  }: {
    readonly invitationId: string;
    readonly asked: readonly string[];
    readonly grants: readonly Grant[];
    readonly now: Instant;
  },
): RelationshipStep[] =>
  afterSettling(before, settleRelationship(before, now), (current) => {
    const kept = current.grants.filter(({ permission }) => !grants.some((grant) => grant.permission === permission));
    const held = kept.filter(({ status }) => status === "active").map(({ permission }) => permission);
    const granted = grants.map((grant) => longerOf(current, grant));
    const amended = { ...current, asked: [...new Set([...held, ...asked])], grants: [...kept, ...granted] };
    return relationshipStep("amend", current, amended, now, { invitationId });
  });

const longerOf = ({ grants }: Relationship, grant: Grant): Grant => {
  const held = grants.find(({ permission, status }) => permission === grant.permission && status === "active");
  if (held === undefined) return grant;
  return held.endsAt > grant.endsAt ? held : { ...grant, startsAt: held.startsAt };
};
