import { comparedGrants } from "./amendment.ts";
import { endedGrant, renewedGrant } from "./grants.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Blocker, Relationship, Grant, RemovedBy, RemovedVia } from "../model.ts";
import { relationshipAsOf } from "./reading.ts";
import { allowOnRelationship } from "../lifecycle.ts";
import { grantsStep, relationshipStep, type RelationshipStep } from "./steps.ts";
import { settleRelationship } from "./time.ts";
import { afterSettling } from "../../kernel/steps.ts";
import { addDays, type Instant } from "../../kernel/time.ts";
import type { EventData } from "../../events/all.ts";

interface Act {
  readonly now: Instant;
  /** An administrator by its pseudonym; of the other sides the id of who acts. */
  readonly by: { readonly administrator: string };
}

/** Which side takes something back or ends it, and by which way. */
export interface Taking extends Act {
  readonly by: Act["by"] & { readonly side: RemovedBy; readonly via: RemovedVia };
}

/**
 * Removes active permissions. Refuses permissions that were never granted. `removedAt`: when that was done already elsewhere; what
 * was granted later stays.
 */
export function removePermissions(
  before: Relationship,
  wanted: readonly string[] | "all",
  { now, by, removedAt }: Taking & { readonly removedAt?: Instant },
): RelationshipStep[] {
  const isWanted = ({ permission, startsAt }: Grant): boolean =>
    (wanted === "all" || wanted.includes(permission)) && (removedAt === undefined || startsAt <= removedAt);
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
      (grant) => (grant.status === "active" && isWanted(grant) ? taken(grant, by) : null),
      { administrator: by.administrator, removedBy: by.side, via: by.via, removedAt: removedAt ?? now },
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
    grantsStep("renew-permissions", current, now, (grant) => renewalOf(grant, now), {
      administrator: by.administrator,
    }),
  );
}

/** Whether a renewal would end earlier or have no effect. */
const lastsLonger = (grant: Grant, now: Instant): boolean =>
  rests(grant) || (grant.status === "active" && renewedGrant(grant, now).endsAt < grant.endsAt);

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

/** What a renewal leaves alone. */
const rests = ({ status, pausedAt }: Grant): boolean => status === "removed" || pausedAt !== undefined;

/** A renewal by less than a day is a repetition. */
function renewalOf(grant: Grant, now: Instant): Grant | null {
  if (rests(grant)) return null;
  const renewed = renewedGrant(grant, now);
  return grant.status === "active" && renewed.endsAt < addDays(grant.endsAt, 1) ? null : renewed;
}

/** Terminates a relationship with its grants. Repeating it changes nothing. What blocks it keeps only the partner from it. */
export function terminateRelationship(
  before: Relationship,
  reason: string | null,
  {
    now,
    by,
    blockers = [],
    cancelledInvitations,
  }: Taking & { readonly cancelledInvitations: readonly string[]; readonly blockers?: readonly Blocker[] },
): RelationshipStep[] {
  if (before.status === "terminated") return [];
  if (by.side === "partner" && blockers.length > 0) {
    const detail = "Something in this relationship has to be settled first, as `blockers` says. Nothing was changed.";
    throw new Refusal("termination-blocked", detail, { blockers });
  }
  return afterSettling(before, settleRelationship(before, now), (current) => {
    const held = current.grants.filter(({ status }) => status === "active").map(({ permission }) => permission);
    const ended: Relationship = {
      ...current,
      status: "terminated",
      termination: { at: now, by: by.side, reason },
      suspensions: [],
      grants: current.grants.map((grant) => (grant.status === "active" ? taken(grant, by) : grant)),
    };
    const { administrator, side } = by;
    const extra = { permissions: held, administrator, by: side, reason, cancelledInvitations };
    return relationshipStep("terminate", current, ended, now, extra);
  });
}

const taken = (grant: Grant, { side, via }: Taking["by"]): Grant => ({
  ...endedGrant(grant, "removed"),
  removedBy: side,
  via,
});

/** Establishes a relationship. */
export const establishRelationship = (
  relationship: Relationship,
  customer: EventData["RelationshipEstablished"]["customer"],
  now: Instant,
): RelationshipStep =>
  relationshipStep("establish", null, relationship, now, { invitationId: relationship.invitationId, customer });

/** Adds grants as they compare with those that are there. The rest stays. */
export const amendRelationship = (
  before: Relationship,
  {
    now,
    ...amendment
  }: {
    readonly invitationId: string;
    readonly asked: readonly string[];
    readonly grants: readonly Grant[];
    /** Version of the agreement that was accepted with it, if one was. */
    readonly agreement?: string | undefined;
    readonly now: Instant;
  },
): RelationshipStep[] =>
  afterSettling(before, settleRelationship(before, now), (current) => {
    const { invitationId, asked, grants, agreement = current.agreement } = amendment;
    const kept = current.grants.filter(({ permission }) => !grants.some((grant) => grant.permission === permission));
    const held = kept.filter(({ status }) => status === "active").map(({ permission }) => permission);
    const granted = comparedGrants(current, grants, now).map(({ grant }) => grant);
    const amended = { ...current, asked: [...new Set([...held, ...asked])], grants: [...kept, ...granted] };
    return relationshipStep("amend", current, { ...amended, agreement }, now, { invitationId });
  });
