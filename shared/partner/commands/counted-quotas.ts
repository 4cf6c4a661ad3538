import { randomUUID } from "node:crypto";
import { Refusal } from "../../kernel/refusal.ts";
import { secondsLeftOfDay, type Instant } from "../../kernel/time.ts";
import type { Policy } from "../../policy/policy.ts";
import { errorFields, log } from "../../runtime/log.ts";
import {
  counterOf,
  fullOf,
  giveBack,
  recountOpen,
  takenOf,
  takeOne,
  type Limited,
  type Quota,
  type Taken,
} from "../items/quotas.ts";
import { NotBegun, Superseded } from "../../table/superseded.ts";
import type { Table } from "../../table/table.ts";

/** Invitations are open no longer: each partner is named once for each, and may open others. */
export async function countClosed(table: Table, closed: readonly string[], now: Instant): Promise<void> {
  for (const [partnerId, { length }] of Map.groupBy(closed, (id) => id)) {
    await returnTaken(table, [takenOf([counterOf("open", partnerId, "", now)])], length);
  }
}

/** What is left of a daily quota (UTC). */
export interface QuotaLeft {
  readonly quota: "day" | "address";
  readonly limit: number;
  readonly left: number;
  readonly seconds: number;
}

/**
 * Writes and counts, and returns what is left of the daily quotas. A function, so that other commands do not bundle it.
 */
export type Counting = (table: Table, now: Instant, write: () => Promise<void>) => Promise<readonly QuotaLeft[]>;

/** For what closes invitations: each partner is named once for each. */
export const closing =
  (partners: readonly string[]): Counting =>
  async (table, now, write) => {
    await write();
    await countClosed(table, partners, now);
    return [];
  };

/** For what closes one invitation of a partner, where fewer are open after it. */
export const closingOne = (partnerId: string, opened: number): Counting => closing(opened < 0 ? [partnerId] : []);

/** Something that goes to an address (its pseudonym). */
interface Sending {
  readonly partnerId: string;
  readonly address: string;
  /** Change in the number of open invitations. */
  readonly opened: number;
}

/** A quota with its counter and limit. */
export interface CountedQuota extends Limited {
  readonly quota: Quota;
}

/** The quotas that sending counts against. */
export const wantedQuotas = (policy: Policy, { partnerId, address, opened }: Sending, now: Instant): CountedQuota[] =>
  (["address", "open", "day"] as const)
    .filter((quota) => quota !== "open" || opened > 0)
    .map((quota) => ({ quota, ...counterOf(quota, partnerId, address, now), limit: limitOf(policy, quota) }));

/**
 * Counts what is sent, and refuses it over a quota. It is counted before the transaction, in which the counters would
 * serialise a partner's requests, and given back if nothing was written.
 */
export const withinQuotas =
  (policy: Policy, sending: Sending): Counting =>
  async (table, now, write) => {
    const { partnerId, opened } = sending;
    const items = Map.groupBy(wantedQuotas(policy, sending, now), ({ key }) => `${key.PK} ${key.SK}`);
    const asked = await Promise.allSettled([...items.values()].map((quotas) => take(table, quotas, sending, now)));
    const takes = asked.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
    const taken = takes.filter(({ full }) => full === null).map(({ quotas }) => takenOf(quotas));
    const failed = asked.find((one) => one.status === "rejected");
    const full = takes.find((one) => one.full !== null)?.full;
    if (failed || full) {
      await returnTaken(table, taken);
      throw failed ? failed.reason : quotaRefusal(full!, policy, now);
    }
    try {
      await closingOne(partnerId, opened)(table, now, write);
    } catch (error) {
      // If the outcome is unknown it stays counted: a counter may be too high, never too low.
      if (isUnwritten(error)) await returnTaken(table, taken);
      throw error;
    }
    return takes.flatMap(({ quotas, used }) =>
      quotas.flatMap(({ quota, limit }, at) => {
        const left = Math.max(0, limit - (used[at] ?? limit));
        return quota === "open" ? [] : [{ quota, limit, left, seconds: secondsLeftOfDay(now) }];
      }),
    );
  };

/** Whether an error says that nothing was written. */
export const isUnwritten = (error: unknown): boolean =>
  error instanceof Superseded ||
  error instanceof NotBegun ||
  error instanceof Refusal ||
  (error instanceof Error && error.name === "TransactionCanceledException");

/** How much a partner may use of a quota. */
export const limitOf = ({ quotas }: Policy, quota: Quota): number =>
  ({ open: quotas.openInvitations, day: quotas.perDay, address: quotas.perAddressPerDay })[quota];

/** The refusal over a quota. When a place for open invitations becomes free is only a guess. */
export function quotaRefusal(quota: Quota, policy: Policy, now: Instant): Refusal {
  const limit = limitOf(policy, quota);
  const detail = {
    open: `At most ${limit} invitations can be open at a time.`,
    day: `At most ${limit} invitations can be sent a day (UTC).`,
    address: `At most ${limit} invitations a day (UTC) can go to one address.`,
  }[quota];
  return new Refusal("quota", detail, { quota, limit, retryAfter: quota === "open" ? 3600 : secondsLeftOfDay(now) });
}

async function take(table: Table, quotas: readonly CountedQuota[], { partnerId }: Sending, now: Instant) {
  const used = await takeOne(table, quotas, now);
  if (used !== null) return { quotas, used, full: null };
  const { quota: full } = (await fullOf(table, quotas)) ?? quotas[0]!;
  const isRecounted = full === "open" && (await recountOpen(table, partnerId, now));
  const again = isRecounted ? await takeOne(table, quotas, now) : null;
  return again === null ? { quotas, used: [], full } : { quotas, used: again, full: null };
}

/** Gives back what was counted. A failure is corrected by the next recount. */
async function returnTaken(table: Table, taken: readonly Taken[], count = 1): Promise<void> {
  const failed = (error: unknown) => log("warn", "quota not given back", errorFields(error));
  await Promise.all(taken.map((one) => giveBack(table, one, count, randomUUID()).catch(failed)));
}
