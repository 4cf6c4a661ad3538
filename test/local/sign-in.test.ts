import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import {
  askForTokens,
  challenge,
  chooseUser,
  discover,
  openSignIn,
  verifier,
  type Endpoints,
} from "../support/pages/pkce.ts";
import { raiseTinyStack, type Raised } from "./raised.ts";
import { tablelessResources } from "./tiny/stack.ts";

const raised = raiseTinyStack({ resources: tablelessResources });
let tiny: Raised;
let endpoints: Endpoints;
let issuer: string;
let client: { readonly client_id: string; readonly redirect_uri: string };
beforeAll(async () => {
  tiny = raised();
  issuer = tiny.local.parts.issuer?.url ?? "";
  endpoints = await discover(issuer);
  client = { client_id: tiny.local.parts.issuer?.pool.clientId ?? "", redirect_uri: "http://localhost/callback" };
});

const email = "sales@tiny.example";
const asked = (more: object = {}): Record<string, string> => ({
  ...client,
  response_type: "code",
  scope: "openid email",
  state: "s&1",
  nonce: "n-1",
  code_challenge: challenge,
  code_challenge_method: "S256",
  ...more,
});

const codeOf = async (more: object = {}): Promise<string> => {
  const page = await (await openSignIn(endpoints, asked(more))).text();
  return (await chooseUser(endpoints, page, email)).searchParams.get("code") ?? "";
};
const redeem = async (more: object = {}) =>
  askForTokens(endpoints, {
    ...client,
    grant_type: "authorization_code",
    code: await codeOf(),
    code_verifier: verifier,
    ...more,
  });
const guarded = async (token = ""): Promise<number> =>
  (await fetch(`${tiny.local.url}/guarded`, { headers: { authorization: `Bearer ${token}` } })).status;

describe("signing in", () => {
  it("redirects with the code and the state once a user is chosen", async () => {
    const page = await openSignIn(endpoints, asked());
    expect(page.headers.get("content-type")).toContain("text/html");
    const location = await chooseUser(endpoints, await page.text(), email);
    expect(location.origin + location.pathname).toBe(client.redirect_uri);
    expect(location.searchParams.get("state")).toBe("s&1");
  });

  it("gives tokens that the published key verifies, in Cognito's shape and shaped by the trigger", async () => {
    const { status, json } = await redeem();
    expect(status).toBe(200);
    expect(json).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
    const keys = createRemoteJWKSet(new URL(endpoints.jwks_uri));
    const access = (await jwtVerify(json.access_token ?? "", keys, { issuer })).payload;
    expect(access).toMatchObject({ token_use: "access", client_id: client.client_id, role: "sales" });
    expect(access).not.toHaveProperty("aud");
    expect(access).toMatchObject({ scope: "openid email", username: access.sub, groups: ["a", "b"] });
    const id = (await jwtVerify(json.id_token ?? "", keys, { issuer, audience: client.client_id })).payload;
    expect(id).toMatchObject({ token_use: "id", nonce: "n-1", email, "custom:role": "sales", sub: access.sub });
    expect(id).not.toHaveProperty("custom:partner_id");
    expect(await guarded(json.access_token)).toBe(200);
  });

  it("returns the user for a token with openid", async () => {
    const { json } = await redeem();
    const ask = (token = "") => fetch(endpoints.userinfo_endpoint, { headers: { authorization: `Bearer ${token}` } });
    expect(await (await ask(json.access_token)).json()).toMatchObject({ email, "custom:role": "sales" });
    expect((await ask(json.id_token)).status).toBe(401);
    expect((await ask("nothing")).status).toBe(401);
  });

  it("gives no identity token without openid", async () => {
    const { json } = await redeem({ code: await codeOf({ scope: "email" }) });
    expect(json).not.toHaveProperty("id_token");
    expect(decodeJwt(json.access_token ?? "")).toMatchObject({ scope: "email" });
  });

  it("is followed by a sign-out that redirects only to the client's addresses", async () => {
    const leave = (logout_uri: string) =>
      fetch(
        `${endpoints.end_session_endpoint}?${new URLSearchParams({ client_id: client.client_id, logout_uri }).toString()}`,
        {
          redirect: "manual",
        },
      );
    expect((await leave("http://localhost/bye")).headers.get("location")).toBe("http://localhost/bye");
    expect((await leave("http://evil.example/")).status).toBe(400);
  });
});

describe("a request for a code", () => {
  it.each([
    ["an unknown client", { client_id: "nobody" }],
    ["another place to go back to", { redirect_uri: "http://localhost/callback/" }],
  ])("of %s is refused on the page and never redirected", async (_name, more) => {
    const response = await openSignIn(endpoints, asked(more));
    expect(response.status).toBe(400);
    expect(response.headers.get("location")).toBeNull();
  });

  it.each([
    ["another response type", { response_type: "token" }, "unsupported_response_type"],
    ["a scope that the client may not have", { scope: "openid phone" }, "invalid_scope"],
    ["no challenge", { code_challenge: "" }, "invalid_request"],
    ["a plain challenge", { code_challenge_method: "plain" }, "invalid_request"],
  ])("with %s redirects with the error", async (_name, more, error) => {
    const location = new URL((await openSignIn(endpoints, asked(more))).headers.get("location") ?? "");
    expect(Object.fromEntries(location.searchParams)).toEqual({ error, state: "s&1" });
  });
});

describe("a code", () => {
  it.each([
    ["another verifier", { code_verifier: `${verifier}x` }],
    ["no verifier", { code_verifier: "" }],
    ["another place to go back to", { redirect_uri: "http://localhost/bye" }],
    ["another code", { code: "guessed" }],
  ])("is refused with %s", async (_name, more) => {
    expect(await redeem(more)).toMatchObject({ status: 400, json: { error: "invalid_grant" } });
  });

  it("is accepted once", async () => {
    const code = await codeOf();
    expect((await redeem({ code })).status).toBe(200);
    expect(await redeem({ code })).toMatchObject({ status: 400, json: { error: "invalid_grant" } });
  });

  it("is used up by a wrong verifier", async () => {
    const code = await codeOf();
    await redeem({ code, code_verifier: "wrong" });
    expect((await redeem({ code })).status).toBe(400);
  });

  it("lives five minutes of virtual time", async () => {
    const code = await codeOf();
    await tiny.local.advance("PT5M");
    expect((await redeem({ code })).status).toBe(400);
  });

  it("of another client is refused, and so is another kind of grant", async () => {
    expect(await redeem({ client_id: "nobody" })).toMatchObject({ json: { error: "invalid_client" } });
    expect(await redeem({ grant_type: "password" })).toMatchObject({ json: { error: "unsupported_grant_type" } });
  });
});

describe("a refresh token", () => {
  const renew = (refresh_token = "") =>
    askForTokens(endpoints, { client_id: client.client_id, grant_type: "refresh_token", refresh_token });

  it("gives new tokens of the same sign-in after the old ones expire, until its own end", async () => {
    const { json } = await redeem();
    await tiny.local.advance("PT1H");
    expect(await guarded(json.access_token)).toBe(401);
    const renewed = (await renew(json.refresh_token)).json;
    expect(await guarded(renewed.access_token)).toBe(200);
    const [first, second] = [json, renewed].map(({ access_token }) => decodeJwt(access_token ?? ""));
    expect(second).toMatchObject({ auth_time: first?.auth_time, origin_jti: first?.origin_jti });
    await tiny.local.advance("P1D");
    expect(await renew(json.refresh_token)).toMatchObject({ status: 400, json: { error: "invalid_grant" } });
  });

  it("is refused once its user is disabled or removed, and so is a token of the local stack", async () => {
    const { users } = tiny.local.parts;
    const ask = async (operation: string) =>
      users.answer({ service: "cognito-idp", caller: "test", operation, input: { Username: email } });
    const [kept] = users.all.filter(({ attributes }) => attributes["email"] === email);
    const { json } = await redeem();
    const renewed = async () => (await renew(json.refresh_token)).status;
    await ask("AdminDisableUser");
    expect(await renewed()).toBe(400);
    await expect(tiny.local.token({ email })).rejects.toThrow(`The user ${email} is disabled.`);
    await ask("AdminEnableUser");
    expect(await renewed()).toBe(200);
    await ask("AdminDeleteUser");
    expect(await renewed()).toBe(400);
    await expect(tiny.local.token({ email })).rejects.toThrow(`There is no user ${email} in the pool.`);
    users.put([kept!]);
  });

  it("is refused once revoked", async () => {
    const { json } = await redeem();
    await fetch(endpoints.revocation_endpoint, {
      method: "POST",
      body: new URLSearchParams({ token: json.refresh_token ?? "", client_id: client.client_id }),
    });
    expect((await renew(json.refresh_token)).status).toBe(400);
  });
});
