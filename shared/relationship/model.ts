import type { HasEvents } from "../events/event.ts";
import { extendedGrant, isOver, type Grant } from "./rules/grants.ts";
import type { RelationshipStatus } from "./lifecycle.ts";
import type { RelationshipType } from "../terms/model.ts";
import type { Instant } from "../kernel/time.ts";

/** That somebody ended a relationship. */
export interface Termination {
  readonly at: Instant;
  readonly by: "customer";
  readonly reason: string | null;
}

/** What exists after acceptance. It has no end date: it lives until someone terminates it. */
export interface Relationship extends HasEvents {
  readonly id: string;
  readonly partnerId: string;
  readonly customerId: string;
  /** Whether it is a test: its partner is a sandbox, and so is its customer. */
  readonly sandbox: boolean;
  readonly type: RelationshipType;
  readonly status: RelationshipStatus;
  readonly version: number;
  readonly invitationId: string;
  /** The permissions that were asked; what was granted of them are the grants. */
  readonly asked: readonly string[];
  readonly grants: readonly Grant[];
  readonly establishedAt: Instant;
  /** Null while it lives. */
  readonly termination: Termination | null;
  /** Whether somebody can speak for the customer; the customer knows, and who loads a relationship asks it. */
  readonly attended: boolean;
  /** Since when that is so; null for as long as the relationship exists. */
  readonly attendanceSince: Instant | null;
}

/** How the admin permissions stand. `none`: never asked or refused. */
export type AdminPermissions = "granted" | "partly-granted" | "none" | "removed" | "expired";

/** A relationship as the API and the events show it. */
export type RelationshipReading = ReturnType<typeof readRelationship>;

/** Draws up what the API and the events tell of a relationship at a moment; what time has decided shows at once, whatever the sweep's lag. */
export function readRelationship(stored: Relationship, now: Instant) {
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

/**
 * Whether a grant goes on at its end instead of expiring: nothing of a suspended relationship does, nor what ended, or will
 * end, while nobody could speak for the customer.
 */
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

function adminPermissionsOf(asked: readonly string[], grants: readonly Grant[]): AdminPermissions {
  const active = grants.filter(({ status }) => status === "active");
  if (active.length > 0) return active.length === asked.length ? "granted" : "partly-granted";
  if (grants.length === 0) return "none";
  return grants.some(({ status }) => status === "removed") ? "removed" : "expired";
}
