import { expect, test } from "vitest";
import { inLocale, isLocale } from "../../../shared/policy/locales.ts";
import { dateInWords, durationInWords, instantInWords } from "../../../shared/policy/words.ts";

test("instants are written out in UTC", () => {
  expect(dateInWords("2026-12-22T23:59:59.999Z", "en")).toBe("December 22, 2026");
  expect(dateInWords("2026-12-22T23:59:59.999Z", "de")).toBe("22. Dezember 2026");
  expect(instantInWords("2026-12-22T14:03:00.000Z", "en").replace(/\s/g, " ")).toBe("December 22, 2026 at 2:03 PM UTC");
});

test("durations are written in days", () => {
  expect(durationInWords("P1D", "en")).toBe("1 day");
  expect(durationInWords("P730D", "it")).toBe("730 giorni");
});

test("a text that is not translated is the default one", () => {
  expect(inLocale({ en: "hello", it: "ciao" }, "it")).toBe("ciao");
  expect(inLocale({ en: "hello" }, "it")).toBe("hello");
  expect([isLocale("it"), isLocale("xx"), isLocale(null)]).toEqual([true, false, false]);
});
