import { describe, expect, test } from "vitest";
import type { Mailing } from "../../../functions/send-mail/mailing.ts";
import { codeFor } from "../../../shared/codes/code-for.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { verifyStop } from "../../../shared/crypto/stops.ts";
import { verifyUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { administersNothing } from "../../../shared/customer/rules/administered.ts";
import { customerItem } from "../../../shared/customer/items/item.ts";
import type { Administrator } from "../../../shared/customer/model.ts";
import type { DeliveryStop } from "../../../shared/delivery/model.ts";
import { refusalReasons } from "../../../shared/delivery/rules/mail-refusal.ts";
import { withholding } from "../../../shared/delivery/rules/withheld-mail.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { deliveryPart, issuedCodePart } from "../../support/builders/stored-parts.ts";
import { invitationStatuses } from "../../../shared/invitation/lifecycle.ts";
import { cancelCodes, type CancelCode, type Invitation, type Issue } from "../../../shared/invitation/model.ts";
import type { mailedEvents } from "../../../shared/names.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { userItem } from "../../../shared/users/item.ts";
import type { PartnerUser } from "../../../shared/users/model.ts";
import { aCustomer, anAdministratorAt } from "../../support/builders/a-customer.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { aDelivery, anInvitation, anIssue, aPartner, aUser, ids, someTerms } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { anEvent } from "../../support/builders/some-events.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";
import { mailsFrom, recipientsOf } from "./mailings-of.ts";

const masterKey = aMasterKey();
const issuedCode = {
  ...{ invitationId: ids.invitation, linkVersion: 1, number: 2, kid: "1", tries: 0, day: "2026-11-22", asked: {} },
  endsAt: later({ minutes: 30 }),
};
const partner = { ...partnerKeys.profile(ids.partner), ...aPartner() };
const inStatus = (status: Invitation["status"]) => invitationItem(anInvitation({ status }));
const withIssue = (named: Partial<Issue>) => invitationItem(anInvitation({ status: "pending", issue: anIssue(named) }));
const pending = inStatus("pending");
const code = issuedCodePart(issuedCode);
const items = [partner, pending, code];
const address = addressPseudonym(someTerms().customer.email, masterKey);

const issued = anEvent();
const again = (["InvitationResent", "InvitationRedirected", "InvitationHandedOver"] as const).map((type) =>
  anEvent({ type }),
);
const reminded = anEvent({ type: "InvitationReminded", sequence: 3 });
const coded = anEvent({ type: "InvitationCodeRequested", sequence: 4, data: { code: { number: 2 } } });
const requests = [issued, ...again];
const asked = [...requests, reminded, coded];

const mailings = (event = issued, stored: readonly RawItem[] = items, at = now) =>
  mailsFrom(scriptedTable([userItem(aUser()), ...stored]).table, event, at);
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

describe("a partner's notice", () => {
  const team = ["team@contoso-partner.example", "Sales@contoso-partner.example", "nobody"];
  const asker = { ...partner, ...aPartner({ notifications: team, locale: "de" }) };
  const admin = aUser({ id: "user-2", email: "admin@contoso-partner.example", role: "admin" });
  const colleague = aUser({ id: "user-3", email: "other@contoso-partner.example" });
  const manyAdmins = Array.from({ length: 21 }, (_, at) =>
    aUser({ id: `admin-${at}`, email: `admin-${at}@contoso-partner.example`, role: "admin" }),
  );
  const terms = someTerms({ customer: { ...someTerms().customer, locale: "it" } });
  const deliveryEvent = (type: (typeof mailedEvents)[number], sequence = 2) =>
    anEvent({ type, aggregate: `${ids.invitation}/delivery`, sequence });
  const undelivered = (status: DeliveryStop, reason = "Permanent General 5.1.1") => [
    asker,
    invitationItem(anInvitation({ status: "pending", terms })),
    deliveryPart(aDelivery({ status, reason })),
  ];
  const expiredAfter = (delivery: Parameters<typeof aDelivery>[0]) => [
    asker,
    invitationItem(anInvitation({ status: "expired", terms })),
    deliveryPart(aDelivery(delivery)),
  ];
  const inState = (status: "declined" | "expired") => [asker, invitationItem(anInvitation({ status, terms }))];

  test("is not sent when the mail was withheld because the partner is frozen", async () => {
    const context = anInvitation({ status: "pending", terms });
    const reason = withholding(context, null, aPartner({ frozen: true }));
    const stored = [asker, invitationItem(context), deliveryPart(aDelivery({ status: "rejected", reason }))];
    expect(reason).not.toBeNull();
    expect(await mailings(deliveryEvent("InvitationRejected"), stored)).toEqual([]);
  });

  test.each([
    [anEvent({ type: "InvitationDeclined", sequence: 3 }), inState("declined"), "Contoso hat Ihre Anfrage abgelehnt"],
    [anEvent({ type: "InvitationReported", sequence: 3 }), inState("declined"), "Contoso hat Ihre Anfrage abgelehnt"],
    [anEvent({ type: "InvitationExpired", sequence: 3 }), inState("expired"), "ohne Antwort abgelaufen"],
    [anEvent({ type: "InvitationExpired", sequence: 3 }), expiredAfter({ status: "bounced" }), "wurde nie zugestellt"],
    [anEvent({ type: "InvitationExpired", sequence: 3 }), expiredAfter({ status: "complained" }), "ohne Antwort"],
    [anEvent({ type: "InvitationRenewalRequested", sequence: 4 }), inState("expired"), "bittet um einen neuen Link"],
    [deliveryEvent("InvitationUndelivered"), undelivered("undelivered"), "nach mehreren Versuchen"],
    [deliveryEvent("InvitationBounced"), undelivered("bounced"), "konnte an it@contoso.example"],
    [deliveryEvent("InvitationComplained"), undelivered("complained"), "als Spam gemeldet"],
    [deliveryEvent("InvitationSuppressed"), undelivered("suppressed"), "keine E-Mails"],
    [deliveryEvent("InvitationRejected"), undelivered("rejected"), "wegen ihres Inhalts"],
    [deliveryEvent("InvitationRejected"), undelivered("rejected", refusalReasons.text), "wegen ihres Inhalts"],
    [deliveryEvent("InvitationRejected"), undelivered("rejected", refusalReasons.address), "nimmt die Adresse"],
    [deliveryEvent("InvitationRejected"), undelivered("rejected", refusalReasons.nobody), "ohne Angabe von Gründen"],
  ])("about $type goes once to the creator and each named address, in the partner's language", async (...row) => {
    const [event, stored, words] = row;
    const sent = await mailings(event, stored);
    expect(recipientsOf(sent)).toEqual(["sales@contoso-partner.example", "team@contoso-partner.example"]);
    for (const one of sent) {
      expect(one).toMatchObject({ kind: "partner-notice", replyTo: null, senderName: "Fabrikam Cloud" });
      expect(one.mail.text).toContain(words);
      expect(one.mail.text).not.toContain("/i/");
    }
  });

  test.each<[string, string[], PartnerUser[], string[]]>([
    [
      "the creator, at the user's present address",
      [],
      [aUser({ email: "new@contoso-partner.example" }), admin],
      ["new@contoso-partner.example"],
    ],
    ["the confirmed addresses alone, once the creator is no user", team.slice(0, 1), [admin], team.slice(0, 1)],
    ["the admins, once the creator is no user and no address is confirmed", [], [admin, colleague], [admin.email]],
    [
      "the admins, where no other recipient has an address",
      ["nobody"],
      [aUser({ email: "none" }), admin],
      [admin.email],
    ],
    ["at most 20 admins", [], manyAdmins, manyAdmins.slice(0, 20).map(({ email }) => email)],
  ])("goes to %s", async (_, notifications, users, to) => {
    const stored = users.map(userItem);
    const { table } = scriptedTable([{ ...partner, notifications }, inStatus("declined"), ...stored], {
      query: async ({ partition }) => ({ items: stored.filter(({ PK }) => PK === partition), next: null }),
    });
    expect(recipientsOf(await mailsFrom(table, anEvent({ type: "InvitationDeclined", sequence: 3 })))).toEqual(to);
  });

  test("repeats the mail system's reason for a bounce, and for nothing else", async () => {
    const texts = async (type: (typeof mailedEvents)[number], status: Parameters<typeof undelivered>[0]) =>
      (await mailings(deliveryEvent(type), undelivered(status))).map(({ mail }) => mail.text).join();
    expect(await texts("InvitationBounced", "bounced")).toContain("Permanent General 5.1.1");
    expect(await texts("InvitationUndelivered", "undelivered")).toContain("Permanent General 5.1.1");
    expect(await texts("InvitationSuppressed", "suppressed")).not.toContain("Permanent");
  });

  const bounced = deliveryPart(aDelivery({ status: "bounced" }));
  const delivered = deliveryPart(aDelivery({ status: "delivered" }));
  const redirected = withIssue({ mailSequence: 4, linkVersion: 2 });
  test.each<[string, StoredEvent, readonly RawItem[]]>([
    ...(["InvitationExpired", "InvitationRenewalRequested", "InvitationDeclined"] as const).map(
      (type): [string, StoredEvent, RawItem[]] => ["it is pending again", anEvent({ type, sequence: 3 }), [pending]],
    ),
    ["its address was corrected", deliveryEvent("InvitationBounced"), [redirected, bounced]],
    ["it was accepted", deliveryEvent("InvitationBounced"), [inStatus("accepted"), bounced]],
    ["it has another status by now", deliveryEvent("InvitationBounced"), undelivered("complained")],
    ["it was delivered after all", deliveryEvent("InvitationUndelivered"), [pending, delivered]],
  ])("is not sent for an invitation when %s", async (_, event, stored) => {
    expect(await mailings(event, [asker, ...stored])).toEqual([]);
  });

  test("is sent to a frozen partner too", async () => {
    const frozen = [{ ...asker, frozen: true }, ...inState("declined").slice(1)];
    expect(await mailings(anEvent({ type: "InvitationReported", sequence: 3 }), frozen)).toHaveLength(2);
  });
});

describe("the mails of an acceptance", () => {
  const acceptedEvent = (relationship: { readonly establishedAt: string }) =>
    anEvent({ type: "InvitationAccepted", sequence: 3, data: { relationship } });
  const terms = someTerms({ permissions: ["directory.admin", "users.admin"] });
  const accepted = anInvitation({ status: "accepted", terms });
  const ada = anAdministratorAt("it@contoso.example", { name: "Ada" });
  const bob = anAdministratorAt("bob@contoso.example");
  const ugo = anAdministratorAt("ugo@contoso.example", { locale: "it" });
  const sentTo = (
    administrators: readonly Administrator[],
    invitation = accepted,
    establishedAt = accepted.decidedAt,
  ) =>
    mailings(acceptedEvent({ establishedAt }), [
      partner,
      invitationItem(invitation),
      customerItem(aCustomer([], { name: "Contoso Group", administrators })),
    ]);

  test("confirm it to the customer, with the link to what was agreed, and report it to the partner", async () => {
    const [confirmation, notice, ...others] = await sentTo([ada]);
    expect(others).toEqual([]);
    expect(confirmation).toMatchObject({
      ...{ to: "it@contoso.example", senderName: "Fabrikam Cloud", replyTo: null },
      mail: { subject: "You accepted the request from Contoso Partner" },
    });
    expect(confirmation?.mail.text).toContain(`https://rapport.example/i/${ids.invitation}.1.1.1.`);
    expect(confirmation?.mail.text).toContain("until 23 November 2027:\n\n- Directory administrator\n- User admin");
    expect(notice).toMatchObject({
      to: "sales@contoso-partner.example",
      mail: { subject: "Contoso accepted your request" },
    });
    expect(notice?.mail.text).not.toContain("/i/");
  });

  test("confirm it in the language of the answer, also where the invitation has another one", async () => {
    const rights = { ...customerKeys.administered(ada.id), ...administersNothing(ada.id), locale: "it" };
    const [confirmation] = await mailings(acceptedEvent({ establishedAt: accepted.decidedAt }), [
      ...[partner, rights, invitationItem(accepted)],
      customerItem(aCustomer([], { name: "Contoso Group", administrators: [ada] })),
    ]);
    expect(confirmation?.mail.lang).toBe("it");
    expect(confirmation?.mail.text).toContain("https://rapport.example/portal?lang=it");
  });

  test("say to the invited address who accepted, if it was somebody else", async () => {
    const decision = {
      ...accepted.decision,
      by: { ...accepted.decision.by, name: "Bob", email: "bob@contoso.example" },
    };
    const [confirmation] = await sentTo([bob], { ...accepted, decision });
    expect(confirmation).toMatchObject({
      to: "it@contoso.example",
      mail: { subject: "Bob accepted the request from Contoso Partner that was sent to you" },
    });
  });

  const partly = { ...accepted.decision, partial: true, granted: ["users.admin"] };
  const nothing = { ...accepted.decision, partial: true, granted: [] };
  const offer = { ...accepted.issue.offer, relationshipId: ids.relationship };
  const unchanged = "Nothing else has changed.";
  test.each<[string, typeof accepted, string | undefined, readonly string[], readonly string[]]>([
    [
      "only a part was accepted, and which part was not",
      { ...accepted, decision: partly },
      undefined,
      ["You accepted part of the request from Contoso Partner", "Not granted:\n\n- Directory administrator"],
      ["Contoso accepted part of your request", "not granted:\n\n- Directory administrator"],
    ],
    [
      "no permissions were granted",
      { ...accepted, decision: nothing },
      undefined,
      [
        "You accepted the request from Contoso Partner without admin permissions",
        "No admin permissions were granted.",
        "Contoso Partner is now your reseller.",
      ],
      [
        "Contoso accepted your request without admin permissions",
        "No admin permissions were granted.",
        "you can start working together",
      ],
    ],
    [
      "only permissions were asked for",
      { ...accepted, issue: { ...accepted.issue, offer } },
      undefined,
      [],
      [unchanged],
    ],
    [
      "the relationship existed before",
      accepted,
      now,
      ["Contoso Partner is still your reseller."],
      [unchanged, "Contoso Partner is still a reseller of Contoso Group"],
    ],
  ])("say that %s", async (_, invitation, establishedAt, toCustomer, toPartner) => {
    const [confirmation, ...notices] = await sentTo([ada, bob], invitation, establishedAt);
    const written = notices.map(({ mail }) => mail.subject + mail.text).join();
    for (const words of toCustomer) expect(confirmation!.mail.subject + confirmation!.mail.text).toContain(words);
    for (const words of toPartner) expect(written).toContain(words);
    if (toPartner.includes(unchanged)) expect(written).not.toContain("start working together");
  });

  test("tell every other administrator who accepted what, for which partner and at which risk", async () => {
    const [, , ...notices] = await sentTo([ada, bob, ugo]);
    expect(notices.map(({ to, mail }) => [to, mail.subject])).toEqual([
      [bob.email, "Ada accepted a request from Contoso Partner for Contoso Group"],
      [ugo.email, "Ada ha accettato una richiesta di Contoso Partner per Contoso Group"],
    ]);
    for (const notice of notices) {
      expect(notice).toMatchObject({ kind: "notice", senderName: "Fabrikam Cloud", replyTo: null });
      expect(notice.mail.text).toContain("Ada (it@contoso.example)");
      expect(notice.mail.text).toContain(`https://rapport.example/portal/relationships/${ids.relationship}?lang=`);
      expect(notice.mail.text).not.toContain("/i/");
    }
    expect(notices[0]?.mail.text).toContain(
      "- Directory administrator (high risk)\n- User administrator (medium risk)",
    );
  });

  test("go to the invited address and to the administrator that an external portal named", async () => {
    const decision = { ...accepted.decision, by: { name: null, email: bob.email, title: null } };
    const [confirmation, , ...notices] = await sentTo([bob], { ...accepted, decision });
    expect(confirmation?.to).toBe("it@contoso.example");
    expect(recipientsOf(notices)).toEqual([bob.email]);
    expect(notices[0]?.mail.text).toContain("bob@contoso.example accepted a request");
  });
});

describe("a declined or cancelled request for more permissions", () => {
  const ada = anAdministratorAt("it@contoso.example", { name: "Ada" });
  const bob = anAdministratorAt("bob@contoso.example", { locale: "de" });
  const customer = customerItem(aCustomer([], { name: "Contoso Group", administrators: [ada, bob] }));
  const ofRelationship = { relationshipId: ids.relationship, customerId: ids.customer };
  const denied = anInvitation({ status: "declined" });
  const decision = { ...denied.decision, reason: "Not needed" };
  const event = (type: "InvitationDeclined" | "InvitationReported") => anEvent({ type, sequence: 3 });

  test.each([
    ["InvitationDeclined", false, "Ada declined a request", "hat für Contoso Group eine Anfrage"],
    ["InvitationReported", true, "Ada reported a request", "außerdem mitgeteilt"],
  ] as const)("%s is sent to all administrators, with the reason", async (type, isReported, inEnglish, inGerman) => {
    const stored = invitationItem({ ...denied, ...ofRelationship, decision, isReported });
    const [, ...notices] = await mailings(event(type), [partner, customer, stored]);
    expect(recipientsOf(notices)).toEqual([ada.email, bob.email]);
    expect(notices[0]?.mail.subject).toContain(inEnglish);
    expect(notices[0]?.mail.text).toContain("Not needed");
    expect(notices[1]?.mail.subject + notices[1]!.mail.text).toContain(inGerman);
  });

  test("is sent to the partner only when there was no relationship", async () => {
    expect(await mailings(event("InvitationDeclined"), [partner, customer, invitationItem(denied)])).toHaveLength(1);
  });

  test("is sent to the partner when the addressee left, and to nobody when it was cancelled otherwise", async () => {
    const cancelled = anInvitation({ status: "cancelled", issue: anIssue() });
    const sent = (cancelCode: CancelCode) =>
      mailings(anEvent({ type: "InvitationCancelled", sequence: 3 }), [
        partner,
        invitationItem({ ...cancelled, ...ofRelationship, cancelCode }),
      ]);
    const [notice, ...others] = await sent("addressee-left");
    expect([notice?.to, others]).toEqual(["sales@contoso-partner.example", []]);
    expect(notice?.mail.subject).toBe("Your request to Contoso was cancelled");
    expect(notice?.mail.text).toContain("it@contoso.example is no longer an administrator");
    for (const code of cancelCodes.filter((one) => one !== "addressee-left")) expect(await sent(code)).toEqual([]);
    const first = invitationItem({ ...cancelled, cancelCode: "addressee-left" });
    expect(await mailings(anEvent({ type: "InvitationCancelled", sequence: 3 }), [partner, first])).toEqual([]);
  });
});
