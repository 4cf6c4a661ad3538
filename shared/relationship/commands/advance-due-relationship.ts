import type { Relationship } from "../model.ts";
import { advanceInTime } from "../rules/time.ts";
import type { Instant } from "../../kernel/time.ts";
import { relationshipWrites } from "../items/relationships.ts";
import { causeOfSweep, commitSwept } from "../../transaction/cause-of-sweep.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/**
 * Expires, extends or announces the end of grants that are due. `left`: nothing was due, or another write was first.
 */
export async function advanceDueRelationship(
  { table }: Pick<Dependencies, "table">,
  relationship: Relationship,
  { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
): Promise<"settled" | "left"> {
  const steps = advanceInTime(relationship, now);
  if (steps.length === 0) return "left";
  return commitSwept(table, "settled", relationshipWrites(steps, causeOfSweep(relationship, now, correlationId)), now);
}
