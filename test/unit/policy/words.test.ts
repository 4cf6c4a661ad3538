import { expect, test } from "vitest";
import { isOffered, locales } from "../../../shared/policy/locales.ts";
import { dateInWords, durationInWords, instantInWords, listInWords } from "../../../shared/policy/words.ts";

test("instants are written out in UTC", () => {
  expect(dateInWords("2026-12-22T23:59:59.999Z", "en")).toBe("22 December 2026");
  expect(dateInWords("2026-12-22T23:59:59.999Z", "de")).toBe("22. Dezember 2026");
  expect(instantInWords("2026-12-22T00:05:00.000Z", "en")).toBe("22 December 2026 at 00:05 UTC");
});

test("only the first of a month is an ordinal, and only in French and Italian", () => {
  expect(dateInWords("2026-12-01T10:00:00.000Z", "fr")).toBe("1er décembre 2026");
  expect(instantInWords("2026-12-01T10:00:00.000Z", "fr")).toMatch(/^1er décembre 2026 à 10:00 UTC$/);
  expect(dateInWords("2026-12-11T10:00:00.000Z", "fr")).toBe("11 décembre 2026");
  expect(dateInWords("2026-12-01T10:00:00.000Z", "it")).toBe("1º dicembre 2026");
});

test.each([
  ["P1D", "1 day"],
  ["P7D", "7 days"],
  ["P30D", "30 days"],
  ["P180D", "180 days"],
  ["P183D", "6 months"],
  ["P364D", "364 days"],
  ["P365D", "1 year"],
  ["P547D", "18 months"],
  ["P548D", "18 months"],
  ["P730D", "2 years"],
] as const)("a duration is written as people say it: %s is %s", (duration, words) => {
  expect(durationInWords(duration, "en")).toBe(words);
});

test("durations are counted by the rules of their language", () => {
  expect(locales.map((locale) => durationInWords("P730D", locale))).toEqual([
    ...["2 years", "2 anni", "2 Jahre", "2 ans", "2 años"],
  ]);
  expect(durationInWords("P365D", "de")).toBe("1 Jahr");
});

test("a list in English has no comma before its last thing", () => {
  expect(listInWords(["a", "b", "c"], "en")).toBe("a, b and c");
});

test("a language is known by its name alone", () => {
  expect([isOffered("it"), isOffered("xx"), isOffered(null)]).toEqual([true, false, false]);
});
