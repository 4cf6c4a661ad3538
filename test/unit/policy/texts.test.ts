import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { describe, expect, test } from "vitest";
import { compileMessage, namesIn } from "../../../infra/build/messages.ts";
import { sentencesOf, shapeOf, textFolders } from "../../../infra/build/texts.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { say } from "../../../shared/policy/words.ts";
import words from "../../support/docs/words.json" with { type: "json" };
import { englishWordsIn } from "../../support/pages/english-words.ts";

const root = join(import.meta.dirname, "../../..");

/** What a text says itself, without the values that come in. */
const ownWords = (text: string): string => text.replaceAll(/\{\w+\}/g, "");

describe.each(textFolders)("%s", (folder) => {
  const english = new Map(sentencesOf(folder, "en"));

  test("has the type of its English file", async () => {
    const file = join(root, folder, "shape.ts");
    const formatted = await format(shapeOf(folder), { ...(await resolveConfig(file)), filepath: file });
    expect(readFileSync(file, "utf8")).toBe(formatted);
  });

  test.each(locales)("has every text in %s, with the same values", (locale) => {
    const own = sentencesOf(folder, locale);
    expect(own.map(([place]) => place)).toEqual([...english.keys()]);
    for (const [place, text] of own) {
      const original = english.get(place) ?? "";
      expect(namesIn(compileMessage(text, locale)), place).toEqual(namesIn(compileMessage(original, "en")));
      // Only the translations of the agreement say which language counts.
      if (place !== "/agreement/original") expect(text.trim(), place).not.toBe("");
      if (locale !== "en" && /\p{L} +\p{L}/u.test(ownWords(text))) expect(text, place).not.toBe(original);
      if (locale !== "en") expect(englishWordsIn(ownWords(text)), place).toEqual([]);
    }
  });
});

test("all owners of texts are found", () => {
  expect(textFolders.length).toBeGreaterThan(15);
});

describe.each(locales)("in %s", (locale) => {
  const said = textFolders.flatMap((folder) =>
    sentencesOf(folder, locale).map(([place, text]) => [`${folder}${place}`, text] as const),
  );

  const terms: readonly { readonly thing: string; readonly word: string; readonly never?: string }[] = words[locale];
  test.each(terms)("$thing has one name, $word", ({ word, never }) => {
    const uses = (pattern: string, flags: string) => said.filter(([, text]) => new RegExp(pattern, flags).test(text));
    expect(uses(word, "i")).not.toEqual([]);
    if (never !== undefined) expect(uses(never, "u")).toEqual([]);
  });
});

test("the words of the glossary are in the texts of their language", () => {
  const page = readFileSync(join(root, "docs/glossary.md"), "utf8");
  const [, drawn = ""] = /<!-- words -->(.*)<!-- \/words -->/s.exec(page) ?? [];
  const [languages = [], , ...rows] = drawn
    .trim()
    .split("\n")
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(languages.toSorted()).toEqual(locales.toSorted());
  expect(rows.length).toBeGreaterThan(20);
  for (const [column, locale] of languages.entries()) {
    const all = textFolders.flatMap((folder) => sentencesOf(folder, locale).map(([, text]) => text)).join("\n");
    for (const row of rows) expect(all.toLowerCase()).toContain(row[column]?.replace(/ \(.*\)$/, "").toLowerCase());
  }
});

describe("a message", () => {
  const said = (text: string, values: Readonly<Record<string, string | number>>): string =>
    say(compileMessage(text, "fr"), values);

  test("is filled in with its values, whatever they contain", () => {
    expect(said("{partner} asks {partner}", { partner: "{who}" })).toBe("{who} asks {who}");
    expect(said("It’s Ada's", {})).toBe("It’s Ada's");
  });

  test("without one of its values throws", () => {
    expect(() => said("{partner} asks", {})).toThrow("There is no value for {partner}");
  });

  test.each([
    [0, "aucun"],
    [1, "1 jour"],
    [2, "2 jours"],
    [1_000_000, "1000000 jours"],
  ])("chooses by the rules of its language: %s", (count, words) => {
    expect(said("{count, plural, =0 {aucun} one {# jour} other {# jours}}", { count })).toBe(words);
  });

  test("selects by a value, and fills in values inside the choice", () => {
    const text = "{who, select, you {Vous} other {{name} et {count, plural, one {un autre} other {# autres}}}}";
    expect(said(text, { who: "you", name: "Ada", count: 2 })).toBe("Vous");
    expect(said(text, { who: "them", name: "Ada", count: 2 })).toBe("Ada et 2 autres");
    expect(namesIn(compileMessage(text, "fr"))).toEqual(["count", "name", "who"]);
  });

  test.each([
    ["fr", "Demande de {name}", "Example Cloud", "Demande d’Example Cloud"],
    ["fr", "Demande de {name}", "Contoso", "Demande de Contoso"],
    ["fr", "Parce que {name} l’a demandé", "Éric", "Parce qu’Éric l’a demandé"],
    ["fr", "code {name}", "Example", "code Example"],
    ["it", "fino al {name}, dal {name}", "11 maggio 2027", "fino all’11 maggio 2027, dall’11 maggio 2027"],
    ["it", "Il {name}", "8 maggio 2027", "L’8 maggio 2027"],
    ["it", "il {name}", "1º maggio 2027", "il 1º maggio 2027"],
    ["it", "al {name}", "18 maggio 2027", "al 18 maggio 2027"],
    ["it", "A {name} e {name}", "Alpine", "Ad Alpine e Alpine"],
    ["it", "a {name} e {name}", "Example", "a Example ed Example"],
    ["es", "del {name}", "8 de mayo de 2027", "del 8 de mayo de 2027"],
  ])("elides the word before a value where %s does: %s, %s", (lang, text, name, words) => {
    expect(say(compileMessage(text, lang), { name })).toBe(words);
    expect(namesIn(compileMessage(text, lang))).toEqual(["name"]);
  });

  test.each(["{at, date}", "{n, selectordinal, other {#}}", "{n, plural, offset:1 other {#}}", "{n, number}", "{open"])(
    "that the compiler does not know is refused with its words: %s",
    (text) => {
      expect(() => compileMessage(text, "en")).toThrow(`"${text}" in a test is no message`);
    },
  );
});
