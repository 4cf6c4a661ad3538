import { expect, test } from "vitest";
import { isOffered } from "../../../shared/policy/locales.ts";
import { dateInWords, durationInWords, instantInWords } from "../../../shared/policy/words.ts";

test("instants are written out in UTC", () => {
  expect(dateInWords("2026-12-22T23:59:59.999Z", "en")).toBe("December 22, 2026");
  expect(dateInWords("2026-12-22T23:59:59.999Z", "de")).toBe("22. Dezember 2026");
  expect(instantInWords("2026-12-22T14:03:00.000Z", "en").replace(/\s/g, " ")).toBe("December 22, 2026 at 2:03 PM UTC");
});

test("only the first of a month is an ordinal, and only in French", () => {
  expect(dateInWords("2026-12-01T10:00:00.000Z", "fr")).toBe("1er décembre 2026");
  expect(instantInWords("2026-12-01T10:00:00.000Z", "fr")).toMatch(/^1er décembre 2026 à 10:00 UTC$/);
  expect(dateInWords("2026-12-11T10:00:00.000Z", "fr")).toBe("11 décembre 2026");
  expect(dateInWords("2026-12-01T10:00:00.000Z", "it")).toBe("1 dicembre 2026");
});

test("durations are written in days", () => {
  expect(durationInWords("P1D", "en")).toBe("1 day");
  expect(durationInWords("P730D", "it")).toBe("730 giorni");
});

test("a language is known by its name alone", () => {
  expect([isOffered("it"), isOffered("xx"), isOffered(null)]).toEqual([true, false, false]);
});
