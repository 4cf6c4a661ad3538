import { daysOf, type Duration, type Instant } from "../kernel/time.ts";
import type { Locale } from "./locales.ts";
import { madeOnce } from "./made-once.ts";

export { say } from "../message.ts";

/** The country whose dates and clock a language is written with. English is British everywhere, in mails and on pages. */
const written = (locale: Locale): string => (locale === "en" ? "en-GB" : locale);

// Making a formatter takes longer than a page's every other text together. Bundles leave out the ones that they do not use.
const format = (timeStyle?: "short") =>
  madeOnce((locale) => new Intl.DateTimeFormat(written(locale), { dateStyle: "long", timeStyle, timeZone: "UTC" }));
const dates = /* @__PURE__ */ format();
const minutes = /* @__PURE__ */ format("short");
const lists = /* @__PURE__ */ madeOnce((locale) => new Intl.ListFormat(written(locale)));

/** The UTC day of an instant: `22 December 2026`. Throws `RangeError` for what is no instant. */
export const dateInWords = (instant: Instant, locale: Locale): string => spoken(dates, instant, locale);

/** An instant to the minute, with its zone, for a moment after which something no longer works. */
export const instantInWords = (instant: Instant, locale: Locale): string => `${spoken(minutes, instant, locale)} UTC`;

/** The first of a month as it is said: French and Italian count only that day as an ordinal, and Intl does not. */
const spoken = (formats: typeof dates, instant: Instant, locale: Locale): string =>
  formats(locale)
    .format(new Date(instant))
    .replace(/^1(?= )/, ordinals[locale] ?? "1");

const ordinals: Readonly<Partial<Record<Locale, string>>> = { fr: "1er", it: "1º" };

const daysOfYear = 365;

/**
 * A duration as people say it: `P730D` is `2 years`, `P548D` is `18 months`, `P90D` is `90 days`. Only what is a whole
 * number of years, or from half a year on of months, is said so.
 */
export function durationInWords(duration: Duration, locale: Locale): string {
  const days = daysOf(duration);
  const months = Math.round((days * 12) / daysOfYear);
  if (days > 0 && days % daysOfYear === 0) return counted(days / daysOfYear, "year", locale);
  const isMonths = months >= 6 && Math.abs(days * 12 - months * daysOfYear) < 12;
  return isMonths ? counted(months, "month", locale) : counted(days, "day", locale);
}

const counted = (count: number, unit: string, locale: Locale): string =>
  count.toLocaleString(written(locale), { style: "unit", unit, unitDisplay: "long" });

/** Several things in a sentence: `a, b and c`. */
export const listInWords = (things: readonly string[], locale: Locale): string => lists(locale).format(things);
