import ts from "typescript";
import { syntaxOf, within, type SourceFile } from "../support/source-files.ts";
import type { Measure, Place } from "./measured.ts";

/** Cases that a test file declares: a table that is written out counts with its rows, any other one as one. */
export const casesIn = (file: SourceFile): number =>
  within(syntaxOf(file)).reduce((sum, node) => sum + (ts.isCallExpression(node) ? casesOf(node) : 0), 0);

function casesOf({ expression }: ts.CallExpression): number {
  if (ts.isCallExpression(expression)) {
    const [rows] = expression.arguments;
    if (!/^(it|test)(\.\w+)*\.(each|for)$/.test(expression.expression.getText())) return 0;
    const list = rows !== undefined && ts.isAsExpression(rows) ? rows.expression : rows;
    const isWritten =
      list !== undefined && ts.isArrayLiteralExpression(list) && !list.elements.some(ts.isSpreadElement);
    return isWritten ? list.elements.length : 1;
  }
  return /^(it|test)(\.(?!each$|for$|extend$)\w+)*$/.test(expression.getText()) ? 1 : 0;
}

/** Test cases by folder. */
export const tests: Measure = {
  name: "tests",
  title: "Test cases",
  rule: "calls of `it` and `test`; a table that is written out counts with its rows, one that is computed as one; `--report` has the true numbers",
  take: ({ sources }) => {
    const files = sources.filter(({ path }) => path.endsWith(".test.ts"));
    const folders = [...Map.groupBy(files, ({ path }) => path.split("/").slice(0, -1).join("/"))].map(
      ([path, of]): Place & { readonly cases: number } => {
        const cases = of.reduce((sum, file) => sum + casesIn(file), 0);
        return { path, line: 1, note: `${cases} cases in ${of.length} files`, cases };
      },
    );
    const all = folders.reduce((sum, { cases }) => sum + cases, 0);
    return { figure: `${all.toLocaleString("en-GB")} in ${files.length} files`, places: folders };
  },
};
