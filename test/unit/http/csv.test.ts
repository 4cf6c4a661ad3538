import { expect, test } from "vitest";
import { csvAnswer, csvOf } from "../../../shared/http/csv.ts";

const columns = { name: ([name]: readonly [string | null]) => name, tags: () => ["a", "b"] };

test("a CSV file has a header line, and quotes what would end a cell", () => {
  expect(csvOf(columns, [["Contoso"], ['"Big", Ltd'], ["two\nlines"], [null]])).toBe(
    'name,tags\r\nContoso,"a, b"\r\n"""Big"", Ltd","a, b"\r\n"two\nlines","a, b"\r\n,"a, b"\r\n',
  );
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tcmd", "\rcmd"])("the cell %j is no formula", (cell) => {
  expect(csvOf({ cell: () => cell }, [0])).toMatch(/^cell\r\n"?'/);
});

test("a page leads to the next one with the same parameters, and the last page to none", () => {
  const request = { path: "/v1/customers/export", query: { q: "a&b", cursor: "1" } };
  const page = (next: string | null) => csvAnswer(request, "customers", columns, { items: [["Contoso"]], next });
  expect(page("2").headers).toEqual({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": 'attachment; filename="customers.csv"',
    link: '</v1/customers/export?q=a%26b&cursor=2>; rel="next"',
  });
  expect(page(null).headers).not.toHaveProperty("link");
});
