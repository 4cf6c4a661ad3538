import type { Relationship } from "../model.ts";
import { advanceInTime } from "../rules/time.ts";
import type { Instant } from "../../kernel/time.ts";
import { relationshipWrites } from "../items/relationships.ts";
import { causeOfSweep, commitSwept } from "../../transaction/cause-of-sweep.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/**
 * Does what a relationship's due time asks for: grants end or go on, and both sides hear of ends that come (product
 * table, rows 34 and 38). One transaction held to the version that the index gave; `left`: nothing was due any more, or
 * somebody else was faster.
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
