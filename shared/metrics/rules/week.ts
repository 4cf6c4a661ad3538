import { addDays, dayOf, type Instant } from "../../kernel/time.ts";

/** A week of ISO 8601, `2026-W48`: from Monday to Sunday, UTC. It belongs to the year of its Thursday, and sorts as text. */
export type Week = string;

/** The moment at which the week began that a moment is in. */
export function weekStart(instant: Instant): Instant {
  const midnight = `${dayOf(instant)}T00:00:00.000Z`;
  const sinceMonday = (new Date(midnight).getUTCDay() + 6) % 7;
  return addDays(midnight, -sinceMonday);
}

/** The week that a moment is in. */
export function weekOf(instant: Instant): Week {
  const thursday = addDays(weekStart(instant), 3);
  const year = thursday.slice(0, 4);
  const days = (Date.parse(thursday) - Date.parse(`${year}-01-01T00:00:00.000Z`)) / dayMs;
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, "0")}`;
}

/** The moment at which the week ends that runs up to a moment; the moment itself where a week ends with it. */
export function weekEnd(instant: Instant): Instant {
  const start = weekStart(instant);
  return start === instant ? instant : addDays(start, 7);
}

/** Starts of all weeks from the one of `from` to the one that ends at `to` or contains it. None if `to` is earlier. */
export function weekStarts(from: Instant, to: Instant): Instant[] {
  if (from > to) return [];
  const first = weekStart(from);
  const count = Math.round((Date.parse(weekEnd(to)) - Date.parse(first)) / (7 * dayMs));
  return Array.from({ length: Math.max(1, count) }, (_, at) => addDays(first, 7 * at));
}

const dayMs = 86_400_000;
