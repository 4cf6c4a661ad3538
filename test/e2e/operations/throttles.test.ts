import { expect, it } from "vitest";
import { contoso, raiseStack } from "../../support/stack/stack.ts";

const stack = raiseStack();

it.each([
  ["GET", "/no/such/path"],
  ["POST", "/portal/sign-in"],
])("a flood of anonymous %s %s is throttled while partners and other pages are still served", async (method, path) => {
  const flood = Array.from({ length: 300 }, () => stack().ask(null, method, path));
  const partner = Array.from({ length: 20 }, () => stack().ask(contoso, "GET", "/v1/partner"));
  const portal = stack().ask(null, "GET", "/portal");
  const statuses = (await Promise.all(flood)).map(({ status }) => status);
  expect(statuses).toContain(429);
  expect(new Set((await Promise.all(partner)).map(({ status }) => status))).toEqual(new Set([200]));
  expect((await portal).status).toBe(200);
});
