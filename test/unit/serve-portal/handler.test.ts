import { describe, expect, test } from "vitest";
import { wantedPage } from "../../../functions/serve-portal/addresses.ts";
import { servePortal } from "../../../functions/serve-portal/handler.ts";
import { showProblem } from "../../../functions/serve-portal/view-problem.ts";
import { csrfToken, sessionHash } from "../../../shared/crypto/sessions.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { keys } from "../../../shared/store/keys.ts";
import type { RawItem } from "../../../shared/store/table.ts";
import { aMasterKey } from "../../support/a-master-key.ts";
import { ids } from "../../support/builders.ts";
import { clockAt, later, now } from "../../support/fixed-clock.ts";
import { anHttpEvent, call } from "../../support/http-event.ts";
import { scriptedTable } from "../../support/scripted-table.ts";
import { someRules } from "../../support/some-rules.ts";

const cookie = "c".repeat(43);
const administrator = "01JD0000000000000000000006";
const known: RawItem = { ...keys.administrator(ids.customer, administrator), email: "it@contoso.example", since: now };
const session: RawItem = {
  ...keys.session(sessionHash(cookie)),
  ...{ customerId: ids.customer, administrator, startedAt: now, endsAt: later({ hours: 8 }) },
};

function portal(items: readonly RawItem[] = [known, session]) {
  const scripted = scriptedTable(items);
  const handler = httpBoundary({
    routes: servePortal({
      ...{ table: scripted.table, masterKey: async () => aMasterKey(), newId: () => "", clock: clockAt() },
      ...{ publicUrl: "https://rapport.example", policy: someRules(), operatorName: "Fabrikam Cloud" },
      newSecret: () => "s".repeat(43),
    }),
    newCorrelationId: () => "c-1",
    bodies: "form",
    showProblem: showProblem("Fabrikam Cloud"),
  });
  const ask = (
    routeKey: string,
    form?: Record<string, string>,
    cookies = [`__Host-rapport-portal=${cookie}`],
    query: Record<string, string> = {},
  ) => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const body = form && { body: new URLSearchParams(form).toString(), headers };
    return call(handler, { ...anHttpEvent({ routeKey, claims: null, query, ...body }), cookies });
  };
  return { ...scripted, ask };
}

describe("the portal", () => {
  test("knows who is signed in by the cookie of this host only, and reads the administrator anew", async () => {
    expect((await portal().ask("GET /portal")).text).toContain("Your partners");
    for (const cookies of [[], [`rapport-portal=${cookie}`], [`__Host-rapport-portal=${cookie}x`]]) {
      expect((await portal().ask("GET /portal", undefined, cookies)).text).toContain("Mail me a link");
    }
    expect((await portal([session]).ask("GET /portal")).text).toContain("Mail me a link");
    const over = { ...session, endsAt: now };
    expect((await portal([known, over]).ask("GET /portal")).text).toContain("Mail me a link");
    const letInAgain = { ...known, since: later({ minutes: 1 }) };
    expect((await portal([letInAgain, session]).ask("GET /portal")).text).toContain("Mail me a link");
  });

  test("(B15) speaks the administrator's language where none was chosen", async () => {
    const { ask } = portal([{ ...known, locale: "it" }, session]);
    const languageOf = async (query: Record<string, string>) =>
      /<html lang="(..)"/.exec((await ask("GET /portal", undefined, undefined, query)).text)?.[1];
    expect([await languageOf({}), await languageOf({ lang: "de" })]).toEqual(["it", "de"]);
  });

  test("writes nothing for a form that is not this session's, and nothing for who is not signed in", async () => {
    for (const csrf of ["", "x", csrfToken("another")]) {
      const { ask, transactions, removed } = portal();
      expect((await ask("POST /portal/senders", { csrf, mode: "listed" })).status).toBe(403);
      expect((await ask("POST /portal/sign-out", { csrf })).status).toBe(403);
      expect((await ask("POST /portal/senders", { csrf: csrfToken(cookie), mode: "listed" }, [])).status).toBe(303);
      expect([transactions, removed]).toEqual([[], []]);
    }
  });

  test("writes what a form of this session says", async () => {
    const { ask, transactions, removed } = portal();
    const answer = await ask("POST /portal/senders", { csrf: csrfToken(cookie), mode: "listed" });
    expect(answer).toMatchObject({ status: 303, headers: { location: "/portal/senders?lang=en&done=senders" } });
    expect(transactions).toMatchObject([
      [
        { item: { entity: "senders", mode: "listed", version: 1 } },
        { item: { type: "SendersChanged" } },
        { kind: "check" },
      ],
    ]);
    await ask("POST /portal/sign-out", { csrf: csrfToken(cookie) });
    expect(removed).toEqual([keys.session(sessionHash(cookie))]);
  });

  test("keeps its pages to itself", async () => {
    const { headers } = await portal().ask("GET /portal");
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "same-origin" });
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  });
});

describe("where one wanted to go before signing in", () => {
  test.each([
    `/portal/relationships/${ids.relationship}`,
    `/portal/relationships/${ids.relationship}/renew`,
    `/portal/senders/${ids.partner}`,
    "/portal/administrators",
  ])("is remembered: %s", (path) => expect(wantedPage(path)).toBe(path));

  test.each([
    "",
    undefined,
    "/portal",
    "//evil.example",
    "https://evil.example/portal/senders",
    "/portal/senders/../../i/x",
    "/portal/sign-out",
    "/portal/administrators\r\nx: y",
    "/portal/administrators?x",
  ])("is forgotten where it is no page of the portal: %s", (path) => expect(wantedPage(path)).toBe(""));
});
