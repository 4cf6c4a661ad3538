import { endedGrant, extendedGrant, isOver } from "./grants.ts";
import { dayOf, type Instant } from "../../kernel/time.ts";
import type { RelationshipReading } from "../answers.ts";
import type { Grant, Relationship } from "../model.ts";

/** The readable form of a relationship at a moment, with what time has decided but no sweep has written yet. */
export function readRelationship(stored: Relationship, now: Instant): RelationshipReading {
  const relationship = relationshipAsOf(stored, now);
  const { grants } = relationship;
  return {
    id: relationship.id,
    status: relationship.status,
    version: relationship.version,
    suspensions: relationship.suspensions,
    partnerId: relationship.partnerId,
    customerId: relationship.customerId,
    sandbox: relationship.sandbox,
    invitationId: relationship.invitationId,
    relationship: relationship.type,
    adminPermissions: adminPermissionsOf(relationship.asked, grants),
    supportResponsibility: supportResponsibilityOf(relationship),
    attended: relationship.attended,
    grants: grants.map(({ notices: _, purpose: __, pausedAt = null, removedBy = null, via = null, ...grant }) => ({
      ...grant,
      pausedAt,
      removedBy,
      via,
    })),
    establishedAt: relationship.establishedAt,
    updatedAt: relationship.eventAt ?? relationship.establishedAt,
    termination: relationship.termination,
  };
}

/** The date on which a grant was last used, as far as that is known; what was used before it began belongs to an earlier one. */
export const lastUseOf = (
  { lastUsed }: Relationship,
  { permission, startsAt }: Pick<Grant, "permission" | "startsAt">,
) => {
  const day = lastUsed[permission];
  return day === undefined || day < dayOf(startsAt) ? null : day;
};

/** Why a permission was asked; null if that was not said. */
export const purposeOfGrant = ({ grants }: Relationship, { permission }: Pick<Grant, "permission">): string | null =>
  grants.find((grant) => grant.permission === permission)?.purpose ?? null;

/** The same for its partner, with what events leave out: why each permission was asked, and when it was last used. */
export function readForPartner(relationship: Relationship, now: Instant): RelationshipReading {
  const reading = readRelationship(relationship, now);
  const grants = reading.grants.map((grant) => ({
    ...grant,
    purpose: purposeOfGrant(relationship, grant),
    lastUsedAt: lastUseOf(relationship, grant),
  }));
  return { ...reading, grants };
}

/** A reseller is responsible for support until the relationship ends; an advisor never is. */
const supportResponsibilityOf = ({ type, status }: Pick<Relationship, "type" | "status">): "partner" | null =>
  type === "reseller" && status !== "terminated" ? "partner" : null;

/** Whether a grant is extended at its end: not while it or its relationship rests, nor while the customer is unattended. */
export const extendsItself = (relationship: Relationship, { autoExtend, endsAt, pausedAt }: Grant): boolean =>
  autoExtend && pausedAt === undefined && relationship.status === "active" && attendedAt(relationship, endsAt);

/** Before the last change it was the opposite; what happened before that has been written. */
const attendedAt = ({ attended, attendanceSince }: Relationship, at: Instant): boolean =>
  attendanceSince === null || at >= attendanceSince ? attended : !attended;

/** The relationship at a moment, with overdue grants expired or extended, even if no sweep has written that yet. */
export const relationshipAsOf = (stored: Relationship, now: Instant): Relationship => ({
  ...stored,
  grants: stored.grants.map((grant) => grantAt(stored, grant, now)),
});

/** The grant at a moment, even if no sweep has written that yet. */
export function grantAt(relationship: Relationship, grant: Grant, now: Instant): Grant {
  if (!isOver(grant, now)) return grant;
  return extendsItself(relationship, grant) ? extendedGrant(grant, now) : endedGrant(grant, "expired");
}

/** Whether permissions alone can be requested for a live relationship: it has none left. */
export const isRestorable = (relationship: Relationship, now: Instant): boolean =>
  relationship.status === "active" &&
  ["none", "removed", "expired"].includes(readRelationship(relationship, now).adminPermissions);

function adminPermissionsOf(
  asked: readonly string[],
  grants: readonly Grant[],
): RelationshipReading["adminPermissions"] {
  const active = grants.filter(({ status }) => status === "active");
  if (active.length > 0) return active.length === asked.length ? "granted" : "partly-granted";
  if (grants.length === 0) return "none";
  return grants.some(({ status }) => status === "removed") ? "removed" : "expired";
}
