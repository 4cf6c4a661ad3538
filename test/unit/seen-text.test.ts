import * as z from "zod/mini";
import { describe, expect, test } from "vitest";
import { tag } from "../../shared/terms/requests.ts";
import { line, paragraphs } from "../../shared/schema/primitives.ts";
import { seenText } from "../../shared/schema/seen-text.ts";

describe("a text of invisible characters", () => {
  test.each([
    ["zero-width spaces", "\u200B\u200B"],
    ["a Hangul filler", "\u3164"],
    ["a word joiner", "\u2060 "],
    ["a soft hyphen", "\u00AD"],
    ["tag characters", "\u{E0041}\u{E0064}"],
    ["joiners of nothing", "\u200D\u200C"],
    ["blank Braille", "\u2800"],
    ["marks without a letter", "\u0301"],
  ])("is empty: %s", (_, text) => {
    expect(seenText(text)).toBe("");
    expect(line(200).safeParse(text).error?.issues[0]?.message).toBe("Must not be empty.");
  });

  test("is unfit when it is what is left of another encoding", () => {
    expect(line(200).safeParse("\uFFFD\uFFFD").success).toBe(false);
    expect(paragraphs(200).safeParse("Andr\uFFFD").success).toBe(false);
  });
});

test("invisible characters are removed, so that texts that look equal are equal", () => {
  const ada = ["Ada\u200B", "\uFEFFAda", "A\u00ADda", "A\u200Dda", "A\u034Fda", "Ada\uFE0F", "Ada\u{E0041}"];
  expect(new Set(ada.map((text) => line(200).parse(text)))).toEqual(new Set(["Ada"]));
  expect(paragraphs(200).parse("Hello\u200B\n\tAda")).toBe("Hello\n\tAda");
});

test("a tag is the same one however its letters are put together, and a name stays as it was written", () => {
  const [composed, apart] = ["Früh", "Fru\u0308h"];
  expect(z.array(tag).parse([composed, apart])).toEqual([composed, composed]);
  expect(tag.parse("u\u0308".repeat(50))).toHaveLength(50);
  expect(line(200).parse(apart)).toBe(apart);
});

test.each([
  ["Persian", "می\u200Cخواهم"],
  ["Devanagari", "क्\u200Dष"],
  ["an emoji of several", "Ada 👩\u200D💻"],
  ["an emoji with a skin", "👩🏽\u200D🔬"],
  ["an emoji in colour", "Bye ✈\uFE0F"],
  ["a Japanese name", "葛\u{E0100}城"],
])("a text keeps the joiners that its writing needs: %s", (_, text) => {
  expect(line(200).parse(text)).toBe(text);
});

test("marks that turn the direction are refused, not taken out", () => {
  expect(line(200).safeParse("invoice\u202Efdp").success).toBe(false);
});
