import { expect, test } from "vitest";
import { pageFaults } from "../../support/audit/pages.ts";

test("a page that answers with a status its manifest does not list is found", () => {
  expect(pageFaults([{ method: "GET", path: "/portal", status: 418 }])).toEqual([
    "GET /portal answered 418, which its manifest does not list",
  ]);
});

test("listed statuses, routes of programs and paths without a route are no fault", () => {
  const asked = [
    ["GET", "/portal", 200],
    ["POST", "/portal/customers/cus_1/name", 303],
    ["GET", "/v1/health", 418],
    ["GET", "/%zz", 400],
  ] as const;
  expect(pageFaults(asked.map(([method, path, status]) => ({ method, path, status })))).toEqual([]);
});
