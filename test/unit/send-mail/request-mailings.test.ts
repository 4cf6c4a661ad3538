import { describe, expect, test } from "vitest";
import type { Mailing } from "../../../functions/send-mail/mailing.ts";
import { codeFor } from "../../../shared/codes/code-for.ts";
import { verifyStop } from "../../../shared/crypto/stops.ts";
import { verifyUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { deliveryPart, issuedCodePart } from "../../support/builders/stored-parts.ts";
import { invitationStatuses } from "../../../shared/invitation/lifecycle.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { aDelivery, anInvitation, ids, someTerms } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import {
  masterKey,
  issuedCode,
  partner,
  inStatus,
  withIssue,
  pending,
  code,
  items,
  address,
  reminded,
  coded,
  requests,
  asked,
  mailings,
} from "./some-mailings.ts";

const mailing = async (...wanted: Parameters<typeof mailings>): Promise<Mailing | null> => {
  const [only, ...others] = await mailings(...wanted);
  expect(others).toEqual([]);
  return only ?? null;
};

describe("the mail of an event to the customer", () => {
  const frozen = { ...partner, frozen: true };
  const revoked = { ...partner, linkEpoch: 2 };
  const resent = withIssue({ mailSequence: 5 });
  const byHand = withIssue({ mode: "self", codeRequired: true });
  const codes = (named: object) => [partner, pending, issuedCodePart({ ...issuedCode, ...named })];
  const stopped = (["undelivered", "bounced", "complained", "suppressed", "rejected"] as const).map(
    (status) => [status, [...items, deliveryPart(aDelivery({ status }))]] as const,
  );

  test("is an invitation, a reminder or a code, as the event says", async () => {
    const kinds = await Promise.all(asked.map(async (event) => (await mailing(event))?.kind));
    expect(kinds).toEqual([...requests.map(() => "invitation"), "reminder", "code"]);
  });

  test("with a code comes from the operator, and has the code and a link to report it, but no link to the request", async () => {
    const { mail, ...sender } = (await mailing(coded))!;
    expect(sender).toMatchObject({ senderName: "Fabrikam Cloud", replyTo: null });
    expect(mail.text).toContain(codeFor(issuedCode, masterKey));
    expect(mail.text).not.toContain("/i/");
    const [, token = ""] = /https:\/\/rapport\.example\/stop\/(\S+)\?lang=en/.exec(mail.text) ?? [];
    expect(verifyStop(token, masterKey)).toEqual({ kind: "code", subject: ids.invitation, address, number: 1 });
  });

  test.each<[string, readonly StoredEvent[], readonly RawItem[], string?]>([
    ...invitationStatuses
      .filter((status) => status !== "pending")
      .map((status): [string, StoredEvent[], RawItem[]] => [
        `the invitation is ${status}`,
        asked,
        [partner, code, inStatus(status)],
      ]),
    ["the invitation has reached its end", asked, items, later({ days: 30 })],
    ["the invitation is not stored", asked, [partner, code]],
    ["the partner is not stored", asked, [pending, code]],
    ["a newer mail has another link", asked, [partner, code, withIssue({ mailSequence: 5, linkVersion: 2 })]],
    ["a newer mail has the same link, unless it is a code", [...requests, reminded], [partner, code, resent]],
    ["the partner hands the link over itself", requests, [partner, code, byHand]],
    ["the partner is frozen, if it is a reminder or a code", [reminded, coded], [frozen, pending, code]],
    ["the partner revoked its links, if it is a reminder or a code", [reminded, coded], [revoked, pending, code]],
    ...stopped.map(([status, stored]): [string, StoredEvent[], readonly RawItem[]] => [
      `the mail before was ${status}, if it is a reminder`,
      [reminded],
      stored,
    ]),
    ["no code is stored", [coded], [partner, pending]],
    ["there is a newer code", [coded], codes({ number: 3 })],
    ["the code has expired", [coded], codes({ endsAt: now })],
    ["the key of the code is gone", [coded], codes({ kid: "9" })],
    ["the code belongs to an older link", [coded], codes({ linkVersion: 0 })],
    [
      "the request of a frozen partner went out before",
      requests,
      [frozen, pending, deliveryPart(aDelivery({ status: "sent" }))],
    ],
    ["the request of a frozen partner was replaced by a newer mail", requests, [frozen, resent]],
    ["the request of a frozen partner was accepted", requests, [frozen, inStatus("accepted")]],
  ])("is not sent when %s", async (_, events, stored, at) => {
    for (const event of events) expect(await mailings(event, stored, at), event.type).toEqual([]);
  });

  test.each<[string, string, StoredEvent, readonly RawItem[]]>([
    ["code", "the same link was sent again", coded, [partner, code, resent]],
    ["code", "the partner hands the link over itself", coded, [partner, code, byHand]],
    ["reminder", "the partner hands the link over itself", reminded, [partner, code, byHand]],
    ...stopped.map(([status, stored]): [string, string, StoredEvent, readonly RawItem[]] => [
      "code",
      `the mail before was ${status}`,
      coded,
      stored,
    ]),
  ])("is still a %s when %s", async (kind, _, event, stored) => {
    expect((await mailing(event, stored))?.kind).toBe(kind);
  });

  test.each([...requests, reminded])(
    "$type has the partner's present name, and warns when that is not verified",
    async (event) => {
      const warning = /Fabrikam Cloud has not verified/;
      expect((await mailing(event))?.mail.text).not.toMatch(warning);
      const withdrawn = await mailing(event, [{ ...partner, verified: null }, pending, code]);
      for (const body of [withdrawn?.mail.text, withdrawn?.mail.html]) expect(body).toMatch(warning);
      const renamed = await mailing(event, [{ ...partner, displayName: "Northwind" }, pending, code]);
      expect(renamed?.senderName).toBe("Northwind via Fabrikam Cloud");
      expect(renamed?.mail.text).toContain("under the name Contoso Partner. The partner is now called Northwind.");
      expect(renamed?.mail.text).toMatch(warning);
    },
  );

  test.each(requests)("$type is withheld while its partner is frozen or revoked its links", async (event) => {
    const withheld = async (standing: RawItem) => (await mailing(event, [standing, pending]))?.withheld;
    expect(await withheld(partner)).toBeUndefined();
    expect(await withheld(frozen)).toMatch(/partner was frozen/);
    expect(await withheld({ ...frozen, linkEpoch: 2 })).toMatch(/taken its links back/);
  });

  test.each(["it@contoso.example", "it+orders@contoso.example"])(
    "has a one-click unsubscribe link for the whole mailbox of %s, from the first mail on, unless it has a code",
    async (email) => {
      const terms = someTerms({ customer: { ...someTerms().customer, email } });
      const stored = [partner, code, invitationItem(anInvitation({ status: "pending", terms }))];
      for (const event of [...requests, reminded]) {
        const { headers, mail } = (await mailing(event, stored)) ?? {};
        const url = /^<(https:\/\/rapport\.example\/u\/([^?]+)\?lang=en)>$/.exec(headers?.["List-Unsubscribe"] ?? "");
        expect(verifyUnsubscribe(url?.[2] ?? "", masterKey)).toEqual({ partnerId: ids.partner, address });
        expect(headers?.["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
        expect(mail?.text).toContain(url?.[1]);
      }
      expect((await mailing(coded, stored))?.headers).toEqual({});
    },
  );
});
