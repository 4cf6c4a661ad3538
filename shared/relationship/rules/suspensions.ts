import { Refusal } from "../../kernel/refusal.ts";
import { afterSettling } from "../../kernel/steps.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Grant, Relationship, Suspension } from "../model.ts";
import { relationshipAsOf } from "./reading.ts";
import { allowOnRelationship } from "../lifecycle.ts";
import { grantsStep, relationshipStep, type RelationshipStep } from "./steps.ts";
import { settleRelationship } from "./time.ts";

/** One side suspends the relationship, and the dates of its grants stay. Repeating it changes nothing. */
export function suspendRelationship(before: Relationship, given: Suspension): RelationshipStep[] {
  allowOnRelationship("suspend", before);
  const { by, at, reason } = given;
  if (isSuspendedBy(before, by)) return [];
  return afterSettling(before, settleRelationship(before, at), (current) =>
    relationshipStep(
      "suspend",
      current,
      { ...current, status: "suspended", suspensions: [...current.suspensions, given] },
      at,
      { by, reason },
    ),
  );
}

/** One side lifts its suspension; that of the other side stays. Repeating it changes nothing. */
export function resumeRelationship(before: Relationship, { by, at, reason }: Suspension): RelationshipStep[] {
  if (before.status === "terminated") allowOnRelationship("resume", before);
  if (!isSuspendedBy(before, by)) return [];
  return afterSettling(before, settleRelationship(before, at), (current) => {
    const suspensions = current.suspensions.filter((one) => one.by !== by);
    const [action, status] =
      suspensions.length > 0 ? (["resume-one-side", "suspended"] as const) : (["resume", "active"] as const);
    return relationshipStep(action, current, { ...current, status, suspensions }, at, { by, reason });
  });
}

/** Whether this side has suspended it. */
export const isSuspendedBy = ({ suspensions }: Pick<Relationship, "suspensions">, side: Suspension["by"]): boolean =>
  suspensions.some(({ by }) => by === side);

interface Act {
  readonly now: Instant;
  readonly by: { readonly administrator: string };
}

/** Pauses an active permission, which keeps its dates. Repeating it changes nothing. */
export const pausePermission = (before: Relationship, permission: string, { now, by }: Act): RelationshipStep[] =>
  changeActive("pause-permissions", before, permission, { now, by }, (grant) =>
    grant.pausedAt === undefined ? { ...grant, pausedAt: now } : null,
  );

/** Ends the pause of a permission. Repeating it changes nothing. */
export const resumePermission = (before: Relationship, permission: string, { now, by }: Act): RelationshipStep[] =>
  changeActive("resume-permissions", before, permission, { now, by }, ({ pausedAt, ...grant }) =>
    pausedAt === undefined ? null : grant,
  );

/** Refuses a permission that is not active at the moment. */
function changeActive(
  action: "pause-permissions" | "resume-permissions",
  before: Relationship,
  permission: string,
  { now, by }: Act,
  change: (grant: Grant) => Grant | null,
): RelationshipStep[] {
  allowOnRelationship(action, before);
  const isActive = ({ permission: id, status }: Grant): boolean => id === permission && status === "active";
  if (!relationshipAsOf(before, now).grants.some(isActive)) {
    throw new Refusal("wrong-state", "This permission is not active. Nothing was changed.", {
      relationshipStatus: before.status,
    });
  }
  return afterSettling(before, settleRelationship(before, now), (current) =>
    grantsStep(action, current, now, (grant) => (isActive(grant) ? change(grant) : null), {
      administrator: by.administrator,
    }),
  );
}
