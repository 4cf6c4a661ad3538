import * as z from "zod/mini";
import { advanceDueInvitation, type Advance } from "../../shared/invitation/commands/advance-due-invitation.ts";
import { advanceDueCustomer } from "../../shared/customer/commands/advance-due-customer.ts";
import { advanceDueRelationship } from "../../shared/relationship/commands/advance-due-relationship.ts";
import { countClosed } from "../../shared/partner/commands/counted-quotas.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { dueShards } from "../../shared/names.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import { dueItems } from "./due.ts";
import type { Key } from "../../shared/table/keys.ts";
import type { RawItem } from "../../shared/table/table.ts";
import { knownPartners } from "./known-partners.ts";
import { readPage, type Due } from "./read-page.ts";

/** Number of items that are read and processed together. */
const pageSize = 25;
/** A sweep stops with less time left than this; the next one continues (storage rules). */
const reserveMs = 30_000;

const eventSchema = z.object({ shard: z.enum(dueShards) });

type SweepDependencies = Pick<Dependencies, "table" | "masterKey" | "policy">;

/** The outcome of one due item. `settled`: any change of a relationship or a customer. */
type Outcome = Advance | "settled" | "failed";

/** Number of due items by outcome. */
export type SweepCounts = Record<Outcome, number>;

/** Processes the due items of one shard, oldest first, page by page. A failed item does not stop the others. */
export const sweepDue =
  (dependencies: SweepDependencies, clock: Clock) =>
  async (
    event: unknown,
    context: { getRemainingTimeInMillis(): number; awsRequestId: string },
  ): Promise<SweepCounts> => {
    const { shard } = eventSchema.parse(event);
    const counts: SweepCounts = {
      expired: 0,
      dropped: 0,
      reminded: 0,
      silenced: 0,
      postponed: 0,
      settled: 0,
      left: 0,
      failed: 0,
    };
    const partners = knownPartners();
    const unreadable = ({ PK }: Key, error: unknown) =>
      log("error", "due item failed", { key: PK, correlationId: context.awsRequestId, ...errorFields(error) });
    let start: RawItem | null = null;
    do {
      const now = clock();
      const page = await dueItems(dependencies.table, { shard, now, limit: pageSize, start }, (...failure) => {
        counts.failed++;
        unreadable(...failure);
      });
      const due = await readPage(dependencies, page.items, partners, now, unreadable);
      const expired: string[] = [];
      await Promise.all(
        due.map(async (one) => {
          const outcome = await advance(dependencies, one, clock(), context.awsRequestId);
          counts[outcome]++;
          if (outcome === "expired" && one !== null && "invitation" in one) expired.push(one.invitation.partnerId);
        }),
      );
      await countClosed(dependencies.table, expired, clock());
      start = page.next;
    } while (start !== null && context.getRemainingTimeInMillis() > reserveMs);
    // Most sweeps find nothing, and their lines would hide all others.
    if (Object.values(counts).some((count) => count > 0))
      log("info", "swept", { shard, correlationId: context.awsRequestId, ...counts });
    // The alarm on this function's errors reports items that no sweep can process.
    if (counts.failed > 0) throw new Error(`${counts.failed} due items of shard ${shard} could not be moved.`);
    return counts;
  };

async function advance(
  dependencies: SweepDependencies,
  due: Due | null,
  now: string,
  correlationId: string,
): Promise<Outcome> {
  if (due === null) return "failed";
  const moment = { now, correlationId };
  try {
    if ("relationship" in due) return await advanceDueRelationship(dependencies, due.relationship, moment);
    if ("customer" in due)
      return await advanceDueCustomer(dependencies, due.customer, dependencies.policy.administrators, moment);
    return await advanceDueInvitation(dependencies, due, moment);
  } catch (error) {
    const { id } = "relationship" in due ? due.relationship : "customer" in due ? due.customer : due.invitation;
    log("error", "due item failed", { id, correlationId, ...errorFields(error) });
    return "failed";
  }
}
