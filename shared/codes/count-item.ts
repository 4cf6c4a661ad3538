import * as z from "zod/mini";
import { noCodeWatch, type CodeStop } from "./watch-rules.ts";
import { addDays, dayOf, epochSeconds, type Instant } from "../kernel/time.ts";
import type { Cause } from "../events/envelope.ts";
import { codeWatch, wrongCodePolicy, wrongCodes, type CodeWatch, type WrongCodes } from "./model.ts";
import { aggregateWrites } from "../events/stored-events.ts";
import { codeKeys } from "./item.ts";
import { place, placeOr, type Place } from "../table/places.ts";
import type { Found } from "../table/plans.ts";
import type { Table } from "../table/table.ts";
import { isAsRead, put, type Write } from "../table/writes.ts";

const { perMailbox, countedPerMailbox, toStop, mailedPerWrong, daysToFreeze } = wrongCodePolicy;

/** A try of a code. The mailbox is a pseudonym. */
export interface CodeTry {
  readonly partnerId: string;
  readonly mailbox: string;
  readonly isRight: boolean;
  /** False for a request that was handed over, so that a recipient cannot use several mailboxes against a partner. */
  readonly countsAgainstPartner: boolean;
}

/** Whether a try is allowed; if so, whether it counted against the partner, and was the one with which its codes are stopped. */
export type TryOutcome =
  | { readonly kind: "mailbox-used-up" }
  | { readonly kind: "stopped" }
  | { readonly kind: "tried"; readonly isCounted: boolean; readonly stops: boolean };

// A wrong code weighs as many mailed ones as a partner has to mail for each, so that a condition can compare the two.
const least = toStop * mailedPerWrong;
const mailboxSchema = z.object({ tried: z.number() });
const daySchema = z.object({
  weight: z._default(z.number(), 0),
  mailed: z._default(z.number(), 0),
  stopped: z._default(z.boolean(), false),
});

const isOpen = {
  expression: "attribute_not_exists(stopped) AND (attribute_not_exists(weight) OR weight < :least OR weight < mailed)",
  values: { ":least": least },
};

/**
 * Counts a try before the code is compared, so that concurrent guesses cannot exceed the limit. A reached limit refuses
 * the right code as well.
 */
export async function recordTry(table: Table, code: CodeTry, now: Instant): Promise<TryOutcome> {
  const { partnerId, mailbox, isRight, countsAgainstPartner } = code;
  const day = dayOf(now);
  const options = { set: stampOf(day) };
  const room = { expression: "attribute_not_exists(tried) OR tried < :most", values: { ":most": perMailbox } };
  const own = await table.increment(codeKeys.ofMailbox(partnerId, mailbox, day), "tried", room, {
    ...options,
    by: isRight ? 0 : 1,
  });
  if (own === null) return { kind: "mailbox-used-up" };
  const counts = !isRight && countsAgainstPartner && mailboxSchema.parse(own).tried <= countedPerMailbox;
  const all = await table.increment(codeKeys.wrong(partnerId, day), "weight", isOpen, {
    ...options,
    by: counts ? mailedPerWrong : 0,
  });
  if (all === null) return { kind: "stopped" };
  return { kind: "tried", isCounted: counts, stops: counts && isReached(daySchema.parse(all)) };
}

/** Counts a code that is mailed for a partner: the more there are, the more wrong ones are usual. */
export async function countMailedCode(table: Table, partnerId: string, now: Instant): Promise<void> {
  const always = { expression: "attribute_not_exists(mailed) OR mailed >= :none", values: { ":none": 0 } };
  await table.increment(codeKeys.wrong(partnerId, dayOf(now)), "mailed", always, { set: stampOf(dayOf(now)) });
}

const dayPlace = (partnerId: string, day: string) =>
  placeOr(codeKeys.wrong(partnerId, day), (item) => daySchema.parse(item), daySchema.parse({}));

/** The counters that limit tries: the partner's day and the mailbox's day. */
export const triesPlan = ({ partnerId, mailbox }: Pick<CodeTry, "partnerId" | "mailbox">, now: Instant) => ({
  ofPartner: dayPlace(partnerId, dayOf(now)),
  ofMailbox: placeOr(codeKeys.ofMailbox(partnerId, mailbox, dayOf(now)), (item) => mailboxSchema.parse(item), {
    tried: 0,
  }),
});

/** Why a code mailed now could not be tried; null if it could. */
export function refusedTry({
  ofPartner,
  ofMailbox,
}: Found<ReturnType<typeof triesPlan>>): Exclude<TryOutcome["kind"], "tried"> | null {
  if (isReached(ofPartner)) return "stopped";
  return ofMailbox.tried >= perMailbox ? "mailbox-used-up" : null;
}

/** Stops codes for the day, even if more are mailed afterwards. */
export const closeDay = (table: Table, partnerId: string, day: string): Promise<boolean> =>
  table.set(codeKeys.wrong(partnerId, day), { ...stampOf(day), stopped: true });

/** The wrong codes of the partner's latest days, as many as are summed up for a freeze, and those of the operator's latest release. */
export async function readWrongCodes(
  table: Table,
  partnerId: string,
  now: Instant,
): Promise<{ readonly days: readonly WrongCodes[]; readonly released: WrongCodes | null }> {
  const days = Array.from({ length: daysToFreeze }, (_, back) => dayOf(addDays(now, -back)));
  return table.read({
    days: days.map((day) => wrongPlace(partnerId, day)),
    released: place(codeKeys.release(partnerId), (item) => wrongCodes.parse(item)),
  });
}

const isReached = ({ weight, mailed, stopped }: z.infer<typeof daySchema>): boolean =>
  stopped || weight >= Math.max(least, mailed);

const wrongPlace = (partnerId: string, day: string): Place<WrongCodes> => ({
  key: codeKeys.wrong(partnerId, day),
  parse: (item) => ({ day, wrong: daySchema.parse(item ?? {}).weight / mailedPerWrong }),
});

/** The write of an operator's review: wrong codes before it no longer count towards a freeze. */
export const codeReleaseWrite = (partnerId: string, { day, wrong }: WrongCodes): Write =>
  put(codeKeys.release(partnerId), "code-release", { day, wrong });

/** When a partner's codes were stopped last, and its wrong ones of a day. */
export async function readCodeWatch(
  table: Pick<Table, "read">,
  partnerId: string,
  day: string,
): Promise<{ readonly watch: CodeWatch; readonly wrongCodes: WrongCodes }> {
  return table.read({
    watch: placeOr(codeKeys.watch(partnerId), (item) => codeWatch.parse(item), noCodeWatch(partnerId)),
    wrongCodes: wrongPlace(partnerId, day),
  });
}

/** The writes of a stop and its event. */
export const codeStopWrites = (before: CodeWatch, { after, event }: CodeStop, cause: Cause): Write[] =>
  aggregateWrites(before, cause, [event], (newest) =>
    put(codeKeys.watch(after.partnerId), "code-watch", { ...after, ...newest }, isAsRead(before)),
  );

/** When counters are no longer needed. */
const stampOf = (day: string) => ({
  entity: "code-count",
  schema: 1,
  ttl: epochSeconds(addDays(`${day}T00:00:00.000Z`, daysToFreeze + 3)),
});
