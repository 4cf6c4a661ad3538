import { signInKey, sessionKey } from "../../../shared/portal-access/sign-in-item.ts";
import { describe, expect, test } from "vitest";
import { wantedPage } from "../../../functions/serve-portal/addresses.ts";
import { signSignIn } from "../../../shared/crypto/sign-in.ts";
import { csrfToken, sessionHash } from "../../../shared/crypto/sessions.ts";
import { noSignIn } from "../../../shared/portal-access/rules.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { cookie, address, administratorOf, session, known, signedIn, portal, senders, csrf } from "./a-portal.ts";

describe("a session of the portal", () => {
  test("is found by this host's cookie only, and ends when it expires, is revoked or the address administers nothing", async () => {
    expect((await portal().ask("GET /portal")).text).toContain("Your partners");
    for (const cookies of [[], [`rapport-portal=${cookie}`], [`__Host-rapport-portal=${cookie}x`]])
      expect((await portal().ask("GET /portal", undefined, { cookies })).text).toContain("Send me a sign-in link");
    const expired = { ...session, endsAt: now };
    const signedOut = { ...signInKey(address), ...noSignIn(address), epoch: 1 };
    for (const items of [[session], [...known, expired], [...known, session, signedOut]])
      expect((await portal(items).ask("GET /portal")).text).toContain("Send me a sign-in link");
  });

  test("shows pages in the administrator's language unless another is chosen", async () => {
    const { ask } = portal([...administratorOf({ locale: "it" }), session]);
    const languageOf = async (query: Record<string, string>) =>
      /<html lang="(..)"/.exec((await ask("GET /portal", undefined, { query })).text)?.[1];
    expect([await languageOf({}), await languageOf({ lang: "de" })]).toEqual(["it", "de"]);
  });

  test("is needed for every form, with the session's own token", async () => {
    for (const csrf of ["", "x", csrfToken("another")]) {
      const { ask, transactions, removed } = portal();
      for (const route of [senders, "POST /portal/sign-out", "POST /portal/sign-out-everywhere"]) {
        const { status, headers } = await ask(route, { csrf, ...(route === senders && { mode: "listed" }) });
        expect([status, headers["location"]]).toEqual([303, expect.stringContaining("done=form-renewed")]);
      }
      expect((await ask(senders, { csrf: csrfToken(cookie), mode: "listed" }, { cookies: [] })).status).toBe(303);
      expect([transactions, removed]).toEqual([[], []]);
    }
  });

  test("saves the values of its own forms", async () => {
    const { ask, transactions, removed } = portal();
    const answer = await ask(senders, { csrf: csrfToken(cookie), mode: "listed" });
    const location = `/portal/customers/${ids.customer}/senders?lang=en&done=senders-listed`;
    expect(answer).toMatchObject({ status: 303, headers: { location } });
    expect(transactions).toMatchObject([
      [
        { item: { entity: "senders", mode: "listed", version: 1 } },
        { item: { types: ["SendersChanged"] } },
        { kind: "check" },
      ],
    ]);
    await ask("POST /portal/sign-out", { csrf: csrfToken(cookie) });
    expect(removed).toEqual([sessionKey(sessionHash(cookie))]);
  });

  test("has pages that are neither cached nor sent as a referrer", async () => {
    const { headers } = await portal().ask("GET /portal");
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "same-origin" });
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  });
});

describe("a form whose session has ended", () => {
  const page = "/portal/customers/{id}/name";
  const draftIn = ({ cookies }: { readonly cookies: readonly string[] }): string[] =>
    cookies.map((one) => one.split(";")[0] ?? "");

  test("changes nothing, says so on the sign-in page, and leads back to its own page", async () => {
    const { ask, transactions } = portal([...known, { ...session, endsAt: now }]);
    const answer = await ask(`POST ${page}`, { csrf, name: "Contoso Ltd" });
    const next = encodeURIComponent(`/portal/customers/${ids.customer}/name`);
    expect([answer.status, transactions]).toEqual([303, []]);
    expect(answer.headers["location"]).toBe(`/portal?lang=en&next=${next}&done=session-ended`);
    expect((await ask("GET /portal")).text).toContain("Your session has ended. Nothing was changed.");
    expect((await ask("GET /portal", undefined, { cookies: [] })).text).not.toContain("Your session has ended.");
  });

  test("is filled in again on its own page after signing in, from the browser and not from the address", async () => {
    const { headers, cookies } = await portal().ask(`POST ${page}`, { csrf, name: "Wingtip Größe" }, { cookies: [] });
    expect(cookies).toMatchObject([expect.stringMatching(/^__Host-rapport-draft=.*; HttpOnly; .*Max-Age=3600$/)]);
    expect(headers["location"]).not.toContain("Wingtip");
    const { ask } = portal();
    const kept = { cookies: [...signedIn, ...draftIn({ cookies })] };
    expect((await ask(`GET ${page}`, undefined, kept)).text).toContain('value="Wingtip Größe"');
    expect((await ask("GET /portal/customers/{id}/administrators", undefined, kept)).text).not.toContain("Wingtip");
    expect((await ask(`POST ${page}`, { csrf, name: "Wingtip" }, kept)).cookies).toMatchObject([
      expect.stringMatching(/^__Host-rapport-draft=; .*Max-Age=0$/),
    ]);
  });

  test("is filled in again also if the reader has signed in since, in another tab", async () => {
    const old = { csrf: csrfToken("another"), name: "Wingtip Größe" };
    const { headers, cookies } = await portal().ask(`POST ${page}`, old);
    expect(headers["location"]).toBe(`/portal/customers/${ids.customer}/name?lang=en&done=form-renewed`);
    const kept = { cookies: [...signedIn, ...draftIn({ cookies })], query: { done: "form-renewed" } };
    const { text } = await portal().ask(`GET ${page}`, undefined, kept);
    expect(text).toContain('value="Wingtip Größe"');
    expect(text).toContain("This page was from an earlier session. Nothing was changed.");
  });

  test.each(["nonsense", Buffer.from("[1]").toString("base64url")])(
    "is empty again if the browser's copy is damaged: %s",
    async (value) => {
      const cookies = [...signedIn, `__Host-rapport-draft=${value}`];
      expect((await portal().ask(`GET ${page}`, undefined, { cookies })).text).toContain('value="Contoso"');
    },
  );

  test("that was about one permission does not come back as one about all", async () => {
    const query = { permission: "users.admin" };
    const answer = await portal().ask("POST /portal/relationships/{id}/remove", {}, { cookies: [], query });
    const next = `/portal/relationships/${ids.relationship}/remove?permission=users.admin`;
    expect(answer.headers["location"]).toContain(`next=${encodeURIComponent(next)}`);
    expect(answer.cookies).toEqual([]);
    expect(wantedPage(next)).toBe(next);
  });
});

describe("the sign-in form", () => {
  test.each(["nobody", "nobody@", ""])(
    "keeps what was typed beside its error, and nothing is read: %j",
    async (email) => {
      const { ask, transactions } = portal();
      const { status, text } = await ask("POST /portal/sign-in", { email });
      expect([status, transactions]).toEqual([422, []]);
      expect(text).toMatch(new RegExp(`name="email"\\s+value="${email}"`));
      expect(text).toMatch(/<title>Error: Sign in/);
      expect(text).toMatch(/id="errors" autofocus/);
    },
  );

  test("repeats the address on the next page, so that a typing error is seen", async () => {
    const { text } = await portal().ask("POST /portal/sign-in", { email: "It@Contoso.exmaple" });
    expect(text).toContain("If It@Contoso.exmaple is an administrator’s address");
  });

  test.each(["sign-in", "sign-out", "sign-out-everywhere"])(
    "a reload of its target leads to a page: %s",
    async (target) => {
      const { status, headers } = await portal().ask(`GET /portal/${target}`, undefined, { query: { lang: "de" } });
      expect([status, headers["location"]]).toEqual([303, "/portal?lang=de"]);
    },
  );
});

describe("a mailed link to sign in", () => {
  const token = signSignIn({ address, number: 1 }, aMasterKey());
  const link = { ...signInKey(address), ...noSignIn(address), version: 1, revision: 1 };
  const alive = { ...link, links: [{ number: 1, endsAt: later({ minutes: 15 }) }] };
  const path = "/portal/sign-in/{token}";
  const open = (items: readonly RawItem[], method: string, form?: Record<string, string>, cookies: string[] = []) =>
    portal(items).ask(`${method} ${path}`, form, { cookies, named: { token } });
  const cookieIn = ({ cookies }: { readonly cookies: readonly string[] }) =>
    /rapport-portal=([^;]*)/.exec(cookies[0] ?? "")?.[1] ?? "";

  test("sets the same cookie for repeated posts of one page, and another cookie for every page", async () => {
    const secret = /name="secret" value="([^"]+)"/.exec((await open([...known, alive], "GET")).text)?.[1] ?? "";
    expect(secret).toHaveLength(43);
    const pressed = await open([...known, alive], "POST", { secret });
    expect(cookieIn(pressed)).not.toBe("");
    const cookieOfPress = cookieIn(pressed);
    const opened = { ...session, ...sessionKey(sessionHash(cookieOfPress)) };
    const again = await open([...known, link, opened], "POST", { secret });
    expect([again.status, cookieIn(again)]).toEqual([303, cookieOfPress]);
    expect((await open([...known, link, opened], "POST", { secret: "x".repeat(43) })).status).toBe(404);
    expect(cookieIn(await open([...known, alive], "POST", { secret: "short" }))).not.toBe(cookieOfPress);
  });

  test("redirects to the portal after use only in the session that it opened", async () => {
    const own = [`__Host-rapport-portal=${cookie}`];
    for (const method of ["GET", "POST", "HEAD"]) {
      const form = method === "POST" ? {} : undefined;
      expect((await open([...known, session, link], method, form, own)).status, method).toBe(303);
      expect((await open([...known, session, link], method, form)).status, method).toBe(404);
      expect((await open([...known, session, alive], "GET", undefined, own)).status).toBe(200);
    }
  });
});

describe("the page requested before signing in", () => {
  test.each([
    `/portal/relationships/${ids.relationship}`,
    `/portal/relationships/${ids.relationship}/renew`,
    `/portal/senders/${ids.partner}`,
    "/portal/administrators",
    `/portal/customers/${ids.customer}`,
    `/portal/customers/${ids.customer}/administrators`,
    `/portal/customers/${ids.customer}/administrators/01JD0000000000000000000006`,
    `/portal/customers/${ids.customer}/senders/${ids.partner}`,
    `/portal/customers/${ids.customer}/name`,
  ])("is kept: %s", (path) => expect(wantedPage(path)).toBe(path));

  test.each([
    "",
    undefined,
    "/portal",
    "//evil.example",
    "https://evil.example/portal/senders",
    "/portal/senders/../../i/x",
    "/portal/sign-out",
    "/portal/customers/x",
    `/portal/customers/${ids.customer}/name/x`,
    "/portal/administrators\r\nx: y",
    "/portal/administrators?x",
  ])("is dropped when it is not a page of the portal: %s", (path) => expect(wantedPage(path)).toBe(""));
});
