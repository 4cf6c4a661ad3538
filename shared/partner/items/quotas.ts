import * as z from "zod/mini";
import { addDays, addMinutes, dayOf, epochSeconds, type Instant } from "../../kernel/time.ts";
import type { Key } from "../../table/keys.ts";
import { placeOr } from "../../table/places.ts";
import type { RawItem, Table } from "../../table/table.ts";
import { openPartition, partnerKeys } from "./keys.ts";

/** Quotas of a partner: open invitations, sent per day, and sent per day to one address. */
export type Quota = "open" | "day" | "address";

/** A number that is counted up to a limit: an attribute of an item. */
export interface Counter {
  readonly key: Key;
  readonly name: string;
}

const dayPrefix = "day#";

/** Where a quota is counted for a partner that sends to an address (its pseudonym) now. */
export const counterOf = (quota: Quota, partnerId: string, address: string, now: Instant): Counter =>
  ({
    open: { key: partnerKeys.counters(partnerId), name: "open" },
    day: { key: partnerKeys.counters(partnerId), name: dayPrefix + dayOf(now) },
    address: { key: partnerKeys.addressQuota(partnerId, address, dayOf(now)), name: "used" },
  })[quota];

const usedIn = (item: RawItem, name: string): number => z.number().parse(item[name] ?? 0);

/** How much of a quota is used. */
export const usedPlace = ({ key, name }: Counter) => placeOr(key, (item) => usedIn(item, name), 0);

/** Days for which the number of a day is kept, of which those of a month are compared with reports; and of an address. */
const keptDays = 32;
const addressDays = 2;

/** How many invitations a partner has sent in the last days, today included. */
export const sentSincePlace = (partnerId: string, days: number, now: Instant) =>
  placeOr(
    partnerKeys.counters(partnerId),
    (item) => {
      const first = dayPrefix + dayOf(addDays(now, 1 - days));
      const names = Object.keys(item).filter((name) => name.startsWith(dayPrefix) && name >= first);
      return names.reduce((sum, name) => sum + usedIn(item, name), 0);
    },
    0,
  );

/** A counter with the most that it may come to. */
export interface Limited extends Counter {
  readonly limit: number;
}

/**
 * Counts one more in every counter given, which are of one item, and answers how many there are of each; null when one has
 * reached its limit: then none is counted. One write, in no transaction.
 */
export async function takeOne(table: Table, counters: readonly Limited[], now: Instant): Promise<number[] | null> {
  const { key, names } = takenOf(counters);
  const isOfPartner = !names.includes("used");
  const more = isOfPartner
    ? names.includes("open") && { takenAt: now }
    : { ttl: epochSeconds(addDays(now, addressDays)) };
  const room = {
    expression: names.map((_, at) => `(attribute_not_exists(#c${at}) OR #c${at} < :c${at})`).join(" AND "),
    names: Object.fromEntries(names.map((name, at) => [`#c${at}`, name])),
    values: Object.fromEntries(counters.map(({ limit }, at) => [`:c${at}`, limit])),
  };
  const counted = await table.increment(key, names, room, { set: { entity: "quota", schema: 1, ...more } });
  if (counted && isOfPartner) await forgetOldDays(table, key, counted, now);
  return counted && names.map((name) => usedIn(counted, name));
}

/** Removes the numbers of days that nobody asks for any more: once a day for a partner that sends. */
async function forgetOldDays(table: Table, key: Key, item: RawItem, now: Instant): Promise<void> {
  const oldest = dayPrefix + dayOf(addDays(now, -keptDays));
  const gone = Object.keys(item).filter((name) => name.startsWith(dayPrefix) && name < oldest);
  // The next sending tries it again.
  if (gone.length > 0) await table.set(key, {}, undefined, gone).catch(() => false);
}

/** The counter that has reached its limit, of several of one item; undefined where all have room. */
export async function fullOf<Each extends Limited>(table: Table, counters: readonly Each[]): Promise<Each | undefined> {
  const used = await table.read(counters.map(usedPlace));
  return counters.find(({ limit }, at) => (used[at] ?? 0) >= limit);
}

/** What was counted, of one item. */
export interface Taken {
  readonly key: Key;
  readonly names: readonly string[];
}

/** Counters of one item as what was counted. */
export const takenOf = (counters: readonly Counter[]): Taken => ({
  key: counters[0]!.key,
  names: counters.map(({ name }) => name),
});

/**
 * Lowers counters of one item, once per `id`, since the SDK repeats requests without an answer. A recount corrects what this
 * misses.
 */
export async function giveBack(table: Table, { key, names }: Taken, count: number, id: string): Promise<void> {
  const once = {
    expression: "#first >= :count AND (attribute_not_exists(givenBack) OR givenBack <> :id)",
    names: { "#first": names[0]! },
    values: { ":count": count, ":id": id },
  };
  await table.increment(key, names, once, { by: -count, set: { givenBack: id } });
}

/** Minutes between two recounts of open invitations, and minutes without a new one before a recount. */
const recountMinutes = 10;
const settledMinutes = 1;

/**
 * Recounts open invitations by their locks, since the counter drifts upwards. False if it was recounted within ten
 * minutes, or if one was taken within a minute, whose lock may not be written yet.
 */
export async function recountOpen(table: Table, partnerId: string, now: Instant): Promise<boolean> {
  const key = partnerKeys.counters(partnerId);
  const settled = { expression: "takenAt <= :settled", values: { ":settled": addMinutes(now, -settledMinutes) } };
  const isOld = {
    expression: `${settled.expression} AND (attribute_not_exists(countedAt) OR countedAt <= :since)`,
    values: { ...settled.values, ":since": addMinutes(now, -recountMinutes) },
  };
  if (!(await table.set(key, { countedAt: now }, isOld))) return false;
  const open = await countOpen(table, partnerId);
  return table.set(key, { open }, settled);
}

/** How many invitations of a partner are open, by their locks: true, and dearer than the counter. */
export const countOpen = (table: Table, partnerId: string): Promise<number> => table.count(openPartition(partnerId));
