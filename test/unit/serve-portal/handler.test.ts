import { describe, expect, test } from "vitest";
import { wantedPage } from "../../../functions/serve-portal/addresses.ts";
import { servePortal } from "../../../functions/serve-portal/handler.ts";
import { showProblem } from "../../../functions/serve-portal/view-problem.ts";
import { csrfToken, sessionHash } from "../../../shared/crypto/sessions.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { keys } from "../../../shared/store/keys.ts";
import type { Grant } from "../../../shared/domain/grants.ts";
import type { Relationship } from "../../../shared/domain/relationship.ts";
import { relationshipItem } from "../../../shared/store/relationship-items.ts";
import type { RawItem } from "../../../shared/store/table.ts";
import { aMasterKey } from "../../support/a-master-key.ts";
import { aGrant, aPartner, aRelationship, ids } from "../../support/builders.ts";
import { clockAt, later, now } from "../../support/fixed-clock.ts";
import { anHttpEvent, call } from "../../support/http-event.ts";
import { scriptedTable } from "../../support/scripted-table.ts";
import { someRules } from "../../support/some-rules.ts";

const cookie = "c".repeat(43);
const administrator = "01JD0000000000000000000006";
const known: RawItem = { ...keys.administered(administrator), email: "it@contoso.example", since: now };
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
    form?: Record<string, string> | URLSearchParams,
    cookies = [`__Host-rapport-portal=${cookie}`],
    query: Record<string, string> = {},
  ) => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const body = form && { body: new URLSearchParams(form).toString(), headers };
    return call(handler, {
      ...anHttpEvent({ routeKey, parameters: { id: ids.relationship }, claims: null, query, ...body }),
      cookies,
    });
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

const partner = { ...keys.partner(ids.partner), ...aPartner() };
const held = (named: Partial<Relationship> = {}) => relationshipItem(aRelationship(named));
const csrf = csrfToken(cookie);

describe("a form of the portal", () => {
  test.each([
    "POST /portal/relationships/{id}/remove",
    "POST /portal/relationships/{id}/renew",
    "POST /portal/relationships/{id}/end",
    "POST /portal/senders",
    "POST /portal/senders/{id}",
    "POST /portal/administrators",
    "POST /portal/administrators/{id}",
    "POST /portal/sign-in",
    "POST /portal/sign-in/{token}",
    "POST /portal/sign-out",
  ])("with a field that it does not have changes nothing: %s", async (routeKey) => {
    const { ask, transactions, puts, removed } = portal([known, session, partner, held()]);
    const answer = await ask(routeKey, {
      ...(!routeKey.includes("sign-in") && { csrf }),
      permission: "helpdesk",
    });
    expect([answer.status, transactions, puts, removed]).toEqual([422, [], [], []]);
  });

  test("that says a thing twice, or to an address that is misspelt, changes nothing", async () => {
    const { ask, transactions } = portal([known, session, partner, held()]);
    const twice = new URLSearchParams([...Object.entries({ csrf, mode: "all" }), ["mode", "listed"]]);
    expect((await ask("POST /portal/senders", twice)).status).toBe(422);
    const misspelt = { permissions: "users.admin" };
    expect((await ask("POST /portal/relationships/{id}/remove", { csrf }, undefined, misspelt)).status).toBe(422);
    expect(transactions).toEqual([]);
  });
});

describe("(E38) a renewal", () => {
  const renewal = "/portal/relationships/{id}/renew";
  const inDays = (...days: readonly number[]): Grant[] =>
    days.map((at) => ({ ...aGrant("users.admin"), duration: "P60D", endsAt: later({ days: at }) }));
  const gone: Grant = { ...aGrant("users.admin"), status: "removed" };
  const expired = { ...aGrant("users.admin"), status: "expired", endsAt: later({ days: -1 }) } as const;

  test.each([
    ["is offered where it moves an end", { grants: inDays(30) }, [200, 303], 1],
    ["and of what has expired", { grants: [expired] }, [200, 303], 1],
    ["is done already where it was done just now", { grants: inDays(60) }, [409, 303], 0],
    ["is refused where all lasts longer already", { grants: inDays(180) }, [409, 409], 0],
    ["is refused where all was removed", { grants: [gone] }, [409, 409], 0],
    ["is refused where nothing was granted", { grants: [] }, [409, 409], 0],
    ["is refused of a relationship that rests", { status: "suspended" }, [409, 409], 0],
  ] as const)("%s", async (_, named, statuses, written) => {
    const { ask, transactions } = portal([known, session, partner, held(named)]);
    const asked = await ask(`GET ${renewal}`);
    expect([asked.status, (await ask(`POST ${renewal}`, { csrf })).status]).toEqual(statuses);
    expect(transactions).toHaveLength(written);
    if (asked.status === 409 && !("status" in named)) expect(asked.text).toContain("There is nothing to renew");
  });

  test("is refused of a partner that is on hold, and not offered", async () => {
    const { ask, transactions } = portal([known, session, { ...partner, frozen: true }, held({ grants: inDays(30) })]);
    for (const answer of [await ask(`GET ${renewal}`), await ask(`POST ${renewal}`, { csrf })]) {
      expect(answer.status).toBe(403);
      expect(answer.text).toContain("This partner is on hold");
    }
    expect(transactions).toEqual([]);
    const { text } = await ask("GET /portal/relationships/{id}");
    expect(text).toContain("Fabrikam Cloud has put Contoso Partner on hold");
    expect(text).toMatch(/class="state onHold">On hold</);
    expect(text).not.toContain("/renew");
  });
});

test("HEAD is answered as GET, without the page", async () => {
  const all = portal([known, session, partner, held()]);
  for (const path of ["/portal", "/portal/relationships/{id}", "/portal/relationships/{id}/renew"])
    for (const cookies of [undefined, []]) {
      const { status, headers } = await all.ask(`GET ${path}`, undefined, cookies);
      expect(await all.ask(`HEAD ${path}`, undefined, cookies)).toMatchObject({ status, headers, text: "" });
    }
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
