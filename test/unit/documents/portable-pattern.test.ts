import { expect, test } from "vitest";
import { isPortable } from "../../../shared/openapi/portable-pattern.ts";

test.each([
  "^P([1-9]|[1-8][0-9]|90)D$",
  "^-?P(0|[1-9][0-9]{0,4})D$",
  String.raw`^[^\x00-\x1f\x7f-\x9f]*$`,
  "^[a-z]{3}_[0-9A-Z]{26}(/[A-Za-z0-9_-]+)?:[1-9][0-9]*$",
  String.raw`^[0-9]+\.[0-9]+$`,
])("%s is read alike everywhere", (pattern) => {
  expect(isPortable(pattern)).toBe(true);
});

test.each([
  ["a property of Unicode", String.raw`^\p{L}+$`],
  ["an escape that Go does not know", String.raw`^[^\u2028]*$`],
  ["a class whose meaning differs", String.raw`^\d+$`],
  ["the same within brackets", String.raw`^[\s@]+$`],
  ["a lookahead", "^(?!a).*$"],
  ["a lookbehind", "(?<=a)b"],
  ["a group that is not captured", "^(?:a|b)$"],
  ["a named group", "^(?<name>a)$"],
  ["any character, which some end at a line", "^.+$"],
  ["a word's edge", String.raw`\bword`],
  ["a reference back", String.raw`^(a)\1$`],
  ["a lazy quantifier", "^a+?$"],
  ["a possessive quantifier", "^a++$"],
  ["an open end, which Python reads otherwise", "^a{,3}$"],
  ["more repeats than Go takes", "^a{1,2000}$"],
  ["a set within a set, as Java has it", "^[a[b]]$"],
  ["an intersection, as Java has it", "^[a-z&&[^b]]$"],
  ["a letter that is not ASCII", "^[^\u202E]*$"],
  ["a bracket that is not closed", "^[a-z$"],
  ["a group that is not closed", "^(a$"],
  ["an escape of a letter", String.raw`^\a$`],
])("%s is not read alike everywhere", (_, pattern) => {
  expect(isPortable(pattern)).toBe(false);
});
