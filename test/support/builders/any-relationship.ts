import fc from "fast-check";
import { newGrant } from "../../../shared/relationship/rules/grants.ts";
import type { Relationship } from "../../../shared/relationship/model.ts";
import {
  removePermissions,
  renewPermissions,
  terminateRelationship,
  amendRelationship,
} from "../../../shared/relationship/rules/changes.ts";
import {
  pausePermission,
  resumePermission,
  resumeRelationship,
  suspendRelationship,
} from "../../../shared/relationship/rules/suspensions.ts";
import type { RelationshipStep } from "../../../shared/relationship/rules/steps.ts";
import { advanceInTime } from "../../../shared/relationship/rules/time.ts";
import { durationOf, type Instant } from "../../../shared/kernel/time.ts";
import { aRelationship, ids } from "./builders.ts";
import { now } from "./fixed-clock.ts";

const all = ["users.admin", "licenses.admin", "helpdesk", "billing.read"];

/** Permissions that are granted for a number of days. */
interface Granting {
  readonly permissions: readonly string[];
  readonly days: number;
  readonly autoExtend: boolean;
}
const anyGranting: fc.Arbitrary<Granting> = fc.record({
  permissions: fc.subarray(all, { minLength: 1 }),
  days: fc.integer({ min: 1, max: 730 }),
  autoExtend: fc.boolean(),
});

/** A change of a relationship, tried a number of hours after the one before. */
export interface RelationshipAct {
  readonly kind: "amend" | "remove" | "renew" | "terminate" | "sweep" | "suspend" | "resume" | "pause" | "unpause";
  readonly hours: number;
  readonly granting: Granting;
  readonly isAll: boolean;
}

/** Any change; the end is rare enough for other changes to come before it. */
export const anyRelationshipAct: fc.Arbitrary<RelationshipAct> = fc.record({
  kind: fc.oneof(
    { weight: 4, arbitrary: fc.constant("sweep" as const) },
    { weight: 6, arbitrary: fc.constantFrom("amend" as const, "remove" as const, "renew" as const) },
    {
      weight: 4,
      arbitrary: fc.constantFrom("suspend" as const, "resume" as const, "pause" as const, "unpause" as const),
    },
    { weight: 1, arbitrary: fc.constant("terminate" as const) },
  ),
  hours: fc.oneof(fc.nat(48), fc.nat(9000)),
  granting: anyGranting,
  isAll: fc.boolean(),
});

/** Any relationship as an acceptance makes it. */
export const anyRelationship: fc.Arbitrary<Relationship> = anyGranting.map((granting) =>
  aRelationship({ asked: granting.permissions, grants: grantsOf(granting, now) }),
);

const grantsOf = ({ permissions, days, autoExtend }: Granting, at: Instant) =>
  permissions.map((permission) => newGrant(permission, { duration: durationOf(days), autoExtend }, at));

/** Carries out a change; throws a `Refusal` if it is not allowed. */
export function actOn(
  before: Relationship,
  { kind, granting, isAll }: RelationshipAct,
  at: Instant,
): RelationshipStep[] {
  const who = { now: at, by: { administrator: "A", side: "customer", via: "portal" } } as const;
  const suspension = { by: isAll ? "operator" : "customer", at, reason: null } as const;
  const [permission = ""] = granting.permissions;
  switch (kind) {
    case "amend": {
      const grants = grantsOf(granting, at);
      return amendRelationship(before, { invitationId: ids.invitation, asked: granting.permissions, grants, now: at });
    }
    case "remove":
      return removePermissions(before, isAll ? "all" : granting.permissions, who);
    case "renew":
      return renewPermissions(before, who);
    case "terminate":
      return terminateRelationship(before, null, { ...who, cancelledInvitations: [] });
    case "sweep":
      return advanceInTime(before, at);
    case "suspend":
      return suspendRelationship(before, suspension);
    case "resume":
      return resumeRelationship(before, suspension);
    case "pause":
      return pausePermission(before, permission, who);
    case "unpause":
      return resumePermission(before, permission, who);
  }
}
