import { describe, expect, test } from "vitest";
import { servePublic, showProblem } from "../../../functions/serve-public/handler.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { anHttpEvent, call } from "../../support/http-event.ts";

const operatorName = "Fabrikam Cloud";
const someSignIn = { stage: "test", authorizeUrl: "https://sign-in.example/oauth2/authorize?client_id=c" };
const handler = httpBoundary({
  routes: servePublic({ ...someSignIn, operatorName, readOpenApi: async () => "{}", readAsyncApi: async () => "{}" }),
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

describe("what is not there", () => {
  test.each([
    ["a link without one", "/i/", undefined],
    ["something on a link", "/i/inv_1/nothing", "application/json"],
    ["a way out without a token", "/u/", "*/*"],
    ["something in the customers' portal", "/portal/nothing", undefined],
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
  test.each(["", "decision", "code", "hand-over", "new-link", "seen"])("leads to the link's page: /%s", async (act) => {
    const { status, headers } = await ask(`/i/inv_1.1.1.1.x/${act}`, chrome, { lang: "de" });
    expect([status, headers["location"]]).toEqual([303, "/i/inv_1.1.1.1.x?lang=de"]);
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
  });

  test("keeps no language that is none, and leads nowhere else", async () => {
    expect((await ask("/i/x/code", chrome, { lang: "//evil" })).headers["location"]).toBe("/i/x");
    expect((await ask("/i//evil.example/code", chrome)).status).toBe(404);
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
