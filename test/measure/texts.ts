import ts from "typescript";
import { basename, join } from "node:path";
import { readFileSync } from "node:fs";
import { textsFile } from "../../infra/build/messages.ts";
import type { SourceFile } from "../support/source-files.ts";
import { counted, type Checkout, type Measure, type Place } from "./measured.ts";
import { isProduct, placeOf, within } from "./syntax.ts";

const languages = ["en", "it", "de", "fr", "es"];
const language = languages.join("|");

/** Whether a path is one language's part of something that is there in several. */
const isOfLanguage = (path: string): boolean => new RegExp(`(^|[./-])(${language})\\.(ts|json)$`).test(basename(path));

const hasWords = (node: ts.Node): boolean =>
  within(node).some(
    (one) => (ts.isStringLiteralLike(one) || ts.isTemplateExpression(one)) && /\p{L}{2}/u.test(one.getText()),
  );

/** Objects in a file that hold words under the names of at least three languages. Files that are loaded are no words. */
const byLanguage = ({ syntax }: SourceFile): ts.ObjectLiteralExpression[] =>
  within(syntax).filter((node): node is ts.ObjectLiteralExpression => {
    if (!ts.isObjectLiteralExpression(node)) return false;
    const own = node.properties.filter(
      (one) =>
        ts.isPropertyAssignment(one) &&
        languages.includes(one.name.getText().replaceAll('"', "")) &&
        !within(one).some((part) => part.kind === ts.SyntaxKind.ImportKeyword) &&
        hasWords(one.initializer),
    );
    return own.length >= 3;
  });

const linesOf = ({ syntax }: SourceFile, node: ts.Node): number =>
  syntax.getLineAndCharacterOfPosition(node.getEnd()).line -
  syntax.getLineAndCharacterOfPosition(node.getStart(syntax)).line +
  1;

/** Whether a file is texts and nothing else: one language's, or mostly words by language. */
export function isTexts(file: SourceFile): boolean {
  const objects = byLanguage(file).reduce((sum, node) => sum + linesOf(file, node), 0);
  return isOfLanguage(file.path) || objects * 2 > file.syntax.getLineStarts().length;
}

const hasFunctions = (node: ts.Node): boolean => within(node).some((one) => ts.isArrowFunction(one));

const keysOf = (value: unknown): string[] => (typeof value === "object" && value !== null ? Object.keys(value) : []);

/** How sentences name what is filled in. */
function fillingOf(text: string): string {
  if (/\{\w+, *(plural|select|selectordinal)\b/.test(text)) return "ICU messages";
  return /\{\w+\}/.test(text) ? "`{names}`" : "plain";
}

/** The form of translated text in a file, or null where it has none. */
function formOf({ root }: Checkout, path: string): string | null {
  if (textsFile.test(`/${path}`)) return "JSON per language, ICU messages compiled by the build";
  const text = readFileSync(join(root, path), "utf8");
  const isKeyed = keysOf(JSON.parse(text)).filter((key) => languages.includes(key)).length >= 3;
  if (!isOfLanguage(path) && !isKeyed) return null;
  const container = isKeyed ? "JSON of all languages" : "JSON per language";
  return `${container}, ${fillingOf(text)}`;
}

/** The form of translated text in a source file. */
export function formsOf(file: SourceFile): { readonly form: string; readonly node: ts.Node }[] {
  if (isOfLanguage(file.path))
    return [{ form: `TypeScript per language, ${sentencesOf(file.syntax)}`, node: file.syntax }];
  return byLanguage(file).map((node) => ({ form: `TypeScript by language in code, ${sentencesOf(node)}`, node }));
}

const sentencesOf = (node: ts.Node): string => (hasFunctions(node) ? "functions" : fillingOf(node.getText()));

/** Forms of translated text. */
export const texts: Measure = {
  name: "texts",
  title: "Forms of translated text",
  rule: "JSON or TypeScript named by a language, or an object with words under three languages or more; told apart by what holds them and by how values get in: messages that the build compiles, whatever they contain, or else `{names}`, functions, nothing",
  take: (checkout) => {
    const product = checkout.sources.filter(isProduct);
    const inCode = product.flatMap((file) =>
      formsOf(file).map(({ form, node }) => ({ form, place: placeOf(file, node, form) })),
    );
    const json = checkout.paths
      .filter((path) => /^(functions|shared|infra)\/(?!local\/).*\.json$/.test(path))
      .flatMap((path) => {
        const form = formOf(checkout, path);
        return form === null ? [] : [{ form, place: { path, line: 1, note: form } }];
      });
    const all = [...json, ...inCode];
    const forms = [...new Set(all.map(({ form }) => form))].toSorted();
    const shown = forms.map((form) => `${form}: ${all.filter((one) => one.form === form).length}`);
    return {
      figure: `${counted(forms.length, "form")} (${shown.join("; ")})`,
      places: forms.flatMap((form) => all.filter((one) => one.form === form).map(({ place }): Place => place)),
    };
  },
};
