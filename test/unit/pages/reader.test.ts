import { describe, expect, test } from "vitest";
import { chosenLocale, localeOf } from "../../../shared/pages/reader.ts";

const browser = { "accept-language": "nl, de-AT;q=0.8, fr;q=0.9" };

describe("the language of a page", () => {
  test.each([
    ["the reader's choice before all", { lang: "it" }, browser, "es", "it"],
    ["what is known of the reader before the browser's", {}, browser, "es", "es"],
    ["the first of the browser's that is offered", {}, browser, null, "fr"],
    ["no language that is not offered, even where it is named", { lang: "nl" }, browser, "nl", "fr"],
    ["English where nothing is known", {}, {}, null, "en"],
  ])("is %s", (_, query, headers, known, locale) => {
    expect(localeOf({ query, headers }, known)).toBe(locale);
  });

  test("is chosen by a parameter that names one that is offered", () => {
    const chosen = (query: Record<string, string>) => chosenLocale({ query });
    expect([chosen({ lang: "de" }), chosen({ lang: "nl" }), chosen({})]).toEqual(["de", null, null]);
  });
});
