import { personPseudonym } from "../../crypto/pseudonyms.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { removePermissions } from "../rules/changes.ts";
import { resumeRelationship as resume, suspendRelationship as suspend } from "../rules/suspensions.ts";
import { changeRelationship, type RelationshipAnswer, type RelationshipRequest } from "./change-relationship.ts";

/** The operator suspends a relationship. Repeating it changes nothing. */
export const suspendRelationship = (
  { table }: Pick<Dependencies, "table">,
  id: string,
  reason: string,
  ...request: RelationshipRequest
): Promise<RelationshipAnswer> =>
  changeRelationship({ table }, id, request, (relationship, { now }) => ({
    steps: suspend(relationship, { by: "operator", at: now, reason }),
  }));

/** The operator lifts its suspension. A pause by the customer stays. */
export const resumeRelationship = (
  { table }: Pick<Dependencies, "table">,
  id: string,
  reason: string,
  ...request: RelationshipRequest
): Promise<RelationshipAnswer> =>
  changeRelationship({ table }, id, request, (relationship, { now }) => ({
    steps: resume(relationship, { by: "operator", at: now, reason }),
  }));

/** What a service reports: the customer removed permissions in the service's own admin portal. */
export interface ReportedRemoval {
  readonly permissions: readonly string[] | "all";
  /** Who removed them, as the service knows the person; only a pseudonym is kept. */
  readonly by: string | null;
  readonly at: Instant;
}

/** Records permissions that the customer removed elsewhere. What it removed already, or was granted later, stays as it is. */
export async function reportRemovedPermissions(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  id: string,
  { permissions, by, at }: ReportedRemoval,
  ...request: RelationshipRequest
): Promise<RelationshipAnswer> {
  const key = await masterKey();
  return changeRelationship({ table }, id, request, (relationship, { now, actor, partnerId }) => {
    const administrator = by === null ? actor.id : personPseudonym(by, partnerId, key);
    const who = { administrator, side: "customer", via: "vendor" } as const;
    // The clock of a service can be ahead.
    const removedAt = at < now ? at : now;
    return { steps: removePermissions(relationship, permissions, { now, by: who, removedAt }) };
  });
}
