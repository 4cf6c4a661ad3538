import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
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

it("a function's event has the time in the form of the access log", async () => {
  const { requestContext } = await echo("/anything");
  expect(requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
});

it("a function's answer may be bytes", async () => {
  const response = await call("/bytes");
  expect(Buffer.from(await response.arrayBuffer()).toString("hex")).toBe("89504e47");
});

describe("the gateway answers", () => {
  it.each([
    ["a function's error", 500, "Internal Server Error", "/fail"],
    ["a function that does not load", 500, "Internal Server Error", "/broken"],
    ["a function beyond its time-out", 500, "Internal Server Error", "/hang"],
    ["a malformed escape", 400, "Bad Request", "/%zz"],
  ])("%s with %i", async (_name, status, message, path) => {
    const response = await call(path);
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });

  it("a function that exits with 500, and its next request as usual", async () => {
    expect((await call("/exit")).status).toBe(500);
    expect((await call("/fine")).status).toBe(200);
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

  it("verifies against the published keys", async () => {
    const jwks = (await (await call("/_local/issuer/.well-known/jwks.json")).json()) as JSONWebKeySet;
    const token = await tiny.local.token({ role: "operator" });
    const verified = await jwtVerify(token, createLocalJWKSet(jwks), { issuer: `${tiny.local.url}/_local/issuer` });
    expect(verified.payload.iss).toBe(`${tiny.local.url}/_local/issuer`);
  });

  it("is not given to an unknown user", async () => {
    await expect(tiny.local.token({ partner: "nobody", role: "sales" })).rejects.toThrow("nobody");
  });
});
