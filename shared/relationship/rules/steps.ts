import type { DomainEvent } from "../../events/event.ts";
import type { EventData } from "../../events/all.ts";
import type { Relationship, Grant } from "../model.ts";
import { readRelationship } from "./reading.ts";
import {
  allowOnRelationship,
  relationshipRow,
  type RelationshipAction,
  type RelationshipEventOf,
} from "../lifecycle.ts";
import { laterOf, type Instant } from "../../kernel/time.ts";

/** A step of a relationship: the state before (null when it is made), the state after, and what happened between. */
export interface RelationshipStep {
  readonly action: RelationshipAction;
  readonly before: Relationship | null;
  readonly after: Relationship;
  readonly event: DomainEvent;
}

type ExtraOf<Action extends RelationshipAction> = Omit<
  EventData[RelationshipEventOf<Action>],
  "relationship" | "previousStatus"
>;

/** Builds a step with its event. Throws if the lifecycle does not allow it. */
export function relationshipStep<Action extends RelationshipAction>(
  action: Action,
  before: Relationship | null,
  changed: Relationship,
  now: Instant,
  extra: ExtraOf<Action>,
): RelationshipStep {
  if (before !== null) allowOnRelationship(action, before);
  const { to, event } = relationshipRow(action);
  const eventAt = laterOf(before?.eventAt ?? now, now);
  const after = { ...changed, version: (before?.version ?? 0) + 1, eventAt };
  const status = to === "same" ? before?.status : to;
  if (after.status !== status) throw new Error(`${action} leads to ${status}, not to ${after.status}`);
  const data = { relationship: readRelationship(after, now), previousStatus: before?.status ?? null, ...extra };
  return {
    action,
    before,
    after,
    event: { type: event, aggregate: after.id, sequence: after.version, sandbox: after.sandbox, data },
  };
}

/** The step that changes some grants; none if `change` returns null for each. */
export function grantsStep<Action extends Extract<RelationshipAction, `${string}-permissions` | "announce-end">>(
  action: Action,
  before: Relationship,
  now: Instant,
  change: (grant: Grant) => Grant | null,
  extra: Omit<ExtraOf<Action>, "permissions">,
): RelationshipStep[] {
  const changes = before.grants.map(change);
  const permissions = changes.filter((grant) => grant !== null).map(({ permission }) => permission);
  if (permissions.length === 0) return [];
  const grants = before.grants.map((grant, at) => changes[at] ?? grant);
  // A permission that is active again counts as requested again.
  const held = grants.filter(({ status }) => status === "active").map(({ permission }) => permission);
  const changed = { ...before, grants, asked: [...new Set([...before.asked, ...held])] };
  const data = { permissions, ...extra } as unknown as ExtraOf<Action>;
  return [relationshipStep(action, before, changed, now, data)];
}
