import { afterAll, beforeAll, expect, it } from "vitest";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();
const operator = { role: "operator" } as const;
const policy = { preset: "default", externalPortals: { rapport: "https://portal.example/accept" } };

beforeAll(() => stack().control.call("POST", "policy", policy));
afterAll(() => stack().control.call("POST", "policy", { preset: "default" }));

it("the operator sees all portals, and secrets only for external ones", async () => {
  const { json } = await stack().ask(operator, "GET", "/v1/operator/portals");
  const url = policy.externalPortals.rapport;
  expect(json).toEqual({ items: [{ id: "rapport", name: "Rapport", kind: "external", url }], next: null });
  const secret = await stack().ask(operator, "GET", "/v1/operator/portals/rapport/secret");
  expect(secret.headers.get("cache-control")).toBe("no-store");
  expect(secret.json).toEqual({
    ...{ id: "rapport", current: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/) as string, previous: [] },
  });
  const unknown = await stack().ask(operator, "GET", "/v1/operator/portals/office-admin-portal/secret");
  expect(unknown.status).toBe(404);
  expect((await stack().ask(contoso, "GET", "/v1/operator/portals/rapport/secret")).status).toBe(403);
});
