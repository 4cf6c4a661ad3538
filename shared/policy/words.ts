import { daysOf, type Duration, type Instant } from "../kernel/time.ts";
import type { Locale } from "./locales.ts";
import { madeOnce } from "./made-once.ts";

export { say } from "../message.ts";

// Making a formatter takes longer than a page's every other text together. Bundles leave out the ones that they do not use.
const dates = {
  long: /* @__PURE__ */ madeOnce((locale) => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" })),
  medium: /* @__PURE__ */ madeOnce(
    (locale) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }),
  ),
};
const minutes = /* @__PURE__ */ madeOnce(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }),
);
const lists = /* @__PURE__ */ madeOnce((locale) => new Intl.ListFormat(locale, { type: "conjunction" }));
const days = /* @__PURE__ */ madeOnce(
  (locale) => new Intl.NumberFormat(locale, { style: "unit", unit: "day", unitDisplay: "long" }),
);

/** The UTC day of an instant: `December 22, 2026`, or `Dec 22, 2026`. Throws `RangeError` for what is no instant. */
export const dateInWords = (instant: Instant, locale: Locale, dateStyle: "long" | "medium" = "long"): string =>
  spoken(dates[dateStyle](locale).format(new Date(instant)), locale);

/** An instant to the minute, with its zone, for a moment after which something no longer works. */
export const instantInWords = (instant: Instant, locale: Locale): string =>
  `${spoken(minutes(locale).format(new Date(instant)), locale)} UTC`;

/** The first of a month as it is said: French counts only that day as an ordinal, and Intl does not. */
const spoken = (date: string, locale: Locale): string => (locale === "fr" ? date.replace(/^1(?= )/, "1er") : date);

/** A duration in words: `P365D` is `365 days`. */
export const durationInWords = (duration: Duration, locale: Locale): string => days(locale).format(daysOf(duration));

/** Several things in a sentence: `a, b, and c`. */
export const listInWords = (things: readonly string[], locale: Locale): string => lists(locale).format(things);
