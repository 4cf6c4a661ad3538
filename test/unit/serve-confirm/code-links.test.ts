import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { describe, expect, test } from "vitest";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { signStop } from "../../../shared/crypto/stops.ts";
import type { Invitation } from "../../../shared/invitation/model.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { anInvitation, anIssue, aPartner, ids, someTerms } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { confirmPages } from "./confirm-pages.ts";
import { itemsOf } from "../../support/table/scripted-table.ts";
import { someRules } from "../../support/builders/some-rules.ts";

const masterKey = aMasterKey();
const { email } = someTerms().customer;
const signed = (to = email, number = 1) =>
  signStop({ kind: "code", subject: ids.invitation, address: addressPseudonym(to, masterKey), number }, masterKey);
const token = signed();

const pending = anInvitation({ status: "pending" });
const declined = anInvitation({ status: "declined" });
const reported: Invitation = { ...declined, isReported: true };
const passedOn = anInvitation({
  status: "pending",
  issue: anIssue({ linkVersion: 2 }),
  terms: someTerms({ customer: { ...someTerms().customer, email: "boss@contoso.example" } }),
});

const externally = someRules({ externalPortals: { rapport: "https://portal.example/" } });

function pages(invitation: Invitation | null, at = now, policy = someRules()) {
  const items = [
    { ...partnerKeys.profile(ids.partner), ...aPartner() },
    ...(invitation ? [invitationItem(invitation)] : []),
  ];
  const { ask, transactions } = confirmPages(items, at, policy);
  const askToStop = (method: "GET" | "HEAD" | "POST", said = token, query: Record<string, string> = {}) =>
    ask(method, "stop", said, { query });
  return { ask: askToStop, transactions };
}

describe("the link in a code's mail, for a recipient who did not ask for the code", () => {
  test("shows whose request it is, where the code went and what happens, and changes nothing", async () => {
    const { ask, transactions } = pages(pending);
    const { status, text } = await ask("GET");
    expect(status).toBe(200);
    for (const said of ["Contoso Partner", email, "we tell Fabrikam Cloud", `action="/stop/${token}?lang=en"`]) {
      expect(text).toContain(said);
    }
    expect((await ask("HEAD")).text).toBe("");
    expect(transactions).toEqual([]);
  });

  test.each([
    ["", someRules()],
    [", although another portal is where the request is decided", externally],
  ])("declines and reports in one write when its button is pressed%s", async (_, policy) => {
    const { ask, transactions } = pages(pending, now, policy);
    await ask("POST");
    const written = itemsOf(transactions).map(({ type, entity }) => type ?? entity);
    expect(transactions).toHaveLength(1);
    expect(written).toContain("InvitationReported");
    expect(written).toContain("abuse-reports");
  });

  test("shows that it was used before, and writes nothing", async () => {
    const { ask, transactions } = pages(reported);
    const { status, text } = await ask("POST");
    expect([status, transactions]).toEqual([200, []]);
    expect(text).toContain("<h1>You reported Contoso Partner</h1>");
    expect(text).not.toContain("<form");
  });

  test("leads to the customer portal when the request is accepted already", async () => {
    const { ask, transactions } = pages(anInvitation({ status: "accepted" }));
    for (const method of ["GET", "POST"] as const) {
      const { status, text } = await ask(method);
      expect(status).toBe(410);
      expect(text).toContain("<h1>The request has already been accepted</h1>");
      expect(text).toContain('<a href="/portal?lang=en">');
      expect(text).not.toContain("<form");
    }
    expect(transactions).toEqual([]);
  });

  test.each([
    ["it was declined", declined, now, token],
    ["it was cancelled", anInvitation({ status: "cancelled" }), now, token],
    ["its time is over", pending, later({ days: 31 }), token],
    ["a newer link replaced it", anInvitation({ status: "pending", issue: anIssue({ linkVersion: 2 }) }), now, token],
    ["the request goes to another address", passedOn, now, signed(email, 2)],
    ["the request went to another address by a newer link", passedOn, now, token],
  ])("changes nothing and names no other address once %s", async (_, invitation, at, old) => {
    const { ask, transactions } = pages(invitation, at);
    for (const method of ["GET", "POST"] as const) {
      const { status, text } = await ask(method, old);
      expect(status).toBe(410);
      expect(text).toContain("<h1>There is nothing to decline any more</h1>");
      for (const word of ["<form", "boss@"]) expect(text).not.toContain(word);
    }
    expect(transactions).toEqual([]);
  });

  test("that is forged, or of an invitation that does not exist, gets one identical page", async () => {
    const texts = new Set<string>();
    for (const [invitation, said] of [
      [pending, `${token}x`],
      [pending, token.replace("code.", "recovery.")],
      [pending, signed().replace(addressPseudonym(email, masterKey), addressPseudonym("x@y.example", masterKey))],
      [null, token],
    ] as const) {
      for (const method of ["GET", "POST"] as const) {
        const { status, text } = await pages(invitation).ask(method, said);
        expect(status).toBe(404);
        texts.add(text);
      }
    }
    expect(texts.size).toBe(1);
  });

  test.each(locales)("has whole pages in %s", async (locale) => {
    for (const [invitation, at] of [
      [pending, now],
      [reported, now],
      [declined, now],
      [anInvitation({ status: "accepted" }), now],
    ] as const) {
      const { text } = await pages(invitation, at).ask("GET", token, { lang: locale });
      expect(text).toContain(`<html lang="${locale}">`);
      expect(text).toContain("Contoso Partner");
      expect(text).not.toMatch(/undefined|\[object|\{\w+\}/);
    }
  });
});
