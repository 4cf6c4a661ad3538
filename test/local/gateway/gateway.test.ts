import { createLocalJWKSet, generateKeyPair, jwtVerify, SignJWT, type JSONWebKeySet } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { findRoute, parseRouteKey } from "../../../infra/local/gateway/routes.ts";
import { raiseTinyStack, type Raised } from "../raised.ts";
import { tablelessResources } from "../tiny/stack.ts";

const raised = raiseTinyStack({ reset: false, resources: tablelessResources });
let tiny: Raised;
beforeAll(() => (tiny = raised()));

interface Echo {
  readonly [member: string]: unknown;
  readonly headers: Record<string, string>;
  readonly requestContext: {
    readonly authorizer?: { readonly jwt: { readonly claims: Record<string, string> } };
    readonly time: string;
  };
}
const call = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(`${tiny.local.url}${path}`, { redirect: "manual", ...init });
const echo = async (path: string, init?: RequestInit): Promise<Echo> =>
  (await call(path, init)).json() as Promise<Echo>;
const asBearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe("the event that a function gets", () => {
  it("has the shape of payload format 2.0", async () => {
    const event = await echo("/a%20b?x=1&x=2&y=%26", { headers: { "X-Custom": "One", cookie: "a=1; b=2" } });
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "GET /{word}",
      rawPath: "/a b",
      rawQueryString: "x=1&x=2&y=%26",
      cookies: ["a=1", "b=2"],
      pathParameters: { word: "a b" },
      queryStringParameters: { x: "1,2", y: "&" },
      requestContext: {
        http: { method: "GET", path: "/a b", protocol: "HTTP/1.1" },
        stage: "$default",
        routeKey: "GET /{word}",
      },
      isBase64Encoded: false,
    });
    expect(event.headers).toMatchObject({ "x-custom": "One" });
    expect(event.headers).not.toHaveProperty("cookie");
    expect(event).not.toHaveProperty("body");
    expect(event.requestContext).not.toHaveProperty("authorizer");
    expect(event.requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
  });

  it.each([
    ["application/json", '{"a":"é"}', '{"a":"é"}', false],
    ["text/plain; charset=utf-8", "text", "text", false],
    ["application/x-www-form-urlencoded", "a=1", "YT0x", true],
    ["application/merge-patch+json", "{}", "e30=", true],
    ["application/octet-stream", "x", "eA==", true],
  ])("holds a body of type %s as the gateway passes it", async (type, sent, body, isBase64Encoded) => {
    const init = { method: "POST", body: Buffer.from(sent), headers: { "content-type": type } };
    expect(await echo("/items/1", init)).toMatchObject({ body, isBase64Encoded });
  });
});

describe("a function's answer", () => {
  it("may be anything, and is then the JSON body of a 200", async () => {
    const response = await call("/inferred");
    expect(response.headers.get("content-type")).toBe("application/json");
    expect([response.status, await response.json()]).toEqual([200, { hello: "world" }]);
  });

  it("may be bytes", async () => {
    const response = await call("/bytes");
    expect(Buffer.from(await response.arrayBuffer()).toString("hex")).toBe("89504e47");
  });

  it("may set several cookies and redirect", async () => {
    const response = await call("/cookies");
    expect([response.status, response.headers.get("location")]).toEqual([303, "/"]);
    expect(response.headers.getSetCookie()).toEqual(["a=1; HttpOnly", "b=2"]);
  });
});

describe("the gateway itself answers", () => {
  it.each<[string, number, string, string, RequestInit?]>([
    ["an unknown path", 404, "Not Found", "/no/such/path"],
    ["a method without a route", 404, "Not Found", "/headed", { method: "POST" }],
    ["a missing token", 401, "Unauthorized", "/guarded"],
    ["a token that is none", 401, "Unauthorized", "/guarded", asBearer("nonsense")],
    ["a function's error", 500, "Internal Server Error", "/fail"],
    ["a function that does not load", 500, "Internal Server Error", "/broken"],
    ["a function that exits", 500, "Internal Server Error", "/exit"],
    ["a function beyond its time-out", 500, "Internal Server Error", "/hang"],
    ["an integration beyond its time-out", 503, "Service Unavailable", "/late"],
    ["a malformed escape", 400, "Bad Request", "/%zz"],
    [
      "a body over 10 MB",
      413,
      "Request Entity Too Large",
      "/items/1",
      { method: "POST", body: Buffer.alloc(10 * 1024 * 1024 + 1) },
    ],
  ])("%s with %i", async (_name, status, message, path, init) => {
    const response = await call(path, init);
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });

  it("requests beyond the route's burst with 429", async () => {
    const statuses = [await call("/rare"), await call("/rare"), await call("/rare"), await call("/other")].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([200, 200, 429, 200]);
  });

  it("HEAD only where it is routed", async () => {
    const head = async (path: string): Promise<number> => (await call(path, { method: "HEAD" })).status;
    expect([await head("/headed"), await head("/anything")]).toEqual([200, 404]);
  });

  it("the next request of a function that crashed", async () => {
    await call("/exit");
    expect((await call("/fine")).status).toBe(200);
  });
});

describe("the most exact route wins", () => {
  const routes = ["$default", "GET /a/{id}", "GET /a/b", "ANY /a/{rest+}", "ANY /a/b"].map(parseRouteKey);
  it.each([
    ["GET", "/a/b", "GET /a/b"],
    ["POST", "/a/b", "ANY /a/b"],
    ["GET", "/a/c", "GET /a/{id}"],
    ["GET", "/a/c/d", "ANY /a/{rest+}"],
    ["GET", "/a/", "$default"],
    ["GET", "/z", "$default"],
  ])("%s %s goes to %s", (method, path, key) => {
    expect(findRoute(routes, method, path)?.route.key).toBe(key);
  });
});

describe("an access token", () => {
  it("is shaped by the pool's trigger and opens the authorizer", async () => {
    const token = await tiny.local.token({ partner: "tiny", role: "sales" });
    const { requestContext } = await echo("/guarded", asBearer(token));
    expect(requestContext.authorizer?.jwt.claims).toMatchObject({
      role: "sales",
      token_use: "access",
      groups: "[a b]",
    });
    expect(requestContext.authorizer?.jwt.claims.exp).toMatch(/^\d+$/);
  });

  it("expires in virtual time", async () => {
    const token = await tiny.local.token({ role: "operator" });
    await tiny.local.advance("PT59M");
    expect((await call("/guarded", asBearer(token))).status).toBe(200);
    await tiny.local.advance("PT2M");
    expect((await call("/guarded", asBearer(token))).status).toBe(401);
    await tiny.local.reset();
  });

  it("verifies against the published keys, and one of other keys does not open anything", async () => {
    const jwks = (await (await call("/_local/issuer/.well-known/jwks.json")).json()) as JSONWebKeySet;
    const token = await tiny.local.token({ role: "operator" });
    const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), { issuer: `${tiny.local.url}/_local/issuer` });
    const { privateKey } = await generateKeyPair("RS256");
    const forged = await new SignJWT(payload).setProtectedHeader({ alg: "RS256" }).sign(privateKey);
    expect((await call("/guarded", asBearer(forged))).status).toBe(401);
  });

  it("is not given to an unknown user", async () => {
    await expect(tiny.local.token({ partner: "nobody", role: "sales" })).rejects.toThrow("nobody");
  });
});
