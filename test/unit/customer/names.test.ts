import { describe, expect, test } from "vitest";
import { searchWords, shownName } from "../../../shared/customer/rules/names.ts";

const known = { alias: null, organization: null, domain: "contoso.example", tags: [] };

describe("a customer of a partner", () => {
  test("is called by the alias, else by the partner's name for it, else by its own", () => {
    const named = { alias: "Alias", organization: "Organisation" };
    expect(shownName(named, { name: "Name" })).toBe("Alias");
    expect(shownName({ ...named, alias: null }, { name: "Name" })).toBe("Organisation");
    expect(shownName({ alias: null, organization: null }, { name: "Name" })).toBe("Name");
  });

  test("is found by one entry where its name is the beginning of its domain", () => {
    expect(searchWords(known, { name: "Contoso" })).toEqual(["contoso.example"]);
  });

  test("is found by whole names and their words, without case, accents and signs", () => {
    const named = { ...known, alias: "Straße 7", organization: "Énergie & Nord" };
    expect(searchWords(named, { name: "Contoso Ltd" })).toEqual(
      ["7", "contoso ltd", "contoso.example", "energie & nord", "ltd", "nord", "strasse 7"].sort(),
    );
  });

  test("has no half of a letter in a word, wherever a long name is cut", () => {
    const named = { ...known, alias: `ß${"x".repeat(197)}🚀` };
    for (const word of searchWords(named, { name: "Contoso" })) expect(word.isWellFormed(), word).toBe(true);
  });

  test("has at most sixty words, however long its names are", () => {
    const long = (letter: string) => Array.from({ length: 40 }, (_, at) => `${letter}${at}x`).join(" ");
    const named = { ...known, alias: long("a"), organization: long("b") };
    expect(searchWords(named, { name: long("c") })).toHaveLength(60);
  });
});
