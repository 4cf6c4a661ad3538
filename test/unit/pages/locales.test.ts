import { expect, test } from "vitest";
import { acceptedLocale, type Locale } from "../../../shared/policy/locales.ts";

test.each([
  ["de-AT,de;q=0.9,en;q=0.5", "de"],
  ["en;q=0.4, fr-CA;q=0.8", "fr"],
  ["pt-BR, es;q=0.3", "es"],
  ["it;q=0, en", "en"],
  ["IT", "it"],
  ["ja", null],
  ["*", null],
  ["", null],
  [undefined, null],
  [";;;q=,,", null],
] as const)("of %s we speak %s", (header, locale: Locale | null) => {
  expect(acceptedLocale(header === undefined ? {} : { "accept-language": header })).toBe(locale);
});
