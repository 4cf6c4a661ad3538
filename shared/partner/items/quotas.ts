import { addDays, addMinutes, dayOf, epochSeconds, type Instant } from "../../kernel/time.ts";
import * as z from "zod/mini";
import type { Key } from "../../table/keys.ts";
import { openPartition, partnerKeys } from "./keys.ts";
import { placeOr } from "../../table/places.ts";
import type { Table } from "../../table/table.ts";

/** Quotas of a partner: open invitations, sent per day, and sent per day to one address. */
export type Quota = "open" | "day" | "address";

/** Where a quota is counted for a partner that sends to an address (its pseudonym) now. */
export const quotaKey = (quota: Quota, partnerId: string, address: string, now: Instant): Key =>
  ({
    open: partnerKeys.openQuota(partnerId),
    day: partnerKeys.dayQuota(partnerId, dayOf(now)),
    address: partnerKeys.addressQuota(partnerId, address, dayOf(now)),
  })[quota];

const counterSchema = z.object({ used: z.number() });

/** How much of a quota is used. */
export const usedPlace = (key: Key) => placeOr(key, (item) => counterSchema.parse(item).used, 0);

/** Days for which a daily counter is kept; those of a month are compared with reports. */
const keptDays = { day: 32, address: 2 } as const;

/** How many invitations a partner has sent in the last days, today included, from the counters of its days. */
export async function sentSince(table: Table, partnerId: string, days: number, now: Instant): Promise<number> {
  const wanted = Array.from({ length: days }, (_, ago) => partnerKeys.dayQuota(partnerId, dayOf(addDays(now, -ago))));
  return (await table.read(wanted.map(usedPlace))).reduce((sum, used) => sum + used, 0);
}

/** Counts one more and answers how many there are; null when the limit is reached. One write, in no transaction. */
export async function takeOne(
  table: Table,
  quota: Quota,
  key: Key,
  limit: number,
  now: Instant,
): Promise<number | null> {
  const room = { expression: "attribute_not_exists(used) OR used < :limit", values: { ":limit": limit } };
  const more = quota === "open" ? { takenAt: now } : { ttl: epochSeconds(addDays(now, keptDays[quota])) };
  const counted = await table.increment(key, "used", room, { set: { entity: "quota", schema: 1, ...more } });
  return counted && counterSchema.parse(counted).used;
}

/**
 * Lowers a counter, once per `id`, since the SDK repeats requests without an answer. A recount corrects what this
 * misses.
 */
export async function giveBack(table: Table, key: Key, count: number, id: string): Promise<void> {
  const once = {
    expression: "used >= :count AND (attribute_not_exists(givenBack) OR givenBack <> :id)",
    values: { ":count": count, ":id": id },
  };
  await table.increment(key, "used", once, { by: -count, set: { givenBack: id } });
}

/** Minutes between two recounts of open invitations, and minutes without a new one before a recount. */
const recountMinutes = 10;
const settledMinutes = 1;

/**
 * Recounts open invitations by their locks, since the counter drifts upwards. False if it was recounted within ten
 * minutes, or if one was taken within a minute, whose lock may not be written yet.
 */
export async function recountOpen(table: Table, partnerId: string, now: Instant): Promise<boolean> {
  const key = partnerKeys.openQuota(partnerId);
  const settled = { expression: "takenAt <= :settled", values: { ":settled": addMinutes(now, -settledMinutes) } };
  const isOld = {
    expression: `${settled.expression} AND (attribute_not_exists(countedAt) OR countedAt <= :since)`,
    values: { ...settled.values, ":since": addMinutes(now, -recountMinutes) },
  };
  if (!(await table.set(key, { countedAt: now }, isOld))) return false;
  const used = await countOpen(table, partnerId);
  return table.set(key, { used }, settled);
}

/** How many invitations of a partner are open, by their locks: true, and dearer than the counter. */
export const countOpen = (table: Table, partnerId: string): Promise<number> => table.count(openPartition(partnerId));
