import ts from "typescript";
import type { SourceFile } from "../support/source-files.ts";
import { counted, type Measure, type Place } from "./measured.ts";
import { declaredIn, fixedText, isProduct, placeOf, within, type Declared } from "./syntax.ts";

/** All markup and other fixed text in a node, as one string. */
const textsIn = (node: ts.Node): string =>
  within(node)
    .flatMap((one) => fixedText(one) ?? [])
    .join("\n");
const drawsMarkup = (node: ts.Node): boolean =>
  within(node).some((one) => ts.isTaggedTemplateExpression(one) && one.tag.getText() === "html");

const isTextField = ({ node }: Declared): boolean => {
  const texts = textsIn(node);
  return /<label/.test(texts) && /<input[^>]*\btype="(text|email)"/.test(texts);
};

const isErrorSummary = ({ node }: Declared): boolean => /class="error-summary"/.test(textsIn(node));

/** Refuses fields of a posted form, cleans what was typed into one, or reads one that came as text. */
const isFormParsing = ({ node }: Declared): boolean =>
  within(node).some(
    (one) =>
      (ts.isStringLiteral(one) && one.text === "field-unknown") ||
      (ts.isPropertyAccessExpression(one) &&
        one.name.text === "toWellFormed" &&
        /\.trim\(\)/.test(one.expression.getText())) ||
      (ts.isNewExpression(one) &&
        one.expression.getText() === "URLSearchParams" &&
        /\bbody\b/.test(one.arguments?.[0]?.getText() ?? "")),
  );

/** Reads the header that says which languages a browser prefers. */
const isReadersLanguage = ({ node }: Declared): boolean =>
  within(node).some(
    (one) =>
      ts.isElementAccessExpression(one) &&
      ts.isStringLiteral(one.argumentExpression) &&
      one.argumentExpression.text === "accept-language",
  );

/** Makes a page of a problem, with markup of its own or of a function that it calls (`drawing`). */
const isProblemPage = ({ node, calls }: Declared, drawing: ReadonlySet<string>): boolean =>
  (drawsMarkup(node) || [...calls].some((call) => drawing.has(call))) &&
  within(node).some((one) => ts.isParameter(one) && one.type !== undefined && /\bProblem\b/.test(one.type.getText()));

/** Fills the document around all pages by itself; `documents` are the functions that write it. */
const isFrame = ({ calls }: Declared, documents: ReadonlySet<string>): boolean =>
  [...calls].some((call) => documents.has(call));

/** What pages and forms are made with, and where each part is made. */
export function kitIn(files: readonly SourceFile[]): Readonly<Record<string, readonly Declared[]>> {
  const all = declaredIn(files);
  const each = [...all.values()];
  const documents = new Set(
    [...all].flatMap(([key, { node }]) => (/<!doctype html>/i.test(textsIn(node)) ? [key] : [])),
  );
  const drawing = new Set([...all].flatMap(([key, { node }]) => (drawsMarkup(node) ? [key] : [])));
  return {
    "form parsing": each.filter(isFormParsing),
    "text field": each.filter(isTextField),
    "error summary": each.filter(isErrorSummary),
    frame: each.filter((one) => isFrame(one, documents)),
    "reader's language": each.filter(isReadersLanguage),
    "problem page": each.filter((one) => isProblemPage(one, drawing)),
  };
}

/** Copies of each part of the pages. */
export const pages: Measure = {
  name: "pages",
  title: "Copies of what pages and forms are made with",
  rule: 'by files: form parsing cleans typed text (`.trim()…toWellFormed()`), refuses a field as "field-unknown", or reads a body with URLSearchParams; text field has `<label>` and `<input type="text">`; error summary its class; frame calls what writes `<!doctype html>`; language reads "accept-language"; problem page draws a `Problem`',
  take: ({ sources }) => {
    const kit = kitIn(sources.filter(isProduct));
    const places = Object.entries(kit).flatMap(([part, copies]) =>
      copies.map(({ file, node, name }): Place => placeOf(file, node, `${part}: ${name}`)),
    );
    const filesOf = (copies: readonly Declared[]): number => new Set(copies.map(({ file }) => file.path)).size;
    const figures = Object.entries(kit).map(([part, copies]) => `${part} ${filesOf(copies)}`);
    return { figure: `${figures.join(", ")} (${counted(places.length, "function")})`, places };
  },
};
