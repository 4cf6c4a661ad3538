import type { Cause } from "../../events/envelope.ts";
import type { Table } from "../../table/table.ts";
import type { Blocker, Relationship } from "../model.ts";
import { terminateRelationship, type Taking } from "../rules/changes.ts";
import { cancelRestorations } from "./cancel-restorations.ts";
import type { RelationshipDecision } from "./change-relationship.ts";

/** Ends a relationship with its grants and open requests, in one transaction. Repeating it changes nothing. */
export async function endRelationship(
  table: Table,
  relationship: Relationship,
  {
    reason,
    by,
    blockers,
  }: Pick<Taking, "by"> & { readonly reason: string | null; readonly blockers?: readonly Blocker[] },
  cause: Cause,
): Promise<RelationshipDecision> {
  if (relationship.status === "terminated") return { steps: [] };
  const { cancelled, partners, writes } = await cancelRestorations(table, relationship, cause);
  const end = { now: cause.now, by, blockers, cancelledInvitations: cancelled };
  return { steps: terminateRelationship(relationship, reason, end), also: writes, closed: partners };
}
