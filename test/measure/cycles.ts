import ts from "typescript";
import { resolved, syntaxOf, type SourceFile } from "../support/source-files.ts";
import { counted, type Measure } from "./measured.ts";

/**
 * What a file imports by value when it is loaded: project files by their path from the root, packages by their name. With
 * `verbatimModuleSyntax`, every import and re-export but `import type` is there when the program runs.
 */
export const valueImportsOf = (file: SourceFile): string[] =>
  syntaxOf(file).statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : statement;
    const { moduleSpecifier: name } = statement;
    return clause?.isTypeOnly !== true && name && ts.isStringLiteral(name) ? [resolved(file.path, name.text)] : [];
  });

/** What is on a cycle or between two: what is left when all that leads to, or is reached from, none of the rest goes. */
export function onCycles(all: readonly (readonly [from: string, to: string])[]): string[] {
  let edges = all;
  for (let before = Infinity; edges.length < before;) {
    before = edges.length;
    const [from, to] = [new Set(edges.map(([path]) => path)), new Set(edges.map(([, path]) => path))];
    edges = edges.filter((edge) => to.has(edge[0]) && from.has(edge[1]));
  }
  return [...new Set(edges.map(([from]) => from))].toSorted();
}

/** Files that import one another in a cycle, and those between two cycles. */
export const filesOnCycles = (files: readonly SourceFile[]): string[] =>
  onCycles(files.flatMap((file) => valueImportsOf(file).map((to) => [file.path, to] as const)));

/** Import cycles by value between files. */
export const cycles: Measure = {
  name: "cycles",
  title: "Import cycles by value between files",
  rule: "files that reach themselves by static imports or re-exports that are not `import type`, and files between two cycles",
  take: ({ sources }) => {
    const found = filesOnCycles(sources);
    return { figure: counted(found.length, "file"), places: found.map((path) => ({ path, line: 1, note: "" })) };
  },
};
