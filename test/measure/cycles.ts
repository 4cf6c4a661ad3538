import { dirname, join } from "node:path";
import ts from "typescript";
import type { SourceFile } from "../support/source-files.ts";
import { counted, type Measure } from "./measured.ts";

/** Whether an import is there when the program runs: with `verbatimModuleSyntax`, all but `import type` is. */
function runtimeModule(statement: ts.Statement): string | null {
  if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier))
    return statement.importClause?.isTypeOnly === true ? null : statement.moduleSpecifier.text;
  if (!ts.isExportDeclaration(statement) || statement.isTypeOnly) return null;
  const { moduleSpecifier } = statement;
  return moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : null;
}

/** What a file imports by value when it is loaded: project files by their path from the root, packages by their name. */
export const valueImportsOf = ({ path, syntax }: SourceFile): string[] =>
  syntax.statements.flatMap((statement) => {
    const name = runtimeModule(statement);
    if (name === null) return [];
    return name.startsWith(".") ? join(dirname(path), name).replaceAll("\\", "/") : name;
  });

/** Groups of files that import one another in a circle (Tarjan's strongly connected components). */
export function cyclesIn(files: readonly SourceFile[]): string[][] {
  const edges = new Map(files.map((file) => [file.path, valueImportsOf(file)]));
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (path: string): void => {
    order.set(path, order.size);
    low.set(path, order.get(path)!);
    stack.push(path);
    for (const next of edges.get(path)!) {
      if (!edges.has(next)) continue;
      if (!order.has(next)) {
        visit(next);
        low.set(path, Math.min(low.get(path)!, low.get(next)!));
      } else if (stack.includes(next)) low.set(path, Math.min(low.get(path)!, order.get(next)!));
    }
    if (low.get(path) !== order.get(path)) return;
    const group = stack.splice(stack.indexOf(path));
    if (group.length > 1 || edges.get(path)!.includes(path)) found.push(group.toSorted());
  };
  for (const path of edges.keys()) if (!order.has(path)) visit(path);
  return found;
}

/** Import cycles by value between files. */
export const cycles: Measure = {
  name: "cycles",
  title: "Import cycles by value between files",
  rule: "groups of files that reach one another by static imports or re-exports that are not `import type`",
  take: ({ sources }) => {
    const found = cyclesIn(sources);
    return {
      figure: counted(found.length, "cycle"),
      places: found.flatMap((group) => group.map((path) => ({ path, line: 1, note: `cycle of ${group.length}` }))),
    };
  },
};
