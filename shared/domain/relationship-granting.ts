import type { RelationshipExtras } from "./event-data.ts";
import type { Grant } from "./grants.ts";
import type { Relationship } from "./relationship.ts";
import { inTurn, relationshipStep, type RelationshipStep } from "./relationship-steps.ts";
import { settle } from "./relationship-time.ts";
import type { Instant } from "./time.ts";

/** A relationship comes to be. */
export const establishRelationship = (
  relationship: Relationship,
  customer: RelationshipExtras["RelationshipEstablished"]["customer"],
  now: Instant,
): RelationshipStep =>
  relationshipStep("establish", null, relationship, now, { invitationId: relationship.invitationId, customer });

/** Adds what was granted by a later invitation: a permission that is granted anew replaces its own past. */
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
  inTurn(
    before,
    (current) => settle(current, now),
    (current) => {
      const kept = current.grants.filter(({ permission }) => !grants.some((grant) => grant.permission === permission));
      const held = kept.filter(({ status }) => status === "active").map(({ permission }) => permission);
      const amended = { ...current, asked: [...new Set([...held, ...asked])], grants: [...kept, ...grants] };
      return [relationshipStep("amend", current, amended, now, { invitationId })];
    },
  );
