import { Refusal } from "../domain/refusal.ts";
import { secondsLeftOfDay, type Instant } from "../domain/time.ts";
import type { Cause } from "../events/envelope.ts";
import type { Policy } from "../policy/policy.ts";
import { errorFields, log } from "../runtime/log.ts";
import type { Key } from "../store/keys.ts";
import { giveBack, quotaKey, recountOpen, takeOne, type Quota } from "../store/quotas.ts";
import { Superseded } from "../store/superseded.ts";
import type { Table } from "../store/table.ts";
import type { Write } from "../store/writes.ts";
import type { Dependencies } from "./dependencies.ts";

type Needs = Pick<Dependencies, "table" | "policy">;
type Moment = Pick<Cause, "partnerId" | "now">;

/** Writes of one transaction, and how many more invitations of the partner are open after them; below zero where fewer are. */
export interface CountedWrites {
  readonly writes: readonly Write[];
  readonly opened: number;
}

/** What changes nothing. */
export const nothing: CountedWrites = { writes: [], opened: 0 };

/** The transaction of a step of an invitation; where it closes one, the partner may open another. */
export async function saveCounted(table: Table, { writes, opened }: CountedWrites, moment: Moment): Promise<void> {
  await table.transact(writes);
  await countClosed(table, moment, -opened);
}

/** The same for a step of a customer that closes invitations of several partners: each named once for each invitation. */
export async function saveCountedForAll(
  table: Table,
  writes: readonly Write[],
  closed: readonly string[],
  now: Instant,
): Promise<void> {
  await table.transact(writes);
  for (const [partnerId, { length }] of Map.groupBy(closed, (id) => id)) {
    await countClosed(table, { partnerId, now }, length);
  }
}

/** So many invitations of a partner are open no longer: it may open others. A job says it once for all of a page. */
export async function countClosed(table: Table, { partnerId, now }: Moment, count: number): Promise<void> {
  if (count > 0) await returnTaken(table, [quotaKey("open", partnerId, "", now)], count);
}

/** What is left of a quota that begins anew at the end of the day (UTC), after something was counted against it. */
export interface QuotaLeft {
  readonly quota: "day" | "address";
  readonly limit: number;
  readonly left: number;
  readonly seconds: number;
}

/**
 * The transaction of a step by which something goes to an address (its pseudonym): it is counted before, for a counter
 * within the transaction would let a partner do only one thing at a time, and given back when nothing was written.
 * Refuses what is over a quota (product table, row 14). Answers what is left of those of the day.
 */
export async function saveWithinQuota(
  { table, policy }: Needs,
  counted: CountedWrites,
  address: string,
  moment: Moment,
): Promise<QuotaLeft[]> {
  const wanted = wantedQuotas(counted.opened > 0);
  const takes = await Promise.all(
    wanted.map(async (quota) => {
      const key = quotaKey(quota, moment.partnerId, address, moment.now);
      return { quota, key, used: await take(table, quota, key, limitOf(policy, quota), moment) };
    }),
  );
  const taken = takes.filter(({ used }) => used !== null).map(({ key }) => key);
  const refused = takes.find(({ used }) => used === null);
  if (refused) {
    await returnTaken(table, taken);
    throw quotaRefusal(refused.quota, policy, moment);
  }
  try {
    await saveCounted(table, counted, moment);
  } catch (error) {
    // Where nobody knows whether it was written it stays counted: a counter may say too much, never too little.
    if (isUnwritten(error)) await returnTaken(table, taken);
    throw error;
  }
  return takes.flatMap(({ quota, used }) => {
    const limit = limitOf(policy, quota);
    const seconds = secondsLeftOfDay(moment.now);
    return quota === "open" ? [] : [{ quota, limit, left: Math.max(0, limit - (used ?? limit)), seconds }];
  });
}

/** The quotas that sending counts against. */
export const wantedQuotas = (opens: boolean): Quota[] => [...(opens ? ["open" as const] : []), "address", "day"];

/** How much a partner may use of a quota. */
export const limitOf = ({ quotas }: Policy, quota: Quota): number =>
  ({ open: quotas.openInvitations, day: quotas.perDay, address: quotas.perAddressPerDay })[quota];

/** The refusal of what is over a quota. Who has too many open must wait for answers, so there it is only a guess. */
export function quotaRefusal(quota: Quota, policy: Policy, { now }: Pick<Moment, "now">): Refusal {
  const limit = limitOf(policy, quota);
  const detail = {
    open: `At most ${limit} invitations can be open at a time.`,
    day: `At most ${limit} invitations can be sent a day (UTC).`,
    address: `At most ${limit} invitations a day (UTC) can go to one address.`,
  }[quota];
  return new Refusal("quota", detail, { quota, limit, retryAfter: quota === "open" ? 3600 : secondsLeftOfDay(now) });
}

/** How many are used with this one; null when the limit is reached. */
async function take(
  table: Table,
  quota: Quota,
  key: Key,
  limit: number,
  { partnerId, now }: Moment,
): Promise<number | null> {
  const used = await takeOne(table, quota, key, limit, now);
  if (used !== null || quota !== "open" || !(await recountOpen(table, partnerId, now))) return used;
  return takeOne(table, quota, key, limit, now);
}

/** A counter that is not given back is put right when it says that there is no room. */
async function returnTaken(table: Table, taken: readonly Key[], count = 1): Promise<void> {
  const failed = (error: unknown) => log("warn", "quota not given back", errorFields(error));
  await Promise.all(taken.map((key) => giveBack(table, key, count).catch(failed)));
}

const isUnwritten = (error: unknown): boolean =>
  error instanceof Superseded || (error instanceof Error && error.name === "TransactionCanceledException");
