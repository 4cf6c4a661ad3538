import { afterEach, describe, expect, test, vi } from "vitest";
import { codeExchange } from "../../../functions/serve-console/exchange-code.ts";
import { challengeOf } from "../../../functions/serve-console/sign-in-cookie.ts";
import { wantedPage } from "../../../shared/console/addresses.ts";
import { ids } from "../../support/builders/builders.ts";
import { authorizeUrl, consoleOn, user } from "./a-console.ts";

/** The value of a cookie that an answer sets. */
const setCookie = (cookies: readonly string[], name: string): string =>
  new RegExp(`^__Host-${name}=([^;]*)`).exec(cookies.find((one) => one.includes(`${name}=`)) ?? "")?.[1] ?? "";

/** Begins to sign in, and returns what the browser keeps and what the pool is asked. */
async function begin(query = {}) {
  const { ask } = consoleOn([]);
  const { headers, cookies } = await ask("GET /console/sign-in", { query, cookies: [] });
  const location = new URL(String(headers["location"]));
  return { location, kept: `__Host-rapport-console-sign-in=${setCookie(cookies, "rapport-console-sign-in")}` };
}

const claims = { sub: "user-1", client_id: "c", token_use: "access", partner_id: ids.partner, role: "admin" } as const;

describe("signing in", () => {
  test("asks the pool with a challenge, a state and the reader's language, anew each time", async () => {
    const [one, other] = [await begin({ lang: "de" }), await begin()];
    expect(one.location.origin + one.location.pathname).toBe("https://sign-in.example/oauth2/authorize");
    const asked = Object.fromEntries(one.location.searchParams);
    expect(asked).toMatchObject({ client_id: "c", lang: "de", code_challenge_method: "S256", prompt: "login" });
    for (const name of ["state", "code_challenge"]) expect(asked[name]).not.toBe(other.location.searchParams.get(name));
  });

  test("redeems a code with the verifier of the challenge, opens a session, and leads to the wanted page", async () => {
    const { location, kept } = await begin({ next: "/console/colleagues?lang=de" });
    const asked: string[] = [];
    const { ask, transactions } = consoleOn([user], {}, async (code, verifier) => {
      asked.push(code, challengeOf(verifier));
      return claims;
    });
    const query = { code: "the-code", state: location.searchParams.get("state") ?? "" };
    const { status, headers, cookies } = await ask("GET /console/callback", { query, cookies: [kept] });
    expect([status, headers["location"]]).toEqual([303, expect.stringMatching(/^\/console\/colleagues\?lang=/)]);
    expect(asked).toEqual(["the-code", location.searchParams.get("code_challenge")]);
    expect(setCookie(cookies, "rapport-console")).toMatch(/^s+\d+$/);
    expect(cookies.find((one) => one.startsWith("__Host-rapport-console="))).toMatch(
      /; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=28800$/,
    );
    expect(setCookie(cookies, "rapport-console-sign-in")).toBe("");
    expect(transactions.flat()).toMatchObject([{ item: { entity: "console-session", userId: "user-1" } }]);
  });

  test.each([
    ["the state of another browser", { code: "x", state: "another" }, claims],
    ["no code", { error: "access_denied", error_description: "<b>Call 555</b>" }, claims],
    ["a code that the pool refuses", { code: "x" }, null],
  ])("opens no session for %s, and shows nothing of the address", async (_, query, answer) => {
    const { location, kept } = await begin();
    const { ask, transactions } = consoleOn([user], {}, async () => answer);
    const state = location.searchParams.get("state") ?? "";
    const { status, text } = await ask("GET /console/callback", { query: { state, ...query }, cookies: [kept] });
    expect([status, transactions]).toEqual([200, []]);
    expect(text).toContain("<h1>You are not signed in</h1>");
    expect(text).not.toContain("555");
  });

  test.each([
    ["somebody whom the partner has removed", claims, "Your account does not belong to a partner any more."],
    ["an operator", { ...claims, role: "operator" as const }, "npm run token -- --stage test"],
  ])("opens no session for %s", async (_, answer, words) => {
    const { location, kept } = await begin();
    const { ask, transactions } = consoleOn([], {}, async () => answer);
    const query = { code: "x", state: location.searchParams.get("state") ?? "" };
    const { text, cookies } = await ask("GET /console/callback", { query, cookies: [kept] });
    expect([text.includes(words), transactions.flat(), setCookie(cookies, "rapport-console")]).toEqual([true, [], ""]);
  });

  test("leads somebody who opens the used address again to the console", async () => {
    const { headers } = await consoleOn().ask("GET /console/callback", { query: { code: "x", state: "y" } });
    expect(headers["location"]).toBe("/console");
  });

  test.each([
    "https://evil.example",
    "//evil.example",
    "/console/../i/x",
    "/portal",
    "/console/x\nset-cookie: a",
    "",
    1,
  ])("never leads to %o", (next) => expect(wantedPage(next)).toBe("/console"));
});

describe("the exchange of a code", () => {
  afterEach(() => vi.unstubAllGlobals());
  const tokenOf = (said: object): string => `h.${Buffer.from(JSON.stringify(said)).toString("base64url")}.s`;
  const answering = (status: number, body: object) => {
    const asked: { url: string; body: string }[] = [];
    vi.stubGlobal("fetch", async (url: URL, { body: sent }: { body: URLSearchParams }) => {
      asked.push({ url: url.href, body: sent.toString() });
      return new Response(JSON.stringify(body), { status });
    });
    return asked;
  };

  test("is asked at the token endpoint beside the sign-in pages", async () => {
    const asked = answering(200, { access_token: tokenOf(claims) });
    expect(await codeExchange(authorizeUrl)("the-code", "the-verifier")).toEqual(claims);
    expect(asked.map(({ url }) => url)).toEqual(["https://sign-in.example/oauth2/token"]);
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
      ...{ grant_type: "authorization_code", client_id: "c", redirect_uri: "https://rapport.example/console/callback" },
      ...{ code: "the-code", code_verifier: "the-verifier" },
    });
  });

  test("gives nothing for a refused code, or for a token of another client", async () => {
    answering(400, { error: "invalid_grant" });
    expect(await codeExchange(authorizeUrl)("x", "y")).toBeNull();
    answering(200, { access_token: tokenOf({ ...claims, client_id: "another" }) });
    expect(await codeExchange(authorizeUrl)("x", "y")).toBeNull();
  });

  test.each([500, 429])("is put off while the pool answers %i", async (status) => {
    answering(status, {});
    await expect(codeExchange(authorizeUrl)("x", "y")).rejects.toMatchObject({
      $metadata: { httpStatusCode: status === 429 ? 429 : 503 },
    });
  });
});
