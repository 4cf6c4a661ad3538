import { afterEach, describe, expect, test, vi } from "vitest";
import { addressKeys } from "../../../shared/delivery/address-item.ts";
import { issuedCodePart } from "../../support/builders/stored-parts.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import type { IssuedCode } from "../../../shared/codes/model.ts";
import { anInvitation, ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { itemsOf } from "../../support/table/scripted-table.ts";
import { address, aPage, decision, issue, link, partner, pending, yes } from "./a-page.ts";

listenToEachLog();
afterEach(() => vi.restoreAllMocks());

/** A code of today that was mailed last, as it is stored. */
const aCode = (number: number, named: Partial<IssuedCode> = {}) =>
  issuedCodePart({
    ...{ invitationId: ids.invitation, linkVersion: 1, number, kid: "1" },
    ...{ tries: 0, endsAt: later({ minutes: 30 }), day: "2026-11-22", asked: { [address]: number } },
    ...named,
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

  test("in another language keeps the input and decides nothing", async () => {
    const { request, transactions, puts } = aPage();
    const { status, text } = await request(decision, link, { ...typed, show: "de" });
    expect(status).toBe(200);
    assertKept(text);
    expect([...transactions, ...puts]).toEqual([]);
  });

  test("for a code keeps the input, and shows in its field that the code was sent", async () => {
    const { request, transactions } = aPage();
    const { status, text } = await request("POST /i/{link}/code", link, { ...typed, codes: "0" });
    expect(status).toBe(200);
    assertKept(text);
    expect(text).toMatch(/id="colleague-code"[^>]*autofocus/);
    expect(transactions).toHaveLength(1);
  });

  test("after a failed hand-over keeps the input", async () => {
    const { status, text } = await aPage().request("POST /i/{link}/hand-over", link, typed);
    expect(status).toBe(422);
    assertKept(text);
    expect(text).toContain(`<a href="#colleague">`);
  });

  test("by a reload asks for no second code", async () => {
    const { request, transactions } = aPage([partner, pending, aCode(1)]);
    expect((await request("POST /i/{link}/code", link, { ...typed, codes: "0" })).status).toBe(200);
    expect(transactions).toEqual([]);
    await request("POST /i/{link}/code", link, { ...typed, codes: "1" });
    expect(transactions).toHaveLength(1);
  });
});

describe("accepting without the code that is needed", () => {
  const coded = invitationItem(anInvitation({ status: "pending", issue: { ...issue, codeRequired: true } }));
  const accept = { ...yes, title: "CTO", codes: "0" };

  test("sends it, says so and keeps what was typed", async () => {
    const { request, transactions } = aPage([partner, coded]);
    const { status, text } = await request(decision, link, accept);
    expect(status).toBe(200);
    expect(text).toMatch(/id="code-hint">\s*We sent a code to it@contoso.example/);
    expect(text).toMatch(/id="code"[^>]*autofocus/);
    expect(text).toContain(`value="CTO"`);
    expect(text).not.toContain(`role="alert"`);
    expect(itemsOf(transactions)).toContainEqual(expect.objectContaining({ entity: "code", number: 1 }));
    expect(itemsOf(transactions)).not.toContainEqual(expect.objectContaining({ status: "accepted" }));
  });

  test("sends it beside other faults, which are shown alone", async () => {
    const { request, transactions } = aPage([partner, coded]);
    const { status, text } = await request(decision, link, { ...accept, agreement: "", name: "" });
    expect(status).toBe(422);
    expect([...text.matchAll(/<li><a href="#([^"]*)"/g)].map(([, field]) => field)).toEqual(["name", "agreement"]);
    expect(text).toContain("We sent a code");
    expect(transactions).toHaveLength(1);
  });

  test("asks for the one that was sent before, and sends none", async () => {
    const { request, transactions } = aPage([partner, coded, aCode(1)]);
    const { status, text } = await request(decision, link, { ...accept, codes: "1" });
    expect([status, transactions]).toEqual([422, []]);
    expect(text).toContain(`<a href="#code">Enter the code from the e-mail.</a>`);
  });

  test.each([
    ["too many were sent today", { endsAt: now }],
    ["the newest was tried too often", { tries: 5 }],
  ])("says that none can be sent, and not that one was: %s", async (_, code) => {
    const { request } = aPage([partner, coded, aCode(5, code)]);
    const { status, text } = await request(decision, link, { ...accept, codes: "5" });
    expect(status).toBe(422);
    expect(text).toContain("We cannot send another code today");
    expect(text).not.toContain("We sent a code");
  });
});

describe("asking for a sixth code while the fifth is valid", () => {
  test("says that none can be sent, and not that one was", async () => {
    const { text } = await aPage([partner, pending, aCode(5)]).request("POST /i/{link}/code", link, {
      ...yes,
      codes: "5",
    });
    expect(text).toContain("Enter the latest one if it is still valid");
    expect(text).not.toContain("We sent a code");
  });
});

describe("a code to an address that gets no mail", () => {
  const suppressed = { ...addressKeys.address(address), "suppressed#bounce": now };
  const told = "E-mails to your address do not arrive";

  test("is refused by the field, on the page as it was, and nothing is written", async () => {
    const { request, transactions } = aPage([partner, pending, suppressed]);
    const { status, text } = await request("POST /i/{link}/code", link, { ...yes, title: "CTO", codes: "0" });
    expect(status).toBe(409);
    expect(text).toContain(told);
    expect(text).toContain(`<a href="#colleague-code">`);
    expect(text).toContain(`value="CTO"`);
    expect(text).not.toContain("We sent a code");
    expect(transactions).toEqual([]);
  });

  test("is refused at its own field when accepting needs it, and no earlier code is announced", async () => {
    const coded = invitationItem(anInvitation({ status: "pending", issue: { ...issue, codeRequired: true } }));
    const items = [partner, coded, suppressed, aCode(1)];
    expect((await aPage(items).request("GET /i/{link}", link)).text).toContain("We sent a code");
    for (const codes of ["0", "1"]) {
      const { request, transactions } = aPage(items);
      const { status, text } = await request("POST /i/{link}/code", link, { ...yes, codes });
      expect([status, transactions]).toEqual([409, []]);
      expect(text).toMatch(new RegExp(`id="code-error"[^]*${told}`));
      expect(text).not.toContain("We sent a code");
    }
  });

  test("is not mentioned once the request was answered", async () => {
    const declined = invitationItem(anInvitation({ status: "declined", issue }));
    const { text } = await aPage([partner, declined, suppressed]).request("POST /i/{link}/code", link);
    expect(text).not.toContain(told);
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
    // Cancelled, or on hold, while the page was open.
    for (const items of [
      [partner, invitationItem(anInvitation({ status: "cancelled", issue }))],
      [{ ...partner, frozen: true }, pending],
    ])
      expect((await aPage(items).request("POST /i/{link}/seen", link)).status).toBe(204);
  });

  test("who asks for a code causes an event with the next number and its end, and no code is stored", async () => {
    const { request, transactions } = aPage();
    expect((await request("POST /i/{link}/code", link)).status).toBe(303);
    const written = itemsOf(transactions);
    expect(written[1]).toMatchObject({ entity: "code", number: 1, tries: 0, endsAt: later({ minutes: 30 }) });
    expect(written[1]).toMatchObject({ asked: { [address]: 1 } });
    expect(written[2]).toMatchObject({ type: "InvitationViewed" });
    expect(written[3]).toMatchObject({ type: "InvitationCodeRequested", data: { code: { number: 1 } } });
  });

  test("who asks for a sixth code in a day must wait", async () => {
    const fifth = aCode(5, { endsAt: now });
    expect((await aPage([partner, pending, fifth]).request("POST /i/{link}/code", link)).status).toBe(429);
    expect(
      (await aPage([partner, pending, fifth], later({ days: 1 })).request("POST /i/{link}/code", link)).status,
    ).toBe(303);
  });
});
