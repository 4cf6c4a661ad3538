import { randomUUID } from "node:crypto";
import { Refusal } from "../../kernel/refusal.ts";
import { secondsLeftOfDay, type Instant } from "../../kernel/time.ts";
import type { Policy } from "../../policy/policy.ts";
import { errorFields, log } from "../../runtime/log.ts";
import type { Key } from "../../table/keys.ts";
import { giveBack, quotaKey, recountOpen, takeOne, type Quota } from "../items/quotas.ts";
import { NotBegun, Superseded } from "../../table/superseded.ts";
import type { Table } from "../../table/table.ts";

/** Invitations are open no longer: each partner is named once for each, and may open others. */
export async function countClosed(table: Table, closed: readonly string[], now: Instant): Promise<void> {
  for (const [partnerId, { length }] of Map.groupBy(closed, (id) => id)) {
    await returnTaken(table, [quotaKey("open", partnerId, "", now)], length);
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

interface Sending {
  readonly partnerId: string;
  readonly address: string;
  /** Change in the number of open invitations. */
  readonly opened: number;
}

/**
 * Counts what is sent, and refuses it over a quota. It is counted before the transaction, in which the counter would
 * serialise a partner's requests, and given back if nothing was written.
 */
export const withinQuotas =
  (policy: Policy, { partnerId, address, opened }: Sending): Counting =>
  async (table, now, write) => {
    const asked = await Promise.allSettled(
      wantedQuotas(opened > 0).map(async (quota) => {
        const key = quotaKey(quota, partnerId, address, now);
        return { quota, key, used: await take(table, quota, key, limitOf(policy, quota), { partnerId, now }) };
      }),
    );
    const takes = asked.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
    const taken = takes.filter(({ used }) => used !== null).map(({ key }) => key);
    const failed = asked.find((one) => one.status === "rejected");
    if (failed) {
      await returnTaken(table, taken);
      throw failed.reason;
    }
    const refused = takes.find(({ used }) => used === null);
    if (refused) {
      await returnTaken(table, taken);
      throw quotaRefusal(refused.quota, policy, now);
    }
    try {
      await closingOne(partnerId, opened)(table, now, write);
    } catch (error) {
      // If the outcome is unknown it stays counted: a counter may be too high, never too low.
      if (isUnwritten(error)) await returnTaken(table, taken);
      throw error;
    }
    return takes.flatMap(({ quota, used }) => {
      const limit = limitOf(policy, quota);
      const seconds = secondsLeftOfDay(now);
      return quota === "open" ? [] : [{ quota, limit, left: Math.max(0, limit - (used ?? limit)), seconds }];
    });
  };

/** Whether an error says that nothing was written. */
export const isUnwritten = (error: unknown): boolean =>
  error instanceof Superseded ||
  error instanceof NotBegun ||
  error instanceof Refusal ||
  (error instanceof Error && error.name === "TransactionCanceledException");

/** The quotas that sending counts against. */
export const wantedQuotas = (opens: boolean): Quota[] => [...(opens ? ["open" as const] : []), "address", "day"];

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

async function take(
  table: Table,
  quota: Quota,
  key: Key,
  limit: number,
  { partnerId, now }: { readonly partnerId: string; readonly now: Instant },
): Promise<number | null> {
  const used = await takeOne(table, quota, key, limit, now);
  if (used !== null || quota !== "open" || !(await recountOpen(table, partnerId, now))) return used;
  return takeOne(table, quota, key, limit, now);
}

/** Gives back what was counted. A failure is corrected by the next recount. */
async function returnTaken(table: Table, taken: readonly Key[], count = 1): Promise<void> {
  const failed = (error: unknown) => log("warn", "quota not given back", errorFields(error));
  await Promise.all(taken.map((key) => giveBack(table, key, count, randomUUID()).catch(failed)));
}
