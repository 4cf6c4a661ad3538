import type { Actor } from "../events/event.ts";
import type { RelationshipEventType } from "./events.ts";
import { allowFrom } from "../kernel/lifecycle.ts";
import type { Relationship, RelationshipStatus } from "./model.ts";

interface Row {
  readonly action: string;
  /** Empty: the action makes the relationship. */
  readonly from: readonly RelationshipStatus[];
  readonly to: RelationshipStatus | "same";
  readonly by: readonly Actor["kind"][];
  readonly event: RelationshipEventType;
}

const live = ["active", "suspended"] as const;

/** The lifecycle: guards, write conditions, tests and the diagram in docs are derived from it. */
export const relationshipLifecycle = [
  { action: "establish", from: [], to: "active", by: ["customer", "callback"], event: "RelationshipEstablished" },
  { action: "amend", from: ["active"], to: "same", by: ["customer", "callback"], event: "RelationshipAmended" },
  {
    action: "remove-permissions",
    from: live,
    to: "same",
    by: ["customer", "partner", "operator"],
    event: "PermissionsRemoved",
  },
  { action: "renew-permissions", from: ["active"], to: "same", by: ["customer"], event: "PermissionsRenewed" },
  { action: "announce-end", from: live, to: "same", by: ["job"], event: "PermissionsExpiring" },
  { action: "expire-permissions", from: live, to: "same", by: ["job", "system"], event: "PermissionsExpired" },
  { action: "extend-permissions", from: ["active"], to: "same", by: ["job", "system"], event: "PermissionsExtended" },
  { action: "pause-permissions", from: live, to: "same", by: ["customer"], event: "PermissionsPaused" },
  { action: "resume-permissions", from: live, to: "same", by: ["customer"], event: "PermissionsResumed" },
  { action: "suspend", from: live, to: "suspended", by: ["operator", "customer"], event: "RelationshipSuspended" },
  { action: "resume", from: ["suspended"], to: "active", by: ["operator", "customer"], event: "RelationshipResumed" },
  {
    action: "resume-one-side",
    from: ["suspended"],
    to: "same",
    by: ["operator", "customer"],
    event: "RelationshipResumed",
  },
  { action: "terminate", from: live, to: "terminated", by: ["customer", "partner"], event: "RelationshipTerminated" },
] as const satisfies readonly Row[];

/** Something that can be done to a relationship. */
export type RelationshipAction = (typeof relationshipLifecycle)[number]["action"];

/** The event of an action. */
export type RelationshipEventOf<Action extends RelationshipAction> = Extract<
  (typeof relationshipLifecycle)[number],
  { readonly action: Action }
>["event"];

/** The row of an action. */
export const relationshipRow = (action: RelationshipAction): Row =>
  // Every member of the union is the action of some row.
  relationshipLifecycle.find((row) => row.action === action)!;

/** Narrows a relationship to the statuses from which an action may start, or refuses. */
export const allowOnRelationship = (action: RelationshipAction, relationship: Relationship): Relationship =>
  allowFrom("relationship", relationshipRow(action), relationship);
