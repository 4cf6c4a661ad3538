import { daysOf, type Duration, type Instant } from "../domain/time.ts";
import type { Locale } from "./locales.ts";

/** The UTC day of an instant: `December 22, 2026`, or `Dec 22, 2026`. Throws `RangeError` for what is no instant. */
export const dateInWords = (instant: Instant, locale: Locale, dateStyle: "long" | "medium" = "long"): string =>
  new Intl.DateTimeFormat(locale, { dateStyle, timeZone: "UTC" }).format(new Date(instant));

/** An instant to the minute, with its zone, for a moment after which something no longer works. */
export const instantInWords = (instant: Instant, locale: Locale): string => {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return `${format.format(new Date(instant))} UTC`;
};

/** A duration in words: `P365D` is `365 days`. */
export const durationInWords = (duration: Duration, locale: Locale): string =>
  new Intl.NumberFormat(locale, { style: "unit", unit: "day", unitDisplay: "long" }).format(daysOf(duration));
