import { describe, expect, test } from "vitest";
import { routes } from "../../../functions/serve-public/manifest.ts";
import { servePublic } from "../../../functions/serve-public/handler.ts";
import { showProblem } from "../../../functions/serve-public/problem-page.ts";
import { problemKinds } from "../../../shared/http/problems.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { gatewayKeyOf } from "../../../shared/manifest.ts";
import { anHttpEvent, call } from "../../support/stack/http-event.ts";

const operatorName = "Fabrikam Cloud";
const someSignIn = {
  stage: "test",
  version: "1.2.3",
  authorizeUrl: "https://sign-in.example/oauth2/authorize?client_id=c",
};
const handler = httpBoundary({
  routes,
  handlers: servePublic({
    ...someSignIn,
    operatorName,
    readOpenApi: async () => JSON.stringify({ paths: { "/v1/a.b/{id}/send": { post: {} } } }),
    readAsyncApi: async () => "{}",
  }),
  newCorrelationId: () => "c-1",
  showProblem: showProblem(operatorName),
});
const chrome =
  "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";
const ask = (path: string, accept?: string, query = {}) =>
  call(
    handler,
    anHttpEvent({
      ...{ routeKey: "$default", path, query, claims: null },
      headers: accept === undefined ? {} : { accept },
    }),
  );

test("health says which version answers", async () => {
  const { text } = await call(handler, anHttpEvent({ routeKey: "GET /v1/health", claims: null }));
  expect(JSON.parse(text)).toEqual({ status: "ok", version: "1.2.3" });
});

describe("a problem's page", () => {
  const read = (kind: string, accept = chrome) =>
    call(
      handler,
      anHttpEvent({ routeKey: "GET /problems/{kind}", parameters: { kind }, headers: { accept }, claims: null }),
    );

  test.each(Object.entries(problemKinds))("explains %s and says what to do", async (kind, [status, title]) => {
    const { text, ...answer } = await read(kind, "*/*");
    expect(answer).toMatchObject({ status: 200, headers: { "content-type": "text/html; charset=utf-8" } });
    expect(text).toContain(`<h1>${title.replace("'", "&#39;")}</h1>`);
    expect(text).toContain(`HTTP status ${status}`);
    expect(text).toMatch(/<p>[A-Z].{20,}<\/p>\s*<h2>What to do<\/h2>\s*<p>[A-Z].{15,}<\/p>/s);
  });

  test.each(["", "nothing", "toString", "__proto__"])("of no problem is not there: %j", async (kind) => {
    expect((await read(kind)).status).toBe(404);
  });
});

describe("a path that cannot be read", () => {
  test("is refused with the methods that it has", async () => {
    expect(await ask("/v1/a.b/x%20y/send")).toMatchObject({
      status: 405,
      headers: { allow: "POST" },
      body: { type: "/problems/method-not-allowed", methods: ["POST"] },
    });
  });

  test.each(["/v1/a.b//send", "/v1/aXb/x/send", "/v1/a.b/x/send/", "/v1/a.b/x/y/send"])(
    "is not there where it only resembles one that is: %s",
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );
});

describe("what is not there", () => {
  test.each([
    ["a link without one", "/i/", undefined],
    ["something on a link", "/i/inv_1/nothing", "application/json"],
    ["a way out without a token", "/u/", "*/*"],
    ["something in the customers' portal", "/portal/nothing", undefined],
    ["a confirmation without a token", "/confirm/", "*/*"],
    ["a way to stop something without a token", "/stop", undefined],
    ["something of those who sign in", "/console/nothing", "application/json"],
    ["any address in a browser", "/nothing", chrome],
    ["a page that is wanted more than a document", "/nothing", "application/json;q=0.5, text/html"],
  ])("is a page for a person: %s", async (_, path, accept) => {
    const { status, headers, text } = await ask(path, accept);
    expect([status, headers["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
    expect(text).toContain("<h1>Page not found</h1>");
  });

  test.each([
    ["of the API, whoever asks", "/v1/nothing", chrome],
    ["for who says nothing", "/nothing", undefined],
    ["for who takes anything", "/nothing", "*/*"],
    ["for who would rather have one", "/nothing", "application/json, text/html;q=0.9"],
    ["for who likes both", "/index", "application/json, text/html"],
  ])("is a problem document for a program: %s", async (_, path, accept) => {
    const { status, headers } = await ask(path, accept);
    expect([status, headers["content-type"]]).toEqual([404, "application/problem+json"]);
  });
});

describe("(C19) an act on a link that is opened instead of posted", () => {
  const open = (link: string, query = {}) =>
    call(handler, anHttpEvent({ routeKey: "GET /i/{link}/code", parameters: { link }, query, claims: null }));

  test.each(["decision", "code", "hand-over", "new-link", "seen"] as const)(
    "leads to the link's page: /%s",
    async (act) => {
      const named = { parameters: { link: "inv_1.1.1.1.x" }, query: { lang: "de" }, claims: null };
      const { status, headers } = await call(handler, anHttpEvent({ routeKey: `GET /i/{link}/${act}`, ...named }));
      expect([status, headers["location"]]).toEqual([303, "/i/inv_1.1.1.1.x?lang=de"]);
      expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
    },
  );

  test("does so from a slash after the link too, and from no other address", async () => {
    expect((await ask("/i/x/", chrome, { lang: "de" })).headers["location"]).toBe("/i/x?lang=de");
    for (const path of ["/i//evil.example/", "/i/x/nothing"]) expect((await ask(path, chrome)).status).toBe(404);
  });

  test("keeps no unknown language, and leads to no other host", async () => {
    expect((await open("x", { lang: "//evil" })).headers["location"]).toBe("/i/x");
    expect((await open("/evil.example")).headers["location"]).toBe("/i/%2Fevil.example");
  });

  test("has an address in ASCII whatever the link is", async () => {
    expect((await open("Ada 👩")).headers["location"]).toBe("/i/Ada%20%F0%9F%91%A9");
  });

  test("has a route of its own, which leads there too, and takes the form's method beside", async () => {
    const routeKey = "GET /i/{link}/decision";
    const event = anHttpEvent({ routeKey, parameters: { link: "x" }, claims: null });
    expect((await call(handler, event)).headers["location"]).toBe("/i/x");
    event.requestContext.http.method = "PUT";
    event.routeKey = gatewayKeyOf({ key: routeKey });
    expect((await call(handler, event)).headers["allow"]).toBe("GET, HEAD, POST");
  });
});

describe("where users sign in", () => {
  const open = (path: string, query = {}, headers = {}) =>
    call(handler, anHttpEvent({ routeKey: `GET ${path}`, path, query, headers, claims: null }));

  test("begins at the pool's own pages, in the reader's language, with a challenge that nobody can answer", async () => {
    const ask = async () => {
      const { status, headers } = await open("/console/sign-in", {}, { "accept-language": "de" });
      expect([status, headers["cache-control"]]).toEqual([303, "no-store"]);
      return new URL(String(headers["location"]));
    };
    const first = await ask();
    expect(first.origin + first.pathname).toBe("https://sign-in.example/oauth2/authorize");
    expect(Object.fromEntries(first.searchParams)).toMatchObject({
      client_id: "c",
      lang: "de",
      code_challenge_method: "S256",
    });
    expect(first.searchParams.get("code_challenge")).toMatch(/^[\w-]{43}$/);
    expect((await ask()).searchParams.get("code_challenge")).not.toBe(first.searchParams.get("code_challenge"));
  });

  test("ends at a page that says how to get a token, and does not show the code", async () => {
    const { status, headers, text } = await open("/console/callback", { code: "secret-code", state: "s" });
    expect([status, headers["content-type"], headers["cache-control"]]).toEqual([
      ...[200, "text/html; charset=utf-8", "no-store"],
    ]);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(text).toContain("<h1>You are signed in</h1>");
    expect(text).toContain("npm run token -- --stage test");
    expect(text).not.toContain("secret-code");
  });

  test.each([
    ["refused", { error: "access_denied", error_description: "<b>Call 555</b>" }],
    ["opened by itself", {}],
    ["told an empty code", { code: "" }],
  ])("leads back to the beginning when it is %s, and repeats nothing of what it was told", async (_, query) => {
    const { status, text } = await open("/console/callback", query);
    expect(status).toBe(200);
    expect(text).toContain("<h1>You are not signed in</h1>");
    expect(text).toContain('href="/console/sign-in"');
    expect(text).not.toContain("555");
  });
});
