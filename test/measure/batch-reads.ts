import ts from "typescript";
import type { SourceFile } from "../support/source-files.ts";
import { isFunction, lastNameOf, within } from "./syntax.ts";

/** The request by which several items are read at once. */
export const command = "BatchGetItemCommand";
const readsInBatches = (node: ts.Node): boolean =>
  within(node).some((one) => ts.isNewExpression(one) && lastNameOf(one.expression) === command);

/** Its own name, or that of the value that it is, or is handed on to make. */
function nameOfFunction(node: ts.FunctionLikeDeclaration): string {
  let parent: ts.Node = node.parent;
  while (ts.isCallExpression(parent)) parent = parent.parent;
  const value = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name : undefined;
  const holder = node.name ?? value;
  return holder !== undefined && ts.isIdentifier(holder) ? holder.text : "";
}

/** Whether results are taken in the table's own code, which knows their order. */
export const isOfTable = (file: SourceFile): boolean => /\/table\//.test(file.path) || readsInBatches(file.syntax);

/** Names of the functions that read in batches, and of those of the table's own code that call them. */
export function batchReaders(files: readonly SourceFile[]): ReadonlySet<string> {
  const functions = files
    .filter(isOfTable)
    .flatMap(({ syntax }) => within(syntax).filter(isFunction))
    .filter((one) => nameOfFunction(one) !== "");
  const found = new Set(functions.filter(readsInBatches).map(nameOfFunction));
  for (let before = -1; found.size > before;) {
    before = found.size;
    for (const one of functions) {
      const calls = within(one).some((node) => ts.isCallExpression(node) && found.has(lastNameOf(node.expression)));
      if (calls) found.add(nameOfFunction(one));
    }
  }
  return found;
}

/** Every call of a batch reader on a table in a file. */
export const batchReadsIn = ({ syntax }: SourceFile, readers: ReadonlySet<string>): ts.CallExpression[] =>
  within(syntax).filter(
    (node): node is ts.CallExpression =>
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      readers.has(node.expression.name.text) &&
      /table$/i.test(lastNameOf(node.expression.expression)),
  );
