import { extendedGrant, isOver } from "./grants.ts";
import type { Instant } from "../../kernel/time.ts";
import type { RelationshipReading } from "../answers.ts";
import type { Grant, Relationship } from "../model.ts";

/** Draws up what the API and the events tell of a relationship at a moment; what time has decided shows at once, whatever the sweep's lag. */
export function readRelationship(stored: Relationship, now: Instant): RelationshipReading {
  const relationship = relationshipAsOf(stored, now);
  const { grants } = relationship;
  return {
    id: relationship.id,
    status: relationship.status,
    version: relationship.version,
    partnerId: relationship.partnerId,
    customerId: relationship.customerId,
    sandbox: relationship.sandbox,
    invitationId: relationship.invitationId,
    relationship: relationship.type,
    adminPermissions: adminPermissionsOf(relationship.asked, grants),
    supportResponsibility: supportResponsibilityOf(relationship),
    attended: relationship.attended,
    grants: grants.map(({ notices: _, ...grant }) => grant),
    establishedAt: relationship.establishedAt,
    termination: relationship.termination,
  };
}

/** A reseller answers for support until the relationship ends, with permissions or without; an advisor never does. */
const supportResponsibilityOf = ({ type, status }: Pick<Relationship, "type" | "status">): "partner" | null =>
  type === "reseller" && status !== "terminated" ? "partner" : null;

/** Whether a grant is extended at its end: not in a suspended relationship, nor while the customer is unattended. */
export const extendsItself = (relationship: Relationship, { autoExtend, endsAt }: Grant): boolean =>
  autoExtend && relationship.status === "active" && attendedAt(relationship, endsAt);

/** Before its last change it was the other way. What happened before that was written down by then. */
const attendedAt = ({ attended, attendanceSince }: Relationship, at: Instant): boolean =>
  attendanceSince === null || at >= attendanceSince ? attended : !attended;

/** A relationship as the clock has it, whatever the sweep's lag; at the version that is stored, for nothing is written yet. */
export const relationshipAsOf = (stored: Relationship, now: Instant): Relationship => ({
  ...stored,
  grants: stored.grants.map((grant) => grantAt(stored, grant, now)),
});

/** What a grant is at a moment, written down by then or not. */
export function grantAt(relationship: Relationship, grant: Grant, now: Instant): Grant {
  if (!isOver(grant, now)) return grant;
  return extendsItself(relationship, grant) ? extendedGrant(grant, now) : { ...grant, status: "expired" };
}

/** Whether permissions can be asked by themselves for a live relationship: it has none (domain, Relationship and grants). */
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
