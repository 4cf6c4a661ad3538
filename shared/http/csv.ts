import type { Page } from "../table/pages.ts";
import type { HttpAnswer, HttpRequest } from "./request.ts";

/** A value of a table; a list is one cell. */
export type Cell = string | number | readonly string[] | null;

/** The columns of a table, each with what it has of a row. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>;

/** How a cell begins that a spreadsheet would run as a formula. */
const formula = /^[=+\-@\t\r]/;

/** A cell (RFC 4180); one that could be a formula gets an apostrophe, which makes it a text. */
function cellOf(value: Cell): string {
  const text = value === null ? "" : typeof value === "object" ? value.join(", ") : String(value);
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A table as CSV, with a line of the names of its columns. */
export const csvOf = <Row>(columns: Columns<Row>, rows: readonly Row[]): string =>
  [Object.keys(columns), ...rows.map((row) => Object.values(columns).map((read) => read(row)))]
    .map((cells) => `${cells.map(cellOf).join(",")}\r\n`)
    .join("");

/** One page of a list as a CSV file. The next page is the target of the `Link` header, which the last page does not have. */
export function csvAnswer<Row>(
  { path, query }: Pick<HttpRequest, "path" | "query">,
  name: string,
  columns: Columns<Row>,
  { items, next }: Page<Row>,
): HttpAnswer {
  const following = next !== null && new URLSearchParams({ ...query, cursor: next }).toString();
  return {
    status: 200,
    body: csvOf(columns, items),
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}.csv"`,
      ...(following !== false && { link: `<${path}?${following}>; rel="next"` }),
    },
  };
}
