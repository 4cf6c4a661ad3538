import type { EventData, EventOf } from "./event-data.ts";
import type { RelationshipType } from "./offer.ts";
import type { Instant } from "./time.ts";

/** One permission inside one relationship; durations belong to it, not to the relationship. */
export interface Grant {
  readonly permission: string;
  readonly status: "active" | "removed" | "expired";
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly autoExtend: boolean;
}

/** What exists after acceptance. It has no end date: it lives until someone terminates it. */
export interface Relationship {
  readonly id: string;
  readonly partnerId: string;
  readonly customerId: string;
  readonly type: RelationshipType;
  readonly status: "active" | "suspended" | "terminated";
  readonly version: number;
  readonly invitationId: string;
  /** The permissions that were asked; what was granted of them are the grants. */
  readonly asked: readonly string[];
  readonly grants: readonly Grant[];
  readonly establishedAt: Instant;
}

/** How the admin permissions stand. `none`: never asked or refused. */
export type AdminPermissions = "granted" | "partly-granted" | "none" | "removed" | "expired";

/** A relationship as the API and the events show it. */
export type RelationshipReading = ReturnType<typeof readRelationship>;

/** Draws up what the API and the events tell of a relationship at a moment; a grant past its end is expired, whatever the sweep's lag. */
export function readRelationship(relationship: Relationship, now: Instant) {
  const grants = relationship.grants.map((grant) =>
    grant.status === "active" && grant.endsAt <= now ? { ...grant, status: "expired" as const } : grant,
  );
  return {
    id: relationship.id,
    status: relationship.status,
    version: relationship.version,
    partnerId: relationship.partnerId,
    customerId: relationship.customerId,
    invitationId: relationship.invitationId,
    relationship: relationship.type,
    adminPermissions: adminPermissionsOf(relationship.asked, grants),
    // Whoever established the relationship answers for support until it ends, with permissions or without.
    supportResponsibility: relationship.status === "terminated" ? null : ("partner" as const),
    grants,
    establishedAt: relationship.establishedAt,
  };
}

/** Whether permissions can be asked again for a live relationship: it has none (domain, Relationship and grants). */
export const isRestorable = (relationship: Relationship, now: Instant): boolean =>
  relationship.status === "active" &&
  ["none", "removed", "expired"].includes(readRelationship(relationship, now).adminPermissions);

/** Adds what was granted by a later invitation: a permission that is granted anew replaces its own past. */
export function amendRelationship(
  before: Relationship,
  {
    asked,
    grants,
    now,
  }: { readonly asked: readonly string[]; readonly grants: readonly Grant[]; readonly now: Instant },
): Relationship {
  const kept = before.grants.filter(({ permission }) => !grants.some((grant) => grant.permission === permission));
  const active = kept.filter(({ status, endsAt }) => status === "active" && endsAt > now);
  return {
    ...before,
    version: before.version + 1,
    asked: [...new Set([...active.map(({ permission }) => permission), ...asked])],
    grants: [...kept, ...grants],
  };
}

/** The event that permissions were added to a relationship. */
export const relationshipAmended = (
  relationship: Relationship,
  invitationId: string,
  now: Instant,
): EventOf<"RelationshipAmended"> => ({
  type: "RelationshipAmended",
  aggregate: relationship.id,
  sequence: relationship.version,
  data: { relationship: readRelationship(relationship, now), invitationId },
});

/** The event that a relationship came to be. */
export const relationshipEstablished = (
  relationship: Relationship,
  customer: EventData["RelationshipEstablished"]["customer"],
  now: Instant,
): EventOf<"RelationshipEstablished"> => ({
  type: "RelationshipEstablished",
  aggregate: relationship.id,
  sequence: relationship.version,
  data: { relationship: readRelationship(relationship, now), invitationId: relationship.invitationId, customer },
});

function adminPermissionsOf(asked: readonly string[], grants: readonly Grant[]): AdminPermissions {
  const active = grants.filter(({ status }) => status === "active");
  if (active.length > 0) return active.length === asked.length ? "granted" : "partly-granted";
  if (grants.length === 0) return "none";
  return grants.some(({ status }) => status === "removed") ? "removed" : "expired";
}
