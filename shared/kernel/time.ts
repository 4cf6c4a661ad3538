/** A moment, UTC, ISO 8601 with milliseconds; sorts as text. */
export type Instant = string;

/** A span of whole days, ISO 8601 `PnD`. */
export type Duration = `P${number}D`;

/** Days in a duration. */
export const daysOf = (duration: Duration): number => Number(duration.slice(1, -1));

/** A duration of a number of days. */
export const durationOf = (days: number): Duration => `P${days}D`;

/** The moment `minutes` later; earlier when negative. */
export const addMinutes = (instant: Instant, minutes: number): Instant =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();

/** The moment `hours` later. */
export const addHours = (instant: Instant, hours: number): Instant => addMinutes(instant, hours * 60);

/** The moment `days` later; earlier when negative. */
export const addDays = (instant: Instant, days: number): Instant => addHours(instant, days * 24);

/** The same date, years later; the first of March for a 29 February. */
export function addYears(instant: Instant, years: number): Instant {
  const at = new Date(instant);
  at.setUTCFullYear(at.getUTCFullYear() + years);
  return at.toISOString();
}

/** A moment as DynamoDB's `ttl` has it: whole seconds, rounded up. */
export const epochSeconds = (instant: Instant): number => Math.ceil(Date.parse(instant) / 1000);

/** The UTC date of a moment. */
export const dayOf = (instant: Instant): string => instant.slice(0, 10);

/** Whole seconds until the UTC day ends. */
export const secondsLeftOfDay = (now: Instant): number =>
  Math.ceil((Date.parse(`${dayOf(now)}T24:00:00.000Z`) - Date.parse(now)) / 1000);

/** The later of two moments. */
export const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);
