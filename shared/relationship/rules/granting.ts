import type { EventData } from "../../events/all.ts";
import type { Relationship, Grant } from "../model.ts";
import { relationshipStep, type RelationshipStep } from "./steps.ts";
import { settleRelationship } from "./time.ts";
import { afterSettling } from "../../kernel/steps.ts";
import type { Instant } from "../../kernel/time.ts";

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
