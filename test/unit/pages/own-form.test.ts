import { describe, expect, test } from "vitest";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import type { RouteHandler, RouteHandlers } from "../../../shared/http/request.ts";
import { routes } from "../../../infra/manifests.ts";
import { anHttpEvent, call } from "../../support/stack/http-event.ts";

const publicUrl = "https://rapport.example";
const ran: RouteHandler = async () => ({ status: 204 });
const publicRoutes = routes.filter((route) => route.roles === "public");
const open = publicRoutes.map(({ key }) => key);
const boundary = httpBoundary({
  routes: publicRoutes,
  handlers: Object.fromEntries(open.map((key) => [key, ran])) as RouteHandlers<typeof publicRoutes>,
  newCorrelationId: () => "made",
  bodies: "text",
  publicUrl,
});
const post = async (routeKey: string, headers: Record<string, string>): Promise<number> =>
  (await call(boundary, anHttpEvent({ routeKey, headers: { host: "api.example", ...headers }, claims: null }))).status;

const forms = open.filter((key) => key.startsWith("POST /") && !key.startsWith("POST /v1/"));
const secret = forms.filter((key) => !/^POST \/(portal|console)\b/.test(key));
const others: readonly Record<string, string>[] = [
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "cross-site", origin: publicUrl },
  { origin: "https://evil.example" },
  { origin: "https://evil.rapport.example" },
  { origin: "https://rapport.example.evil.example" },
  { origin: "http://rapport.example" },
  { origin: "https://rapport.example:8443" },
  { origin: "https://api.example", "x-forwarded-proto": "http" },
  { origin: "" },
];
const own: readonly Record<string, string>[] = [
  {},
  { "sec-fetch-site": "same-origin", origin: "null" },
  { "sec-fetch-site": "none" },
  { origin: publicUrl },
  { origin: "https://api.example" },
  { origin: "http://127.0.0.1:4190", host: "127.0.0.1:4190", "x-forwarded-proto": "http" },
];

describe.each(forms)("the form of %s", (routeKey) => {
  test.each(others)("is not taken from another site: %o", async (headers) => {
    expect(await post(routeKey, headers)).toBe(403);
  });

  test.each(own)("is taken from this one, by either of its addresses, and from programs: %o", async (headers) => {
    expect(await post(routeKey, headers)).toBe(204);
  });
});

test("a form without an Origin is accepted only behind a mailed link", async () => {
  expect(forms.length).toBeGreaterThan(secret.length);
  for (const key of forms)
    expect([key, await post(key, { origin: "null" })]).toEqual([key, secret.includes(key) ? 204 : 403]);
});

test("signed requests of programs and GET requests are accepted from any origin", async () => {
  for (const key of ["POST /v1/callbacks/acceptance", "GET /i/{link}", "GET /portal"]) {
    expect(await post(key, { origin: "https://evil.example", "sec-fetch-site": "cross-site" })).toBe(204);
  }
});
