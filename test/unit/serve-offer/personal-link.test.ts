import { afterEach, describe, expect, test, vi } from "vitest";
import { routes } from "../../../functions/serve-offer/manifest.ts";
import { relationshipItem } from "../../../shared/relationship/items/item.ts";
import type { Relationship } from "../../../shared/relationship/model.ts";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { verifyUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { anInvitation, aRelationship, ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { address, aPage, decision, issue, link, linkOf, masterKey, partner, pending, yes } from "./a-page.ts";

listenToEachLog();
afterEach(() => vi.restoreAllMocks());

/** Every route below a personal link. */
const ways = routes.map(({ key }) => key).filter((key) => key.includes("{link}"));

describe("a personal link", () => {
  test("shows the offer uncached when it is opened, and changes nothing", async () => {
    const { request, transactions, puts } = aPage();
    const { status, text, headers } = await request("GET /i/{link}", link);
    expect(status).toBe(200);
    expect(text).toContain("Contoso Partner");
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect([...transactions, ...puts]).toEqual([]);
  });

  test("answers HEAD as GET, without the page", async () => {
    const { request } = aPage();
    const [head, get] = [await request("HEAD /i/{link}", link), await request("GET /i/{link}", link)];
    expect(head).toMatchObject({ status: 200, text: "", headers: get.headers });
  });

  test("warns at once when the operator has taken the partner's verification back, and names the partner's later name", async () => {
    const textFor = async (named: object) =>
      (await aPage([{ ...partner, ...named }, pending]).request("GET /i/{link}", link)).text;
    const [verified, warning] = ["<dt>Verified</dt>", "has not verified that this name is genuine"];
    expect(await textFor({})).toContain(verified);
    expect(await textFor({})).not.toContain(warning);
    for (const named of [{ verified: null }, { displayName: "Northwind" }]) {
      expect(await textFor(named)).not.toContain(verified);
      expect(await textFor(named)).toContain(warning);
      expect(await textFor(named)).toContain("<h1>Contoso Partner would like to be your reseller</h1>");
    }
    expect(await textFor({ displayName: "Northwind" })).toMatch(/<dt>Now called<\/dt>\s*<dd>Northwind<\/dd>/);
  });

  test("that is malformed, forged, revoked, from the future or without an invitation always shows the same page", async () => {
    const changed = link.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    const answers = new Set<string>();
    const ask = async (route: string, token: string, page = aPage()) => {
      const { status, headers, text } = await page.request(route, token, route.startsWith("POST") ? yes : undefined);
      answers.add(JSON.stringify([status, headers, text]));
      expect([status, page.transactions, page.puts]).toEqual([404, [], []]);
    };
    for (const token of ["", "x", "....", changed, link.toLowerCase(), `${link}.x`, linkOf(2)])
      for (const route of ways) await ask(route, token);
    for (const token of [linkOf(1, 2), "x".repeat(65_536)]) await ask("GET /i/{link}", token);
    for (const route of ways) await ask(route, link, aPage([partner]));
    expect(answers.size).toBe(1);
  });

  test("that the partner revoked is unknown to posts as well", async () => {
    const revoked = { ...partner, linkEpoch: 2 };
    const viewed = invitationItem(anInvitation({ status: "pending", issue: { ...issue, viewedAt: now } }));
    const answered = invitationItem(anInvitation({ status: "accepted", issue }));
    const unknown = (await aPage().request("GET /i/{link}", "x")).text;
    for (const [item, route, form] of [
      [viewed, "POST /i/{link}/seen", {}],
      [pending, decision, { ...yes, offer: "another" }],
      [pending, decision, { ...yes, name: "" }],
      [answered, decision, yes],
    ] as const) {
      const { request, transactions } = aPage([revoked, item]);
      expect(await request(route, link, form)).toMatchObject({ status: 404, text: unknown });
      expect(transactions).toEqual([]);
    }
  });

  test("of an accepted request shows whether the relationship is active, by the live one of the customer", async () => {
    const accepted = invitationItem(anInvitation({ status: "accepted", issue }));
    const live = (named: Partial<Relationship> = {}) => relationshipItem(aRelationship(named));
    for (const [held, told] of [
      [[live()], "is now your reseller"],
      [[live({ id: "rel_01JD0000000000000000000009" })], "has since ended"],
      [[live({ status: "terminated" })], "has since ended"],
      [[], "has since ended"],
    ] as const)
      expect((await aPage([partner, accepted, ...held]).request("GET /i/{link}", link)).text).toContain(told);
  });

  test("of an older version shows that a newer mail replaced it", async () => {
    const resent = anInvitation({ status: "pending", issue: { ...issue, linkVersion: 2 } });
    const { request, transactions } = aPage([partner, invitationItem(resent)]);
    for (const route of ways) {
      const { status, text } = await request(route, link, route.startsWith("POST") ? yes : undefined);
      // The script's report of a reader is no place to say it.
      const isReport = route.endsWith("/seen");
      expect([status, text.includes("There is a newer e-mail")], route).toEqual(isReport ? [204, false] : [410, true]);
    }
    expect(transactions).toEqual([]);
  });

  test("of the person who handed the request over shows that", async () => {
    const given = { ...issue, linkVersion: 3, handOverVersion: 2 };
    const { request } = aPage([partner, invitationItem(anInvitation({ status: "pending", issue: given }))]);
    expect((await request("GET /i/{link}", link)).text).toContain("passed on to a colleague");
    expect((await request("GET /i/{link}", linkOf(2))).text).toContain("There is a newer e-mail");
  });

  test("of a reported request shows the report at every visit", async () => {
    const reported = { ...anInvitation({ status: "declined", issue }), isReported: true };
    const { text } = await aPage([partner, invitationItem(reported)]).request("GET /i/{link}", link);
    expect(text).toContain("You reported Contoso Partner");
  });

  test("that is over leads administrators to the senders of their organisation, and others to those of their address", async () => {
    const declined = [partner, invitationItem(anInvitation({ status: "declined", issue }))];
    const { text } = await aPage(declined).request("GET /i/{link}", link);
    const [, token = ""] = /href="\/u\/([^?"]+)\?lang=en"/.exec(text) ?? [];
    expect(verifyUnsubscribe(token, masterKey)).toEqual({ partnerId: ids.partner, address });
    expect(text).not.toContain("/portal/senders");
    const customers = {
      address,
      version: 1,
      email: "it@contoso.example",
      locale: null,
      customers: [ids.customer],
      sandboxes: {},
      accepted: {},
    };
    const administrator = { ...customerKeys.administered(address), ...customers, founded: 1 };
    const known = await aPage([...declined, administrator]).request("GET /i/{link}", link);
    expect(known.text).toContain(`/portal/senders/${ids.partner}?lang=en`);
  });

  test.each([
    ["relationship-ended", "The relationship with Contoso Partner has ended"],
    ["addressee-left", "this address is no longer one"],
    ["by-partner", "Contoso Partner withdrew the request"],
  ] as const)("of a cancelled request shows the reason: %s", async (cancelCode, said) => {
    const cancelled = { ...anInvitation({ status: "cancelled", issue }), cancelCode };
    const { text } = await aPage([partner, invitationItem(cancelled)]).request("GET /i/{link}", link);
    expect(text).toContain(said);
  });

  test("of a frozen partner is on hold, and can still be declined or reported", async () => {
    const { request } = aPage([{ ...partner, frozen: true }, pending]);
    const { status, text } = await request("GET /i/{link}", link);
    expect(status).toBe(403);
    expect(text).toContain("This request is on hold");
    expect([...text.matchAll(/name="decision" value="(\w+)"/g)].map(([, said]) => said)).toEqual(["decline", "report"]);
    expect(text).toContain(`name="offer" value="${issue.offerDigest}"`);
  });

  test("past its end shows that, also after an answer", async () => {
    const { request, transactions } = aPage([partner, pending], later({ days: 30 }));
    expect((await request("GET /i/{link}", link)).status).toBe(200);
    const { text } = await request(decision, link, yes);
    expect(text).toContain("/new-link");
    expect(text).not.toContain("/decision");
    expect(transactions).toEqual([]);
  });
});
