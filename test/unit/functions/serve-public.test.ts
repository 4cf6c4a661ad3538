import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { routes } from "../../../functions/serve-public/manifest.ts";
import { servePublic } from "../../../functions/serve-public/handler.ts";
import { showProblem } from "../../../functions/serve-public/problem-page.ts";
import { problemKinds } from "../../../shared/http/problems.ts";
import { assetNames } from "../../../shared/pages/assets.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { gatewayKeyOf } from "../../../shared/manifest.ts";
import { anHttpEvent, call } from "../../support/stack/http-event.ts";

const operatorName = "Fabrikam Cloud";
const handler = httpBoundary({
  routes,
  handlers: servePublic({
    ...{ operatorName, version: "1.2.3" },
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

test("GET /v1/health has the version", async () => {
  const { text } = await call(handler, anHttpEvent({ routeKey: "GET /v1/health", claims: null }));
  expect(JSON.parse(text)).toEqual({ status: "ok", version: "1.2.3" });
});

test("the page at the origin says whose service it is, and leads to the portal", async () => {
  const { status, text } = await call(handler, anHttpEvent({ routeKey: "GET /", query: { lang: "de" }, claims: null }));
  expect(status).toBe(200);
  expect(text).toContain(`<h1>Der Genehmigungsdienst von ${operatorName}</h1>`);
  expect(text).toContain('href="/portal?lang=de"');
});

test.each([
  ["/portal/", {}, "/portal"],
  ["/portal/", { lang: "it" }, "/portal?lang=it"],
  ["/i/some.link/", { lang: "xx" }, "/i/some.link"],
])("%s with %j leads to the page without the slash", async (path, query, location) => {
  expect(await ask(path, chrome, query)).toMatchObject({ status: 303, headers: { location } });
});

describe("GET /assets/{file}", () => {
  const read = (file: string) =>
    call(handler, anHttpEvent({ routeKey: "GET /assets/{file}", parameters: { file }, claims: null }));
  const assets = Object.entries(assetNames);

  test.each(assets)("%s is kept for good under the name of its content", async (asset, name) => {
    const [stem, ending] = asset.split(".");
    expect(name).toMatch(new RegExp(`^${stem}\\.[0-9a-f]{12}\\.${ending}$`));
    const { status, headers, text } = await read(name);
    expect([status, headers["cache-control"]]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect(name).toContain(createHash("sha256").update(text).digest("hex").slice(0, 12));
  });

  test.each(assets)("%s is also found under another fingerprint, but is not kept", async (asset, name) => {
    const { text } = await read(name);
    for (const other of [asset, asset.replace(".", ".0123456789ab.")])
      expect(await read(other)).toMatchObject({ status: 200, text, headers: { "cache-control": "no-cache" } });
  });

  test.each(["", "nothing.js", "rapport.js", "offer.client.js", "toString", "rapport.0123.css"])(
    "%j is not found",
    async (file) => {
      expect((await read(file)).status).toBe(404);
    },
  );

  test("the icon is also where browsers look for it", async () => {
    const answer = await call(handler, anHttpEvent({ routeKey: "GET /favicon.ico", claims: null }));
    expect(answer).toMatchObject({ status: 200, headers: { "content-type": "image/svg+xml" } });
  });
});

describe("GET /problems/{kind}", () => {
  const read = (kind: string, accept = chrome) =>
    call(
      handler,
      anHttpEvent({ routeKey: "GET /problems/{kind}", parameters: { kind }, headers: { accept }, claims: null }),
    );

  test.each(Object.entries(problemKinds))("explains %s and what to do", async (kind, [status, title]) => {
    const { text, ...answer } = await read(kind, "*/*");
    expect(answer).toMatchObject({ status: 200, headers: { "content-type": "text/html; charset=utf-8" } });
    expect(text).toContain(`<h1>${title.replace("'", "&#39;")}</h1>`);
    expect(text).toContain(`HTTP status ${status}`);
    expect(text).toMatch(/<p>[A-Z].{20,}<\/p>\s*<h2>What to do<\/h2>\s*<p>[A-Z].{15,}<\/p>/s);
  });

  test.each(["", "nothing", "toString", "__proto__"])("is not found for an unknown kind: %j", async (kind) => {
    expect((await read(kind)).status).toBe(404);
  });
});

describe("a path without a GET route", () => {
  test("is refused with the methods that it has", async () => {
    expect(await ask("/v1/a.b/x%20y/send")).toMatchObject({
      status: 405,
      headers: { allow: "POST" },
      body: { type: "/problems/method-not-allowed", methods: ["POST"] },
    });
  });

  test.each(["/v1/a.b//send", "/v1/aXb/x/send", "/v1/a.b/x/send/", "/v1/a.b/x/y/send"])(
    "is not found when it only resembles a known one: %s",
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );
});

describe("an unknown path", () => {
  test.each([
    ["a link without a token", "/i/", undefined, "html"],
    ["an unknown path below a link", "/i/inv_1/nothing", "application/json", "html"],
    ["an unsubscribe address without a token", "/u/", "*/*", "html"],
    ["an unknown path of the portal", "/portal/nothing", undefined, "html"],
    ["a confirmation without a token", "/confirm/", "*/*", "html"],
    ["a stop address without a token", "/stop", undefined, "html"],
    ["an unknown path of the console", "/console/nothing", "application/json", "html"],
    ["any path in a browser", "/nothing", chrome, "html"],
    ["any path when HTML is preferred", "/nothing", "application/json;q=0.5, text/html", "html"],
    ["a path of the API in a browser", "/v1/nothing", chrome, "json"],
    ["any path without an Accept header", "/nothing", undefined, "json"],
    ["any path when anything is accepted", "/nothing", "*/*", "json"],
    ["any path when JSON is preferred", "/nothing", "application/json, text/html;q=0.9", "json"],
    ["any path when JSON and HTML are equal", "/index", "application/json, text/html", "json"],
  ])("(%s) is answered with 404 and a page or a problem document", async (_, path, accept, form) => {
    const { status, headers, text } = await ask(path, accept);
    const type = form === "html" ? "text/html; charset=utf-8" : "application/problem+json";
    expect([status, headers["content-type"]]).toEqual([404, type]);
    if (form === "html") expect(text).toContain("<h1>Page not found</h1>");
  });
});

describe("GET of an address below a personal link that takes POST only", () => {
  const open = (link: string, query = {}) =>
    call(handler, anHttpEvent({ routeKey: "GET /i/{link}/code", parameters: { link }, query, claims: null }));

  test.each(["decision", "code", "hand-over", "new-link", "seen"] as const)(
    "redirects to the link's page: /%s",
    async (act) => {
      const named = { parameters: { link: "inv_1.1.1.1.x" }, query: { lang: "de" }, claims: null };
      const { status, headers } = await call(handler, anHttpEvent({ routeKey: `GET /i/{link}/${act}`, ...named }));
      expect([status, headers["location"]]).toEqual([303, "/i/inv_1.1.1.1.x?lang=de"]);
      expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
    },
  );

  test("redirects from a trailing slash too, and from no other address", async () => {
    expect((await ask("/i/x/", chrome, { lang: "de" })).headers["location"]).toBe("/i/x?lang=de");
    for (const path of ["/i//evil.example/", "/i/x/nothing"]) expect((await ask(path, chrome)).status).toBe(404);
  });

  test("redirects without an unknown language and never to another host", async () => {
    expect((await open("x", { lang: "//evil" })).headers["location"]).toBe("/i/x");
    expect((await open("/evil.example")).headers["location"]).toBe("/i/%2Fevil.example");
  });

  test("redirects to an address in ASCII for any link", async () => {
    expect((await open("Ada 👩")).headers["location"]).toBe("/i/Ada%20%F0%9F%91%A9");
  });

  test("allows POST besides GET and HEAD", async () => {
    const routeKey = "GET /i/{link}/decision";
    const event = anHttpEvent({ routeKey, parameters: { link: "x" }, claims: null });
    expect((await call(handler, event)).headers["location"]).toBe("/i/x");
    event.requestContext.http.method = "PUT";
    event.routeKey = gatewayKeyOf({ key: routeKey });
    expect((await call(handler, event)).headers["allow"]).toBe("GET, HEAD, POST");
  });
});
