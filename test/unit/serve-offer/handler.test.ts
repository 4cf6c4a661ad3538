import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { serveOffer } from "../../../functions/serve-offer/handler.ts";
import { customerOf } from "../../../shared/commands/customer-of.ts";
import { signLink } from "../../../shared/crypto/links.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { verifyUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { currentAgreement } from "../../../shared/policy/agreements.ts";
import { invitationItem } from "../../../shared/store/invitation-items.ts";
import { keys } from "../../../shared/store/keys.ts";
import type { RawItem } from "../../../shared/store/table.ts";
import { relationshipItem } from "../../../shared/store/relationship-items.ts";
import { anInvitation, anIssue, anOffer, aPartner, aRelationship, ids } from "../../support/builders.ts";
import { aMasterKey } from "../../support/a-master-key.ts";
import { clockAt, later, now } from "../../support/fixed-clock.ts";
import { anHttpEvent, call } from "../../support/http-event.ts";
import { listenToLog } from "../../support/log-lines.ts";
import { itemsOf, scriptedTable } from "../../support/scripted-table.ts";
import { someRules } from "../../support/some-rules.ts";

beforeEach(() => void listenToLog());
afterEach(() => vi.restoreAllMocks());

const masterKey = aMasterKey();
const issue = anIssue({
  offer: anOffer({ agreement: { version: currentAgreement.version, hash: currentAgreement.hash } }),
});
const partner = { ...keys.partner(ids.partner), ...aPartner() };
const pending = invitationItem(anInvitation({ status: "pending", issue }));
const address = addressPseudonym("it@contoso.example", masterKey);
const linkOf = (version: number, epoch = 1) => signLink({ invitationId: ids.invitation, version, epoch }, masterKey);
const link = linkOf(1);

function aPage(items: readonly RawItem[] = [partner, pending], at = now) {
  const scripted = scriptedTable(items);
  const handler = httpBoundary({
    routes: serveOffer(
      {
        ...{ table: scripted.table, masterKey: async () => masterKey, newId: () => ids.relationship },
        ...{ policy: someRules(), publicUrl: "https://rapport.example" },
      },
      { clock: clockAt(at), operatorName: "Fabrikam Cloud" },
    ),
    newCorrelationId: () => "c-1",
    bodies: "form",
  });
  const request = (
    routeKey: string,
    token: string,
    body?: Record<string, string> | readonly (readonly [string, string])[],
    query: Record<string, string> = {},
  ) =>
    call(
      handler,
      anHttpEvent({
        ...{ routeKey, parameters: { link: token }, claims: null, path: `/i/${token}`, query },
        ...(body && {
          body: new URLSearchParams(body as Record<string, string>).toString(),
          headers: { "content-type": "application/x-www-form-urlencoded" },
        }),
      }),
    );
  return { ...scripted, request };
}
const decision = "POST /i/{link}/decision";
const yes = {
  decision: "accept",
  permission: "users.admin",
  duration: "P90D",
  name: "Ada",
  agreement: "on",
  offer: issue.offerDigest,
};

describe("a personal link", () => {
  test("that is opened shows the offer, kept by nobody, and changes nothing", async () => {
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

  test("that is malformed, forged, revoked, ahead or of nothing gets the same page, whatever is done with it", async () => {
    const changed = link.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    const texts = new Set<string>();
    for (const token of ["", "x", changed, linkOf(1, 2), linkOf(2), "x".repeat(65_536)])
      texts.add((await aPage().request("GET /i/{link}", token)).text);
    for (const token of ["", "x", changed, linkOf(2)])
      for (const route of [decision, "POST /i/{link}/seen", "POST /i/{link}/code"]) {
        const { status, text } = await aPage().request(route, token, yes);
        expect(status).toBe(404);
        texts.add(text);
      }
    texts.add((await aPage([partner]).request("GET /i/{link}", link)).text);
    expect(texts.size).toBe(1);
  });

  test("that the partner took back is as unknown to who posts as to who reads", async () => {
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

  test("of an older version says that a newer mail replaced it", async () => {
    const resent = anInvitation({ status: "pending", issue: { ...issue, linkVersion: 2 } });
    const { request, transactions } = aPage([partner, invitationItem(resent)]);
    expect((await request("GET /i/{link}", link)).status).toBe(410);
    expect((await request(decision, link, yes)).status).toBe(410);
    expect(transactions).toEqual([]);
  });

  test("(C25) of who handed the request over says so", async () => {
    const given = { ...issue, linkVersion: 3, handOverVersion: 2 };
    const { request } = aPage([partner, invitationItem(anInvitation({ status: "pending", issue: given }))]);
    expect((await request("GET /i/{link}", link)).text).toContain("handed over to a colleague");
    expect((await request("GET /i/{link}", linkOf(2))).text).toContain("A newer mail replaced this one");
  });

  test("(C22) that was reported says so, whenever it is opened", async () => {
    const reported = { ...anInvitation({ status: "declined", issue }), isReported: true };
    const { text } = await aPage([partner, invitationItem(reported)]).request("GET /i/{link}", link);
    expect(text).toContain("You reported Contoso Partner");
  });

  test("(A14, B17) that is over leads administrators to the partner's requests, and others to its reminders", async () => {
    const { customerId } = await customerOf("it@contoso.example", masterKey);
    const declined = [partner, invitationItem(anInvitation({ status: "declined", issue }))];
    const { text } = await aPage(declined).request("GET /i/{link}", link);
    const [, token = ""] = /href="\/u\/([^?"]+)\?lang=en"/.exec(text) ?? [];
    expect(verifyUnsubscribe(token, masterKey)).toEqual({ partnerId: ids.partner, address });
    expect(text).not.toContain("/portal/senders");
    const administrator = { ...keys.administrator(customerId, address), email: "it@contoso.example" };
    const known = await aPage([...declined, administrator]).request("GET /i/{link}", link);
    expect(known.text).toContain(`/portal/senders/${ids.partner}?lang=en`);
  });

  test("(E36) that ended with its relationship says so, and not that the partner took it back", async () => {
    const cancelled = { ...anInvitation({ status: "cancelled", issue }), relationshipId: ids.relationship };
    const pageAfter = async (at: string) => {
      const termination = { at, by: "customer", reason: null } as const;
      const ended = relationshipItem(aRelationship({ status: "terminated", termination }));
      return (await aPage([partner, invitationItem(cancelled), ended]).request("GET /i/{link}", link)).text;
    };
    expect(await pageAfter(cancelled.decidedAt)).toContain("The relationship with Contoso Partner has ended");
    expect(await pageAfter(later({ days: 2 }))).toContain("Contoso Partner took the request back");
  });

  test("of a frozen partner is on hold", async () => {
    const { request } = aPage([{ ...partner, frozen: true }, pending]);
    const { status, text } = await request("GET /i/{link}", link);
    expect(status).toBe(403);
    expect(text).toContain("This request is on hold");
    expect(text).toContain("urn:rapport:request:");
    expect(text).not.toContain("<form");
  });

  test("past its end says so, also to who answers", async () => {
    const { request, transactions } = aPage([partner, pending], later({ days: 30 }));
    expect((await request("GET /i/{link}", link)).status).toBe(200);
    const { text } = await request(decision, link, yes);
    expect(text).toContain("/new-link");
    expect(text).not.toContain("/decision");
    expect(transactions).toEqual([]);
  });
});

describe("an answer", () => {
  test("that is yes is written, and leads back to the page", async () => {
    const { request, transactions } = aPage();
    expect(await request(decision, link, yes)).toMatchObject({ status: 303, headers: { location: `/i/${link}` } });
    expect(itemsOf(transactions)[0]).toMatchObject({
      ...{ status: "accepted", relationshipId: ids.relationship },
      decision: {
        granted: ["users.admin"],
        duration: "P90D",
        partial: true,
        by: { name: "Ada", email: "it@contoso.example", title: null },
      },
    });
  });

  test("(B15) makes its language the administrator's: the page's, else the one it was asked in", async () => {
    for (const [query, locale] of [
      [{ lang: "de" }, "de"],
      [{}, "en"],
    ] as const) {
      const { request, transactions } = aPage();
      await request(decision, link, yes, query);
      const known = transactions.flat().filter((write) => "setOnce" in write && write.key.SK.startsWith("ADMIN#"));
      expect(known).toMatchObject([{ set: { email: "it@contoso.example", locale } }]);
    }
  });

  test("that is no is written with its reason", async () => {
    const { request, transactions } = aPage();
    const no = { decision: "decline", offer: issue.offerDigest, reason: "not now" };
    expect((await request(decision, link, no)).status).toBe(303);
    expect(itemsOf(transactions)[0]).toMatchObject({
      status: "declined",
      decision: { reason: "not now", by: { name: null } },
    });
  });

  test("with faults comes back with all of them by their fields, and what was typed", async () => {
    const { request, transactions } = aPage();
    const { status, text } = await request(decision, link, {
      ...yes,
      name: "",
      agreement: "",
      duration: "P999D",
      title: `"><b>boss`,
    });
    expect(status).toBe(422);
    for (const fault of ["Your name is needed.", "The agreement must be accepted.", "not longer."])
      expect(text).toContain(fault);
    expect(text).toContain("&lt;b&gt;boss");
    expect(text).not.toContain("<b>boss");
    expect(transactions).toEqual([]);
  });

  test("without what the cloud requires has one fault, which names it", async () => {
    const offer = anOffer({ ...issue.offer, cloud: "germany", permissions: ["directory.admin", "office365.admin"] });
    const strict = anInvitation({ status: "pending", cloud: "germany", issue: anIssue({ offer }) });
    const { request } = aPage([partner, invitationItem(strict)]);
    const none = { ...yes, decision: "accept-none", offer: anIssue({ offer }).offerDigest, duration: "P90D" };
    const { status, text } = await request(decision, link, none);
    expect(status).toBe(422);
    expect(text.match(/<li><a href="#permission">/g)).toHaveLength(1);
    expect(text).toContain("cannot be refused: Directory administrator and Office 365 administrator.");
  });

  test.each(["\u200B", "\u3164\u2060", "\u00AD"])(
    "signed with a name that nobody sees is not signed: %j",
    async (name) => {
      const { request, transactions } = aPage();
      const { status, text } = await request(decision, link, { ...yes, name });
      expect([status, transactions]).toEqual([422, []]);
      expect(text).toContain("Your name is needed.");
    },
  );

  test("that says neither yes nor no is asked for one", async () => {
    const { status, text } = await aPage().request(decision, link, { ...yes, decision: "maybe" });
    expect(status).toBe(422);
    expect(text).toContain("Choose whether to accept or to decline.");
  });

  test("to another offer than the one shown is refused", async () => {
    const { request, transactions } = aPage();
    const other = { ...yes, offer: `sha256:${"0".repeat(64)}` };
    expect(await request(decision, link, other)).toMatchObject({
      status: 422,
      body: { type: "/problems/offer-changed" },
    });
    expect(transactions).toEqual([]);
  });

  test("with a field that the page does not have decides nothing, and says so", async () => {
    for (const route of [decision, "POST /i/{link}/code", "POST /i/{link}/hand-over"]) {
      const { request, transactions } = aPage();
      const { status, text } = await request(route, link, { ...yes, permissions: "x" });
      expect([status, transactions]).toEqual([422, []]);
      expect(text).toContain("Something was sent that this page does not know.");
    }
  });

  test.each([
    ["empty", [["duration", ""]]],
    [
      "said twice",
      [
        ["duration", "P30D"],
        ["duration", "P90D"],
      ],
    ],
  ] as const)("with a duration that is %s is no longer one", async (_, said) => {
    const { request, transactions } = aPage();
    const form = [...Object.entries(yes).filter(([field]) => field !== "duration"), ...said];
    const { status, text } = await request(decision, link, form);
    expect([status, transactions]).toEqual([422, []]);
    expect(text).toContain(`<a href="#duration">Choose for how long.</a>`);
  });

  test.each([
    ["decline", true],
    ["report", false],
  ] as const)("that is to %s, after the other no, comes too late and says so", async (no, isReported) => {
    const denied = invitationItem({ ...anInvitation({ status: "declined", issue }), isReported });
    const { request, transactions } = aPage([partner, denied]);
    const { status, text } = await request(decision, link, { decision: no, offer: issue.offerDigest });
    expect([status, transactions]).toEqual([409, []]);
    expect(text).toContain("What you sent just now was not recorded");
    expect((await request(decision, link, { decision: isReported ? "report" : "decline" })).status).toBe(303);
  });

  test("given again changes nothing and answers the same", async () => {
    const { request, transactions } = aPage([partner, invitationItem(anInvitation({ status: "accepted", issue }))]);
    expect((await request(decision, link, yes)).status).toBe(303);
    expect(transactions).toEqual([]);
  });
});

describe("a page that is drawn again", () => {
  const typed = {
    ...yes,
    permission: "licenses.admin",
    name: "Ada <b>",
    title: "CTO",
    reason: "None",
    email: "boss@x",
  };
  const assertKept = (text: string) => {
    expect(text).toMatch(/id="permission-licenses.admin"[^>]*checked/);
    expect(text).not.toMatch(/id="permission-users.admin"[^>]*checked/);
    expect(text).toMatch(/<option value="P90D" selected/);
    expect(text).toMatch(/id="agreement"[^>]*checked/);
    for (const value of ["Ada &lt;b&gt;", "CTO", "None", "boss@x"]) expect(text).toContain(`value="${value}"`);
  };

  test("in another language has kept what was chosen and typed, and nothing is decided, whatever else is said", async () => {
    const { request, transactions, puts } = aPage();
    const { status, text } = await request(decision, link, { ...typed, show: "de" });
    expect(status).toBe(200);
    assertKept(text);
    expect([...transactions, ...puts]).toEqual([]);
  });

  test("for a code has kept it too, and says at the top that the code is on its way", async () => {
    const { request, transactions } = aPage();
    const { status, text } = await request("POST /i/{link}/code", link, { ...typed, codes: "0" });
    expect(status).toBe(200);
    assertKept(text);
    expect(text).toMatch(/id="notice"[^>]*autofocus/);
    expect(transactions).toHaveLength(1);
  });

  test("after handing over failed has kept it too", async () => {
    const { status, text } = await aPage().request("POST /i/{link}/hand-over", link, typed);
    expect(status).toBe(422);
    assertKept(text);
    expect(text).toContain(`<a href="#colleague">`);
  });

  test("by a reload asks for no second code", async () => {
    const first = {
      ...{ ...keys.code(ids.invitation), invitationId: ids.invitation, linkVersion: 1, number: 1, kid: "1" },
      ...{ tries: 0, endsAt: later({ minutes: 30 }), day: "2026-11-22", asked: { [address]: 1 } },
    };
    const { request, transactions } = aPage([partner, pending, first]);
    expect((await request("POST /i/{link}/code", link, { ...typed, codes: "0" })).status).toBe(200);
    expect(transactions).toEqual([]);
    await request("POST /i/{link}/code", link, { ...typed, codes: "1" });
    expect(transactions).toHaveLength(1);
  });
});

describe("a receipt", () => {
  test("(C28) that there is not yet is not found: the page says so", async () => {
    const { status, text } = await aPage().request("GET /i/{link}/receipt", link);
    expect(status).toBe(404);
    expect(text).toContain("Contoso Partner");
  });
});

describe("a person on the page", () => {
  test("is recorded once", async () => {
    const { request, transactions } = aPage();
    expect((await request("POST /i/{link}/seen", link)).status).toBe(204);
    expect(itemsOf(transactions)[1]).toMatchObject({
      type: "InvitationViewed",
      metadata: { actor: { kind: "customer" } },
    });
    const seen = aPage([
      partner,
      invitationItem(anInvitation({ status: "pending", issue: { ...issue, viewedAt: now } })),
    ]);
    expect((await seen.request("POST /i/{link}/seen", link)).status).toBe(204);
    expect(seen.transactions).toEqual([]);
  });

  test("who asks for a code gets the next number, with its end, and no code is stored", async () => {
    const { request, transactions } = aPage();
    expect((await request("POST /i/{link}/code", link)).status).toBe(303);
    const written = itemsOf(transactions);
    expect(written[1]).toMatchObject({ type: "InvitationViewed" });
    expect(written[3]).toMatchObject({ entity: "code", number: 1, tries: 0, endsAt: later({ minutes: 30 }) });
    expect(written[3]).toMatchObject({ asked: { [address]: 1 } });
    expect(written[2]).toMatchObject({ type: "InvitationCodeRequested", data: { code: { number: 1 } } });
  });

  test("who asks for a sixth code in a day is told to wait", async () => {
    const fifth = {
      ...{ ...keys.code(ids.invitation), invitationId: ids.invitation, linkVersion: 1, number: 5, kid: "1" },
      ...{ tries: 0, endsAt: now, day: "2026-11-22", asked: { [address]: 5 } },
    };
    expect((await aPage([partner, pending, fifth]).request("POST /i/{link}/code", link)).status).toBe(429);
    expect(
      (await aPage([partner, pending, fifth], later({ days: 1 })).request("POST /i/{link}/code", link)).status,
    ).toBe(303);
  });
});
