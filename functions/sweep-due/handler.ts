import * as z from "zod/mini";
import {
  advanceDueInvitation,
  type Advance,
  type DueInvitation,
} from "../../shared/commands/advance-due-invitation.ts";
import type { Dependencies } from "../../shared/commands/dependencies.ts";
import { countClosed } from "../../shared/commands/save-counted.ts";
import { dueShards } from "../../shared/names.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import { dueInvitations } from "../../shared/store/invitations.ts";
import type { RawItem } from "../../shared/store/table.ts";
import { readPage } from "./read-page.ts";

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
      const due = await readPage(dependencies, page.items, context.awsRequestId);
      const outcomes = await Promise.all(due.map((one) => advance(dependencies, one, clock(), context.awsRequestId)));
      for (const outcome of outcomes) counts[outcome]++;
      const expired = page.items.filter((_, at) => outcomes[at] === "expired");
      const byPartner = Map.groupBy(expired, (item) => String(item["partnerId"]));
      for (const [partnerId, { length }] of byPartner) {
        await countClosed(dependencies.table, { partnerId, now: clock() }, length);
      }
      start = page.next;
    } while (start !== null && context.getRemainingTimeInMillis() > reserveMs);
    log("info", "swept", { shard, correlationId: context.awsRequestId, ...counts });
    // The alarm on this function's errors is how anybody hears of an item that no sweep can move.
    if (counts.failed > 0) throw new Error(`${counts.failed} due items of shard ${shard} could not be moved.`);
    return counts;
  };

async function advance(
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  due: DueInvitation | null,
  now: string,
  correlationId: string,
): Promise<Advance | "failed"> {
  if (due === null) return "failed";
  try {
    return await advanceDueInvitation(dependencies, due, { now, correlationId });
  } catch (error) {
    log("error", "due item failed", { invitationId: due.invitation.id, correlationId, ...errorFields(error) });
    return "failed";
  }
}
