import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { locales, type Locale } from "../../../shared/policy/locales.ts";
import { glossary } from "../../support/docs/glossary.ts";
import { nodesOf, sourceOf } from "../../support/source-files.ts";

const root = join(import.meta.dirname, "../../..");
const files = globSync("{functions,shared}/**/{*texts*.??.ts,*texts*/*.json}", { cwd: root });
const localeOf = (file: string): string => basename(file).split(".").at(-2) ?? "";
const areaOf = (file: string): string =>
  file.endsWith(".json") ? dirname(file) : join(dirname(file), basename(file).replace(/\.\w\w\.ts$/, ""));
const areas = [...new Set(files.map(areaOf))];

const textsIn = (value: unknown): string[] =>
  typeof value === "string" ? [value] : Object.values(value as object).flatMap(textsIn);

/** What a file says: its texts, without the program around them. */
function sentencesOf(file: string): string[] {
  const source = readFileSync(join(root, file), "utf8");
  if (file.endsWith(".json")) return textsIn(JSON.parse(source));
  return [...nodesOf(sourceOf(file, source).syntax)].filter(isText).map((node) => node.getText());
}
const isText = (node: ts.Node): boolean =>
  ts.isTemplateExpression(node) || (ts.isStringLiteralLike(node) && !ts.isImportDeclaration(node.parent));
const saidIn = (locale: Locale): [file: string, sentence: string][] =>
  files
    .filter((file) => localeOf(file) === locale)
    .flatMap((file) => sentencesOf(file).map((sentence): [string, string] => [file, sentence]));

test("(B15) whatever is written for people outside is written in every language", () => {
  expect(areas.length).toBeGreaterThanOrEqual(5);
  for (const area of areas) {
    const written = files.filter((file) => areaOf(file) === area).map(localeOf);
    expect(written.toSorted(), area).toEqual(locales.toSorted());
  }
});

describe.each(locales)("in %s", (locale) => {
  const said = saidIn(locale);

  test.each(glossary[locale])("$thing has one name, $word", ({ word, never }) => {
    expect(said.filter(([, sentence]) => new RegExp(word, "i").test(sentence))).not.toEqual([]);
    if (never !== undefined) expect(said.filter(([, sentence]) => never.test(sentence))).toEqual([]);
  });
});
