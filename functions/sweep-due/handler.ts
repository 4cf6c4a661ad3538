import * as z from "zod/mini";
import { advanceDueInvitation, type Advance } from "../../shared/commands/advance-due-invitation.ts";
import type { Dependencies } from "../../shared/commands/dependencies.ts";
import { dueShards } from "../../shared/names.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import { parseDelivery, parseInvitation } from "../../shared/store/invitation-items.ts";
import { dueInvitations } from "../../shared/store/invitations.ts";
import { keys } from "../../shared/store/keys.ts";
import type { RawItem } from "../../shared/store/table.ts";

/** Items that are read and worked on together. */
const pageSize = 25;
/** A sweep that has less time left than this stops; the next one goes on (storage rules). */
const reserveMs = 30_000;

const eventSchema = z.object({ shard: z.enum(dueShards) });

/** How many invitations a sweep did what to. */
export type SweepCounts = Record<Advance | "failed", number>;

/** Does what has come due in one shard, oldest first, a page at a time. One item that fails does not stop the others. */
export const sweepDue =
  (dependencies: Pick<Dependencies, "table" | "masterKey">, clock: Clock) =>
  async (
    event: unknown,
    context: { getRemainingTimeInMillis(): number; awsRequestId: string },
  ): Promise<SweepCounts> => {
    const { shard } = eventSchema.parse(event);
    const counts: SweepCounts = { expired: 0, dropped: 0, reminded: 0, silenced: 0, left: 0, failed: 0 };
    let start: RawItem | null = null;
    do {
      const page = await dueInvitations(dependencies.table, { shard, now: clock(), limit: pageSize, start });
      const deliveries = await dependencies.table.getMany(page.items.map((item) => keys.delivery(String(item["id"]))));
      const outcomes = await Promise.all(
        page.items.map((item, at) =>
          advance(dependencies, item, deliveries[at] ?? null, clock(), context.awsRequestId),
        ),
      );
      for (const outcome of outcomes) counts[outcome]++;
      start = page.next;
    } while (start !== null && context.getRemainingTimeInMillis() > reserveMs);
    log("info", "swept", { shard, correlationId: context.awsRequestId, ...counts });
    // The alarm on this function's errors is how anybody hears of an item that no sweep can move.
    if (counts.failed > 0) throw new Error(`${counts.failed} due items of shard ${shard} could not be moved.`);
    return counts;
  };

async function advance(
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  item: RawItem,
  delivery: RawItem | null,
  now: string,
  correlationId: string,
): Promise<Advance | "failed"> {
  try {
    const parsed = delivery ? parseDelivery(delivery) : null;
    return await advanceDueInvitation(dependencies, parseInvitation(item), parsed, { now, correlationId });
  } catch (error) {
    log("error", "due item failed", { key: String(item["PK"]), correlationId, ...errorFields(error) });
    return "failed";
  }
}
