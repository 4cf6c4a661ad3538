import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Refusal } from "../../../shared/kernel/refusal.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { page, type Route } from "../../../shared/manifest.ts";
import type { HttpAnswer, RouteHandler, RouteHandlers } from "../../../shared/http/request.ts";
import type { Reader } from "../../../shared/pages/reader.ts";
import { anHttpEvent, call, json, roleOfToken } from "../../support/stack/http-event.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";

const routeKey = "POST /v1/invitations";
let answer: () => HttpAnswer | Promise<HttpAnswer>;
const log = listenToEachLog();
const routes: readonly Route[] = [
  { key: routeKey, roles: ["admin"] },
  { key: "GET /v1/invitations", roles: ["admin"] },
];
/** The work of the first of them; the other has none. */
const handling = (handler: RouteHandler) => Object.fromEntries([[routeKey, handler]]) as RouteHandlers<typeof routes>;
const boundary = httpBoundary({
  routes,
  handlers: handling(async () => answer()),
  newCorrelationId: () => "made",
  readRole: roleOfToken,
});
const post = (named: Partial<Parameters<typeof anHttpEvent>[0]>) => call(boundary, anHttpEvent({ routeKey, ...named }));

beforeEach(() => {
  answer = () => ({ status: 200, body: { ok: true } });
});
afterEach(() => vi.restoreAllMocks());

describe("an answer", () => {
  test("is by default JSON with no-store and nosniff", async () => {
    expect(await post({})).toMatchObject({
      text: `{"ok":true}`,
      headers: {
        "content-type": "application/json",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "strict-transport-security": "max-age=63072000",
      },
    });
    answer = () => ({
      status: 200,
      body: "<p>",
      headers: { "content-type": "text/html", "cache-control": "max-age=1" },
    });
    expect(await post({})).toMatchObject({
      text: "<p>",
      headers: { "content-type": "text/html", "cache-control": "max-age=1" },
    });
  });

  test("with an ETag may be cached privately and revalidated, unless it contains a link", async () => {
    answer = () => ({ status: 200, body: { ok: true }, headers: { etag: '"x"' } });
    expect((await post({})).headers["cache-control"]).toBe("private, no-cache");
    answer = () => ({ status: 200, body: { link: "" }, headers: { etag: '"x"', "cache-control": "no-store" } });
    expect((await post({})).headers["cache-control"]).toBe("no-store");
  });

  test("without a body has none", async () => {
    answer = () => ({ status: 304 });
    const { text, headers } = await post({});
    expect(text).toBe("");
    expect(headers).not.toHaveProperty("content-type");
  });

  test("to a refusal is its problem document, and is not logged", async () => {
    answer = () => {
      throw new Refusal("stale", "It has changed.");
    };
    expect(await post({})).toMatchObject({ status: 412, body: { type: "/problems/stale", detail: "It has changed." } });
    expect(log.lines).toEqual([]);
  });

  test("while a service is throttled has Retry-After, and one log line gives the reason", async () => {
    answer = () => {
      throw Object.assign(new Error(`for ${secret}`), { name: "ThrottlingException" });
    };
    const { status, headers, body } = await post({});
    expect([status, headers["retry-after"], body["type"]]).toEqual([503, "5", "/problems/unavailable"]);
    expect(log.lines).toMatchObject([{ level: "warn", message: "request put off", error: "ThrottlingException" }]);
    expect(JSON.stringify([body, log.lines])).not.toContain(secret);
  });

  const secret = "ada@contoso.example";
  test.each<[string, () => unknown]>([
    ["an error", () => new TypeError(`bad ${secret}`)],
    ["an error with a status", () => Object.assign(new Error(secret), { statusCode: 418 })],
    ["an error of several lines", () => new Error(`bad\n    at ${secret}\nat ${secret}`)],
    ["a text", () => secret],
    ["nothing", () => undefined],
    ["null", () => null],
  ])("to %s thrown is a bare 500, and one log line without what was sent", async (_, thrown) => {
    answer = () => {
      throw thrown();
    };
    const { status, body } = await post(json({ email: secret }));
    expect(status).toBe(500);
    expect(body).toEqual({
      ...{ type: "/problems/internal", title: "Something went wrong", status: 500 },
      ...{ detail: expect.any(String) as string, instance: "urn:rapport:request:made" },
    });
    expect(log.lines).toMatchObject([{ level: "error", correlationId: "made", routeKey }]);
    expect(JSON.stringify([log.lines, body])).not.toContain(secret);
  });

  test("to a route without a handler is a 500", async () => {
    expect((await call(boundary, anHttpEvent({ routeKey: "GET /v1/invitations" }))).status).toBe(500);
  });

  test("to a problem on a page is drawn by the function, with the reader's language", async () => {
    const readers: Reader[] = [];
    const busy = () => Promise.reject(new Refusal("busy", "Wait."));
    const boundary = httpBoundary({
      routes: [page("GET /x", 200), { key: "GET /keys.json", roles: "public" }],
      handlers: { "GET /x": busy, "GET /keys.json": busy },
      newCorrelationId: () => "made",
      showProblem: ({ status, title }, reader) => {
        readers.push(reader);
        return { status, body: `<h1>${title}</h1>`, headers: { "content-type": "text/html" } };
      },
    });
    const asked = { path: "/x", query: { lang: "de" }, headers: { "accept-language": "fr" } };
    const ask = (routeKey: string) => call(boundary, anHttpEvent({ routeKey, claims: null, ...asked }));
    expect(await ask("GET /x")).toMatchObject({ status: 409, text: "<h1>Too many changes at once</h1>" });
    expect(readers).toMatchObject([asked]);
    // A route for programs answers with problem documents, also in a function that serves pages.
    expect(await ask("GET /keys.json")).toMatchObject({ headers: { "content-type": "application/problem+json" } });
  });
});
