import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import type { HttpAnswer, HttpRequest, RouteHandler, RouteHandlers } from "../../../shared/http/request.ts";
import type { Route } from "../../../shared/manifest.ts";
import { anHttpEvent, call, json, roleOfToken } from "../../support/stack/http-event.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";

const routeKey = "POST /v1/invitations";
let seen: HttpRequest[] = [];
let answer: () => HttpAnswer | Promise<HttpAnswer>;
const log = listenToEachLog();
async function serve(request: HttpRequest): Promise<HttpAnswer> {
  seen.push(request);
  return answer();
}
const routes: readonly Route[] = [
  { key: routeKey, roles: ["admin"] },
  { key: "GET /v1/invitations", roles: ["admin"], query: true, elsewhere: ["PUT"] },
  { key: "GET /v1/invitations/{id}", roles: ["admin"] },
  { key: "PATCH /v1/invitations/{id}", roles: ["admin"], ifMatch: "must" },
  { key: "GET /v1/health", roles: "public" },
];
const handling = (handler: RouteHandler) =>
  Object.fromEntries(routes.map(({ key }) => [key, handler])) as RouteHandlers<typeof routes>;
const options = {
  routes,
  handlers: handling(serve),
  newCorrelationId: () => "made",
  readRole: roleOfToken,
};
const boundary = httpBoundary(options);
const forms = httpBoundary({ ...options, bodies: "form" });
const texts = httpBoundary({ ...options, bodies: "text" });
const post = (named: Partial<Parameters<typeof anHttpEvent>[0]>, to = boundary) =>
  call(to, anHttpEvent({ routeKey, ...named }));

beforeEach(() => {
  seen = [];
  answer = () => ({ status: 200, body: { ok: true } });
});
afterEach(() => vi.restoreAllMocks());

describe("a body", () => {
  const type = (value: string) => ({ "content-type": value });
  const aForm = { body: "a=1&b=2&b=%C3%A9", headers: type("application/x-www-form-urlencoded") };

  test.each<[string, Parameters<typeof post>[0], unknown]>([
    ["of JSON", json({ a: [1] }), { a: [1] }],
    ["of JSON with a charset", { body: "{}", headers: type('Application/JSON ;Charset="UTF-8"; q=1') }, {}],
    [
      "of JSON that says that it is not packed",
      { body: "{}", headers: { ...type("application/json"), "content-encoding": "identity" } },
      {},
    ],
    [
      "of JSON in base64",
      { ...json(0), body: Buffer.from('{"é":1}').toString("base64"), isBase64Encoded: true },
      { é: 1 },
    ],
    ["that is null, which is not nothing,", json(null), null],
    ["that is not there", {}, {}],
    ["that is empty", { body: "", headers: type("text/plain") }, {}],
  ])("%s is read", async (_, named, expected) => {
    expect((await post(named)).status).toBe(200);
    expect(seen[0]?.body).toEqual(expected);
  });

  test.each([
    ["as bytes", { ...aForm, body: Buffer.from("a=Andr\u00e9", "latin1").toString("base64"), isBase64Encoded: true }],
    ["percent-encoded", { ...aForm, body: "a=Andr%E9" }],
  ])("of a form that is not UTF-8, %s, is refused and not read as question marks", async (_, named) => {
    expect(await post(named, forms)).toMatchObject({ status: 400, body: { type: "/problems/malformed-body" } });
    expect(seen).toEqual([]);
  });

  test.each<[string, Parameters<typeof post>[0], unknown]>([
    ["of JSON", { ...json(0), body: '{ "a":1 }' }, '{ "a":1 }'],
    ["without a type, in base64", { body: Buffer.from("é {").toString("base64"), isBase64Encoded: true }, "é {"],
    ["that is not there", {}, {}],
  ])("%s is passed on unparsed where the handler wants text", async (_, named, expected) => {
    expect((await post(named, texts)).status).toBe(200);
    expect(seen[0]?.body).toEqual(expected);
  });

  const bytes = (body: string | Buffer) => ({ ...json(0), body: body.toString("base64"), isBase64Encoded: true });
  const refused: Record<string, readonly [string, Parameters<typeof post>[0]][]> = {
    "400 malformed-body": [
      ["malformed JSON", { ...json(0), body: `{"a":` }],
      ["JSON that is not base64, though it says so", { ...json(0), body: "{}", isBase64Encoded: true }],
    ],
    "413 body-too-large": [
      ["65 KB", json("x".repeat(65 * 1024))],
      ["64 KB and a byte, of two-byte letters", { ...json(0), body: `"${"é".repeat(32 * 1024 - 1)}x"` }],
      ["65 KB in base64", bytes(Buffer.alloc(65 * 1024, 32))],
    ],
    "415 unsupported-media-type": [
      ["text", { body: "hello", headers: type("text/plain") }],
      ["no type", { body: "{}" }],
      ["a form, where JSON is read", aForm],
      ["a multipart form", { body: "--x", headers: type("multipart/form-data; boundary=x") }],
      ...[
        ...["application/merge-patch+json", "application/problem+json", "application/vnd.api+json", "text/json"],
        ...["application/jsonx", "application/json, application/json", "application/json; charset=latin1"],
        ...["application/json; charset=utf-8; charset=utf-16", "application/xml"],
      ].map((odd): [string, Parameters<typeof post>[0]] => [odd, { body: "{}", headers: type(odd) }]),
      ...["gzip", "br", "identity, gzip", "x"].map((encoding): [string, Parameters<typeof post>[0]] => [
        `the encoding ${encoding}`,
        { body: "{}", headers: { ...type("application/json"), "Content-Encoding": encoding } },
      ]),
    ],
  };
  const rows = Object.entries(refused).flatMap(([answer, bodies]) => bodies.map((row) => [...row, answer] as const));

  test.each(rows)("of %s is refused before anything runs", async (_, named, answer) => {
    const [status, problem] = answer.split(" ");
    const answered = await post(named);
    expect(answered).toMatchObject({ status: Number(status), body: { type: `/problems/${problem}` } });
    expect(answered.headers["content-type"]).toBe("application/problem+json");
    expect(seen).toEqual([]);
    expect(log.lines).toEqual([]);
  });

  test("of a form is read where forms are, and JSON is not", async () => {
    for (const encoded of [
      aForm,
      { ...aForm, body: Buffer.from(aForm.body).toString("base64"), isBase64Encoded: true },
    ]) {
      expect((await post(encoded, forms)).status).toBe(200);
      expect(seen.at(-1)?.body).toEqual({ a: "1", b: ["2", "é"] });
    }
    expect((await post(json({}), forms)).status).toBe(415);
    expect((await post({ ...aForm, body: "no form" }, forms)).status).toBe(400);
  });

  test("of exactly 64 KB is read, in base64 too", async () => {
    const text = `"${"x".repeat(64 * 1024 - 2)}"`;
    expect((await post({ ...json(0), body: text })).status).toBe(200);
    const encoded = Buffer.from(text).toString("base64");
    expect((await post({ ...json(0), body: encoded, isBase64Encoded: true })).status).toBe(200);
  });

  test("is not parsed for a caller without the role", async () => {
    expect((await post({ ...json(0), body: "{", claims: null })).status).toBe(403);
  });
});

describe("a method", () => {
  const ask = (method: string, path = "/v1/invitations/{id}") => {
    const event = anHttpEvent({ routeKey: `GET ${path}` });
    const http = { ...event.requestContext.http, method };
    return call(boundary, { ...event, requestContext: { ...event.requestContext, http } });
  };

  test("HEAD is answered as GET, without the body", async () => {
    answer = () => ({ status: 200, body: { ok: true }, headers: { etag: '"x"' } });
    const [get, head] = [await ask("GET"), await ask("HEAD")];
    expect([head.status, head.headers, head.text]).toEqual([200, get.headers, ""]);
    expect(seen.map(({ routeKey: key, method }) => [key, method])).toEqual([
      ["GET /v1/invitations/{id}", "GET"],
      ["GET /v1/invitations/{id}", "HEAD"],
    ]);
    answer = () => {
      throw new Error("broken");
    };
    expect(await ask("HEAD")).toMatchObject({ status: 500, text: "" });
  });

  test.each(["DELETE", "PUT", "POST", "OPTIONS"])(
    "%s, which the path does not have, is refused with those it has",
    async (method) => {
      expect(await ask(method)).toMatchObject({
        status: 405,
        headers: { allow: "GET, HEAD, PATCH", "content-type": "application/problem+json" },
        body: { type: "/problems/method-not-allowed", methods: ["GET", "HEAD", "PATCH"] },
      });
      expect(seen).toEqual([]);
    },
  );

  test("that the path does not have is refused with a list that includes methods of other functions", async () => {
    expect((await ask("DELETE", "/v1/invitations")).headers["allow"]).toBe("GET, HEAD, POST, PUT");
  });

  test("PATCH without a body reaches its handler with an undefined body", async () => {
    const key = "PATCH /v1/invitations/{id}";
    await call(boundary, anHttpEvent({ routeKey: key }));
    expect(seen).toMatchObject([{ routeKey: key }]);
    expect(seen[0]?.body).toBeUndefined();
  });
});

describe("a request", () => {
  test("reaches its handler as it was sent", async () => {
    const named = {
      path: "/v1/invitations",
      routeKey: "GET /v1/invitations",
      query: { a: "1" },
      parameters: { id: "x" },
      headers: { "if-none-match": `"1-x"` },
    };
    await post(named);
    expect(seen[0]).toMatchObject({
      ...{
        routeKey: "GET /v1/invitations",
        method: "GET",
        path: "/v1/invitations",
        query: { a: "1" },
        parameters: { id: "x" },
      },
      headers: { "if-none-match": `"1-x"` },
    });
  });

  test("with If-Match is refused where no version is compared, and is not carried out", async () => {
    const made = (tag: string) => post({ ...json({}), headers: { ...json({}).headers, "If-Match": tag } });
    expect((await made(" * ")).status).toBe(200);
    seen.length = 0;
    const { status, body } = await made(`"1-x"`);
    expect([status, body]).toMatchObject([
      422,
      { type: "/problems/validation", errors: [{ pointer: "/headers/if-match" }] },
    ]);
    expect(seen).toEqual([]);
  });

  test("with a token is refused for parameters that its route does not take, all at once, and is not carried out", async () => {
    const { status, body } = await post({ query: { limit: "1", "a/b": "2" } });
    expect([status, body]).toMatchObject([
      422,
      {
        type: "/problems/validation",
        errors: [
          { pointer: "/query/limit", code: "unknown-parameter" },
          { pointer: "/query/a~1b", code: "unknown-parameter" },
        ],
      },
    ]);
    expect(seen).toEqual([]);
  });

  test("with a token is refused for a parameter that was sent twice, even with the same value", async () => {
    const query = { routeKey: "GET /v1/invitations", path: "/v1/invitations", query: { tag: "red,red", limit: "5" } };
    const event = { ...anHttpEvent(query), rawQueryString: "tag=red&limit=5&t%61g=red" };
    const { status, body } = await call(boundary, event);
    expect([status, body]).toMatchObject([422, { errors: [{ pointer: "/query/tag", code: "repeated" }] }]);
    const once = { ...anHttpEvent(query), rawQueryString: "tag=red%2Cred&limit=5" };
    expect((await call(boundary, once)).status).toBe(200);
  });

  test("without a token may have unknown parameters, because mail programs add their own to links", async () => {
    const named = { routeKey: "GET /v1/health", query: { utm_source: "mail" }, claims: null };
    expect((await call(boundary, anHttpEvent(named))).status).toBe(200);
  });

  test.each([
    ["the caller's own", "a-Z_09", "a-Z_09"],
    ["one of 64 characters", "x".repeat(64), "x".repeat(64)],
    ["a new one for one too long", "x".repeat(65), "made"],
    ["a new one for an empty one", "", "made"],
    ["a new one for one with a line break", "a\nb", "made"],
    ["a new one for one with markup", "<b>", "made"],
  ])("has as correlation id %s", async (_, given, expected) => {
    const { headers } = await post({ headers: { "X-Correlation-Id": given } });
    expect(headers["x-correlation-id"]).toBe(expected);
    expect(seen[0]?.correlationId).toBe(expected);
  });

  test("has one correlation id, also when it fails", async () => {
    let made = 0;
    const counting = httpBoundary({
      routes,
      handlers: handling(() => Promise.reject(new Error("x"))),
      newCorrelationId: () => `made-${++made}`,
      readRole: roleOfToken,
    });
    const { headers, body } = await call(counting, anHttpEvent({ routeKey }));
    expect(headers["x-correlation-id"]).toBe("made-1");
    expect(body["instance"]).toBe("urn:rapport:request:made-1");
    expect(log.lines).toMatchObject([{ correlationId: "made-1" }]);
  });
});
