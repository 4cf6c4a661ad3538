import { removePermissions, renewPermissions, terminateRelationship } from "./rules/changes.ts";
import type { RelationshipStep } from "./rules/steps.ts";
import { pausePermission, resumePermission, resumeRelationship, suspendRelationship } from "./rules/suspensions.ts";
import { afterSteps, inTurn } from "../kernel/steps.ts";
import { advanceInTime } from "./rules/time.ts";
import type { Relationship } from "./model.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { amendedExample } from "../asyncapi/answer-examples.ts";
import { exampleActors, exampleDay, happened } from "../asyncapi/example-setting.ts";

const administrator = exampleActors.customer.id;
const by = { administrator, side: "customer", via: "portal" } as const;
const eventsOf = (steps: readonly RelationshipStep[]) => steps.map(({ event }) => event);
const first = amendedExample.at(-1)!.after;
const onDays = (before: Relationship, ...days: readonly number[]): RelationshipStep[] =>
  days.reduce<RelationshipStep[]>(
    (steps, day) => [...steps, ...advanceInTime(afterSteps(before, steps), exampleDay(day))],
    [],
  );

const inTime = onDays(first, 70, 100, 190);
const renewed = renewPermissions(afterSteps(first, inTime), { now: exampleDay(191), by });
const last = afterSteps(afterSteps(first, inTime), renewed);
const removed = removePermissions(last, ["licenses.admin"], { now: exampleDay(192), by });
const now = exampleDay(193);
const operator = { by: "operator", reason: "A dispute is being settled." } as const;
const rested = inTurn(
  afterSteps(last, removed),
  (current) => pausePermission(current, "users.admin", { now: exampleDay(192), by }),
  (current) => resumePermission(current, "users.admin", { now: exampleDay(192), by }),
  (current) => suspendRelationship(current, { ...operator, at: exampleDay(192) }),
  (current) => resumeRelationship(current, { ...operator, at: exampleDay(192) }),
);
const terminated = terminateRelationship(
  afterSteps(afterSteps(last, removed), rested),
  "We work with somebody else now.",
  {
    now,
    by,
    cancelledInvitations: [],
  },
);

/** A relationship's life. */
export const relationshipExamples: readonly StoredEvent[] = [
  ...happened("sweep", 190, eventsOf(inTime)),
  ...happened("customer", 191, eventsOf(renewed)),
  ...happened("customer", 192, eventsOf(removed)),
  ...happened("customer", 192, eventsOf(rested.slice(0, 2))),
  ...happened("operator", 192, eventsOf(rested.slice(2))),
  ...happened("customer", 193, eventsOf(terminated)),
];
