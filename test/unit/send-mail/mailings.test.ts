import { codeKeys } from "../../../shared/codes/item.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import type { DeliveryStop } from "../../../shared/delivery/model.ts";
import { refusalReasons } from "../../../shared/delivery/rules/mail-refusal.ts";
import { describe, expect, test } from "vitest";
import type { Mailing } from "../../../functions/send-mail/mailing.ts";
import { mailingsOf } from "../../../functions/send-mail/mailings.ts";
import { codeFor } from "../../../shared/codes/code-for.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { verifyStop } from "../../../shared/crypto/stops.ts";
import { verifyUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import type { Administrator } from "../../../shared/customer/model.ts";
import type { PartnerUser } from "../../../shared/users/model.ts";
import { cancelCodes, type CancelCode, type Invitation } from "../../../shared/invitation/model.ts";
import { invitationStatuses } from "../../../shared/invitation/lifecycle.ts";
import { withholding } from "../../../shared/delivery/rules/withheld-mail.ts";
import { mailedEvents } from "../../../shared/names.ts";
import { customerItem } from "../../../shared/customer/items/item.ts";
import { deliveryItem, invitationItem } from "../../../shared/invitation/items/item.ts";
import { userItem } from "../../../shared/users/item.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { aDelivery, anInvitation, anIssue, aPartner, aUser, ids, someTerms } from "../../support/builders/builders.ts";
import { aCustomer, anAdministratorAt } from "../../support/builders/a-customer.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";
import { anEvent } from "../../support/builders/some-events.ts";

const masterKey = aMasterKey();
const issuedCode = {
  ...{ invitationId: ids.invitation, linkVersion: 1, number: 2, kid: "1", tries: 0, day: "2026-11-22", asked: {} },
  endsAt: later({ minutes: 30 }),
};
const partner = { ...partnerKeys.profile(ids.partner), ...aPartner() };
const inStatus = (status: Invitation["status"]) => invitationItem(anInvitation({ status }));
const pending = inStatus("pending");
const code = { ...codeKeys.code(ids.invitation), ...issuedCode };
const creator = userItem(aUser());
const items = [partner, pending, code];

const issued = anEvent();
const again = (["InvitationResent", "InvitationRedirected", "InvitationHandedOver"] as const).map((type) =>
  anEvent({ type }),
);
const reminded = anEvent({ type: "InvitationReminded", sequence: 3 });
const coded = anEvent({ type: "InvitationCodeRequested", sequence: 4, data: { code: { number: 2 } } });
const requests = [issued, ...again];
const asked = [...requests, reminded, coded];

const mailings = (event = issued, stored: readonly RawItem[] = items, at = now) => {
  const setting = { masterKey, publicUrl: "https://rapport.example", operatorName: "Fabrikam Cloud", now: at };
  return mailingsOf(scriptedTable([creator, ...stored]).table, event, setting);
};
const mailing = async (...wanted: Parameters<typeof mailings>): Promise<Mailing | null> => {
  const [only, ...others] = await mailings(...wanted);
  expect(others).toEqual([]);
  return only ?? null;
};

describe("the mail of an event to the customer", () => {
  test("is of the event's kind", async () => {
    const kinds = await Promise.all(asked.map(async (event) => (await mailing(event))?.kind));
    expect(kinds).toEqual([...requests.map(() => "invitation"), "reminder", "code"]);
  });

  test("with a code is the operator's, and no reply to it goes to the partner", async () => {
    expect(await mailing(coded)).toMatchObject({ senderName: "Fabrikam Cloud", replyTo: null });
  });

  test("holds the code that its numbers make, and no link to the request", async () => {
    const text = (await mailing(coded))?.mail.text ?? "";
    expect(text).toContain(codeFor(issuedCode, masterKey));
    expect(text).not.toContain("/i/");
  });

  test("with a code lets its reader say that it was somebody else, of this link and this address", async () => {
    const { text = "" } = (await mailing(coded))?.mail ?? {};
    const [, token = ""] = /https:\/\/rapport\.example\/stop\/(\S+)\?lang=en/.exec(text) ?? [];
    const address = addressPseudonym(someTerms().customer.email, masterKey);
    expect(verifyStop(token, masterKey)).toEqual({ kind: "code", subject: ids.invitation, address, number: 1 });
  });

  test.each(asked)("$type is none once nobody waits for it", async (event) => {
    for (const status of invitationStatuses.filter((one) => one !== "pending"))
      expect(await mailings(event, [partner, code, invitationItem(anInvitation({ status }))]), status).toEqual([]);
    expect(await mailings(event, items, later({ days: 30 }))).toEqual([]);
    expect(await mailings(event, [partner, code])).toEqual([]);
  });

  test.each([...requests, reminded])("$type warns once the operator has taken the verification back", async (event) => {
    const warning = /Fabrikam Cloud has not verified/;
    expect((await mailing(event))?.mail.text).not.toMatch(warning);
    const withdrawn = await mailing(event, [{ ...partner, verified: null }, pending, code]);
    expect(withdrawn?.mail.text).toMatch(warning);
    expect(withdrawn?.mail.html).toMatch(warning);
  });

  test.each([...requests, reminded])(
    "$type comes from the partner's name of today, and says what it was",
    async (event) => {
      const renamed = await mailing(event, [{ ...partner, displayName: "Northwind" }, pending, code]);
      expect(renamed?.senderName).toBe("Northwind via Fabrikam Cloud");
      expect(renamed?.mail.text).toContain("under the name Contoso Partner. The partner is now called Northwind.");
      expect(renamed?.mail.text).toMatch(/Fabrikam Cloud has not verified/);
    },
  );

  const frozen = { ...partner, frozen: true };
  const revoked = { ...partner, linkEpoch: 2 };

  test.each([reminded, coded])("$type is none while its partner is frozen or took its links back", async (event) => {
    for (const standing of [frozen, revoked]) expect(await mailings(event, [standing, pending, code])).toEqual([]);
  });

  test.each(requests)("(A7) $type is withheld while its partner is frozen or took its links back", async (event) => {
    const withheld = async (standing: RawItem) => (await mailing(event, [standing, pending]))?.withheld;
    expect(await withheld(partner)).toBeUndefined();
    expect(await withheld(frozen)).toMatch(/partner was frozen/);
    expect(await withheld({ ...frozen, linkEpoch: 2 })).toMatch(/taken its links back/);
  });

  test.each(requests)("$type is not even withheld when it went out already, or nobody waits for it", async (event) => {
    const out = deliveryItem(aDelivery({ status: "sent" }));
    expect(await mailings(event, [frozen, pending, out])).toEqual([]);
    const newer = invitationItem(anInvitation({ status: "pending", issue: anIssue({ mailSequence: 5 }) }));
    for (const other of [newer, ...(["accepted", "cancelled"] as const).map(inStatus)])
      expect(await mailings(event, [frozen, other])).toEqual([]);
  });

  test.each(asked)("$type is none while its partner is unknown", async (event) => {
    expect(await mailings(event, [pending, code])).toEqual([]);
  });

  test.each(asked)("$type is none once a newer mail has another link", async (event) => {
    const rotated = anInvitation({ status: "pending", issue: anIssue({ mailSequence: 5, linkVersion: 2 }) });
    expect(await mailings(event, [partner, code, invitationItem(rotated)])).toEqual([]);
  });

  test("is still a code, and nothing else, once the same link was sent again", async () => {
    const resent = invitationItem(anInvitation({ status: "pending", issue: anIssue({ mailSequence: 5 }) }));
    for (const event of [...requests, reminded]) expect(await mailings(event, [partner, code, resent])).toEqual([]);
    expect((await mailing(coded, [partner, code, resent]))?.kind).toBe("code");
  });

  test("is none for an invitation that the partner hands over, but its reminders and codes are", async () => {
    const self = anInvitation({ status: "pending", issue: anIssue({ mode: "self", codeRequired: true }) });
    const stored = [partner, code, invitationItem(self)];
    for (const event of requests) expect(await mailings(event, stored)).toEqual([]);
    expect((await mailing(reminded, stored))?.kind).toBe("reminder");
    expect((await mailing(coded, stored))?.kind).toBe("code");
  });

  test.each(["undelivered", "bounced", "complained", "suppressed", "rejected"] as const)(
    "is no reminder once the mail was %s; a code still is",
    async (status) => {
      const stored = [...items, deliveryItem(aDelivery({ status }))];
      expect(await mailings(reminded, stored)).toEqual([]);
      expect((await mailing(coded, stored))?.kind).toBe("code");
    },
  );

  test("(B17) is a reminder with one click to get no more of them, and no other mail has that", async () => {
    const { headers, mail } = (await mailing(reminded)) ?? {};
    const url = /^<(https:\/\/rapport\.example\/u\/([^?]+)\?lang=en)>$/.exec(headers?.["List-Unsubscribe"] ?? "");
    const address = addressPseudonym("it@contoso.example", masterKey);
    expect(verifyUnsubscribe(url?.[2] ?? "", masterKey)).toEqual({ partnerId: ids.partner, address });
    expect(headers?.["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
    expect(mail?.text).toContain(url?.[1]);
    for (const event of [...requests, coded]) expect((await mailing(event))?.headers).toEqual({});
  });

  test("(B17) is a reminder whose link unsubscribes the whole mailbox, whatever tag the address has", async () => {
    const customer = { ...someTerms().customer, email: "it+orders@contoso.example" };
    const tagged = invitationItem(anInvitation({ status: "pending", terms: someTerms({ customer }) }));
    const token = /\/u\/([^?]+)\?/.exec(
      (await mailing(reminded, [partner, tagged]))?.headers["List-Unsubscribe"] ?? "",
    )?.[1];
    const address = addressPseudonym("it@contoso.example", masterKey);
    expect(verifyUnsubscribe(token ?? "", masterKey)).toEqual({ partnerId: ids.partner, address });
  });

  test.each<[string, RawItem[]]>([
    ["there is none", []],
    ["there is a newer one", [{ ...code, number: 3 }]],
    ["it has ended", [{ ...code, endsAt: now }]],
    ["its key is gone", [{ ...code, kid: "9" }]],
    ["it is of an older link", [{ ...code, linkVersion: 0 }]],
  ])("is no code when %s", async (_, codes) => {
    expect(await mailings(coded, [partner, pending, ...codes])).toEqual([]);
  });
});

describe("(B15, B16) what a partner is told", () => {
  const team = ["team@contoso-partner.example", "Sales@contoso-partner.example", "nobody"];
  const told = { ...partner, ...aPartner({ notifications: team, locale: "de" }) };
  const admin = aUser({ id: "user-2", email: "admin@contoso-partner.example", role: "admin" });
  const colleague = aUser({ id: "user-3", email: "other@contoso-partner.example" });
  const manyAdmins = Array.from({ length: 21 }, (_, at) =>
    aUser({ id: `admin-${at}`, email: `admin-${at}@contoso-partner.example`, role: "admin" }),
  );
  const terms = someTerms({ customer: { ...someTerms().customer, locale: "it" } });
  const deliveryEvent = (type: (typeof mailedEvents)[number], sequence = 2) =>
    anEvent({ type, aggregate: `${ids.invitation}/delivery`, sequence });
  const undelivered = (status: DeliveryStop, reason = "Permanent General 5.1.1") => [
    told,
    invitationItem(anInvitation({ status: "pending", terms })),
    deliveryItem(aDelivery({ status, reason })),
  ];
  const inState = (status: "declined" | "expired") => [told, invitationItem(anInvitation({ status, terms }))];

  test("is nothing where its own standing kept the mail back", async () => {
    const context = anInvitation({ status: "pending", terms });
    const reason = withholding(context, null, aPartner({ frozen: true }), now);
    const stored = [told, invitationItem(context), deliveryItem(aDelivery({ status: "rejected", reason }))];
    expect(reason).not.toBeNull();
    expect(await mailings(deliveryEvent("InvitationRejected"), stored)).toEqual([]);
  });

  test.each([
    [anEvent({ type: "InvitationDeclined", sequence: 3 }), inState("declined"), "Contoso hat Ihre Anfrage abgelehnt"],
    [anEvent({ type: "InvitationReported", sequence: 3 }), inState("declined"), "Contoso hat Ihre Anfrage abgelehnt"],
    [anEvent({ type: "InvitationExpired", sequence: 3 }), inState("expired"), "ohne Antwort abgelaufen"],
    [anEvent({ type: "InvitationRenewalRequested", sequence: 4 }), inState("expired"), "bittet um einen neuen Link"],
    [deliveryEvent("InvitationUndelivered"), undelivered("undelivered"), "nach mehreren Versuchen"],
    [deliveryEvent("InvitationBounced"), undelivered("bounced"), "konnte an it@contoso.example"],
    [deliveryEvent("InvitationComplained"), undelivered("complained"), "als unerwünscht gemeldet"],
    [deliveryEvent("InvitationSuppressed"), undelivered("suppressed"), "keine E-Mails"],
    [deliveryEvent("InvitationRejected"), undelivered("rejected"), "wegen ihres Inhalts"],
    [deliveryEvent("InvitationRejected"), undelivered("rejected", refusalReasons.text), "wegen ihres Inhalts"],
    [deliveryEvent("InvitationRejected"), undelivered("rejected", refusalReasons.address), "nimmt die Adresse"],
    [deliveryEvent("InvitationRejected"), undelivered("rejected", refusalReasons.nobody), "ohne Angabe von Gründen"],
  ])("of $type goes to whoever made it and to those it names, each once, in its own language", async (...row) => {
    const [event, stored, words] = row;
    const sent = await mailings(event, stored);
    expect(sent.map(({ to }) => to)).toEqual(["sales@contoso-partner.example", "team@contoso-partner.example"]);
    for (const { kind, mail, replyTo, senderName } of sent) {
      expect({ kind, replyTo, senderName }).toEqual({
        kind: "partner-notice",
        replyTo: null,
        senderName: "Fabrikam Cloud",
      });
      expect(mail.text).toContain(words);
      expect(mail.text).not.toContain("/i/");
    }
  });

  test.each<[string, string[], PartnerUser[], string[]]>([
    [
      "whoever created it, at the user's present address",
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
    const setting = { masterKey, publicUrl: "https://rapport.example", operatorName: "Fabrikam Cloud", now };
    const sent = await mailingsOf(table, anEvent({ type: "InvitationDeclined", sequence: 3 }), setting);
    expect(sent.map((one) => one.to)).toEqual(to);
  });

  test("of a bounce names the mail system's own class, of nothing else", async () => {
    const texts = async (type: (typeof mailedEvents)[number], status: Parameters<typeof undelivered>[0]) =>
      (await mailings(deliveryEvent(type), undelivered(status))).map(({ mail }) => mail.text).join();
    expect(await texts("InvitationBounced", "bounced")).toContain("Permanent General 5.1.1");
    expect(await texts("InvitationUndelivered", "undelivered")).toContain("Permanent General 5.1.1");
    expect(await texts("InvitationSuppressed", "suppressed")).not.toContain("Permanent");
  });

  test("is nothing that is over by now", async () => {
    const renewed = [told, invitationItem(anInvitation({ status: "pending" }))];
    for (const type of ["InvitationExpired", "InvitationRenewalRequested", "InvitationDeclined"] as const)
      expect(await mailings(anEvent({ type, sequence: 3 }), renewed), type).toEqual([]);
    const bounced = deliveryItem(aDelivery({ status: "bounced" }));
    const elsewhere = anIssue({ mailSequence: 4, linkVersion: 2 });
    const redirected = invitationItem(anInvitation({ status: "pending", issue: elsewhere }));
    expect(await mailings(deliveryEvent("InvitationBounced"), [told, redirected, bounced])).toEqual([]);
    const answered = invitationItem(anInvitation({ status: "accepted" }));
    expect(await mailings(deliveryEvent("InvitationBounced"), [told, answered, bounced])).toEqual([]);
    expect(await mailings(deliveryEvent("InvitationBounced"), undelivered("complained"))).toEqual([]);
    const delivered = deliveryItem(aDelivery({ status: "delivered" }));
    expect(await mailings(deliveryEvent("InvitationUndelivered"), [...renewed, delivered])).toEqual([]);
  });

  test("is told also while it is frozen", async () => {
    const frozen = [{ ...told, frozen: true }, ...inState("declined").slice(1)];
    expect(await mailings(anEvent({ type: "InvitationReported", sequence: 3 }), frozen)).toHaveLength(2);
  });
});

describe("an acceptance", () => {
  const acceptedEvent = (relationship: { readonly establishedAt: string }) =>
    anEvent({ type: "InvitationAccepted", sequence: 3, data: { relationship } });
  const terms = someTerms({ permissions: ["directory.admin", "users.admin"] });
  const accepted = anInvitation({ status: "accepted", terms });
  const ada = anAdministratorAt("it@contoso.example", { name: "Ada" });
  const bob = anAdministratorAt("bob@contoso.example");
  const ugo = anAdministratorAt("ugo@contoso.example", { locale: "it" });
  const told = (
    administrators: readonly Administrator[],
    invitation = accepted,
    establishedAt = invitation.decidedAt,
  ) => {
    const stored = [
      partner,
      invitationItem(invitation),
      customerItem(aCustomer([], { name: "Contoso Group", administrators })),
    ];
    return mailings(acceptedEvent({ establishedAt }), stored);
  };

  test("(B15) is confirmed to the customer, with the link to what was agreed, and told to the partner", async () => {
    const [confirmation, notice, ...others] = await told([ada]);
    expect(others).toEqual([]);
    expect(confirmation).toMatchObject({
      to: "it@contoso.example",
      senderName: "Contoso Partner via Fabrikam Cloud",
      replyTo: null,
    });
    expect(confirmation?.mail.subject).toBe("You accepted the request of Contoso Partner");
    expect(confirmation?.mail.text).toContain(`https://rapport.example/i/${ids.invitation}.1.1.1.`);
    expect(confirmation?.mail.text).toContain("until November 23, 2027:\n\n- Directory administrator\n- User admin");
    expect(notice).toMatchObject({
      to: "sales@contoso-partner.example",
      mail: { subject: "Contoso accepted your request" },
    });
    expect(notice?.mail.text).not.toContain("/i/");
  });

  test("of a part says so, and what was not granted", async () => {
    const decision = { ...accepted.decision, partial: true, granted: ["users.admin"] };
    const [confirmation, notice] = await told([], { ...accepted, decision });
    expect(confirmation?.mail.subject).toBe("You accepted part of the request of Contoso Partner");
    expect(notice?.mail.subject).toBe("Contoso accepted part of your request");
    for (const { mail } of [confirmation!, notice!])
      expect(mail.text).toContain("not granted:\n\n- Directory administrator");
  });

  test("of nothing but the relationship says that no permissions were granted", async () => {
    const decision = { ...accepted.decision, partial: true, granted: [] };
    const mailings = await told([], { ...accepted, decision });
    for (const { mail } of mailings) expect(mail.text).toContain("No admin permissions were granted.");
    expect(mailings[0]?.mail.subject).toBe("You accepted the request of Contoso Partner without admin permissions");
    expect(mailings[0]?.mail.text).toContain("Contoso Partner is now your reseller.");
    expect(mailings[1]?.mail.subject).toBe("Contoso accepted your request without admin permissions");
    expect(mailings[1]?.mail.text).toContain("you can start to work together");
  });

  test("of permissions alone does not tell the partner of a new customer", async () => {
    const { issue } = accepted;
    const offer = { ...issue.offer, relationshipId: ids.relationship };
    const [, notice] = await told([], { ...accepted, issue: { ...issue, offer } });
    expect(notice?.mail.text).toContain("Nothing else has changed between you and the customer.");
    expect(notice?.mail.text).not.toContain("start to work together");
  });

  test("for a customer that had the relationship already does not tell anybody of a new one", async () => {
    const [confirmation, notice, toBob] = await told([ada, bob], accepted, now);
    expect(confirmation?.mail.text).toContain("Contoso Partner stays your reseller.");
    expect(notice?.mail.text).toContain("Nothing else has changed between you and the customer.");
    expect(toBob?.mail.text).toContain("Contoso Partner was already a reseller of Contoso Group");
  });

  test("(A6, C24) is told to every other administrator: who accepted, for which partner, what with which risk", async () => {
    const [, , ...notices] = await told([ada, bob, ugo]);
    expect(notices.map(({ to, mail }) => [to, mail.subject])).toEqual([
      [bob.email, "Ada accepted a request from Contoso Partner for Contoso Group"],
      [ugo.email, "Ada ha accettato una richiesta di Contoso Partner per Contoso Group"],
    ]);
    for (const { kind, senderName, replyTo, mail } of notices) {
      expect({ kind, senderName, replyTo }).toEqual({ kind: "notice", senderName: "Fabrikam Cloud", replyTo: null });
      expect(mail.text).toContain("Ada (it@contoso.example)");
      expect(mail.text).toContain(`https://rapport.example/portal/relationships/${ids.relationship}?lang=`);
      expect(mail.text).not.toContain("/i/");
    }
    expect(notices[0]?.mail.text).toContain(
      "- Directory administrator (high risk)\n- User administrator (medium risk)",
    );
  });

  test("through a portal is told to the administrator that the portal named, and confirmed to who was invited", async () => {
    const decision = { ...accepted.decision, by: { name: null, email: bob.email, title: null } };
    const [confirmation, , ...notices] = await told([bob], { ...accepted, decision });
    expect(confirmation?.to).toBe("it@contoso.example");
    expect(notices.map(({ to }) => to)).toEqual([bob.email]);
    expect(notices[0]?.mail.text).toContain("bob@contoso.example accepted a request");
  });

  test("by the only administrator is told to no other", async () => {
    expect(await told([ada])).toHaveLength(2);
  });
});

describe("(A6) a request for more permissions", () => {
  const ada = anAdministratorAt("it@contoso.example", { name: "Ada" });
  const bob = anAdministratorAt("bob@contoso.example", { locale: "de" });
  const customer = customerItem(aCustomer([], { name: "Contoso Group", administrators: [ada, bob] }));
  const ofRelationship = { relationshipId: ids.relationship, customerId: ids.customer };
  const denied = anInvitation({ status: "declined" });
  const decision = { ...denied.decision, reason: "Not needed" };
  const event = (type: "InvitationDeclined" | "InvitationReported") => anEvent({ type, sequence: 3 });

  test.each([
    ["InvitationDeclined", false, "Ada declined a request", "hat für Contoso Group eine Anfrage"],
    ["InvitationReported", true, "Ada reported a request", "als unbekannt gemeldet"],
  ] as const)("%s is told to all administrators, with the reason", async (type, isReported, inEnglish, inGerman) => {
    const stored = invitationItem({ ...denied, ...ofRelationship, decision, isReported });
    const [, ...notices] = await mailings(event(type), [partner, customer, stored]);
    expect(notices.map(({ to }) => to)).toEqual([ada.email, bob.email]);
    expect(notices[0]?.mail.subject).toContain(inEnglish);
    expect(notices[0]?.mail.text).toContain("Not needed");
    expect(notices[1]?.mail.subject + notices[1]!.mail.text).toContain(inGerman);
  });

  test("is not what was declined where there was no relationship: only the partner is told", async () => {
    expect(await mailings(event("InvitationDeclined"), [partner, customer, invitationItem(denied)])).toHaveLength(1);
  });

  test("that was cancelled because its addressee left is told to the partner; one cancelled otherwise is not", async () => {
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
  });
});

test("every event of an invitation that the mail queue takes has a mail", async () => {
  const types = [...asked.map(({ type }) => type), "InvitationAccepted", "InvitationDeclined", "InvitationReported"];
  const others = [
    "InvitationCancelled",
    "InvitationExpired",
    "InvitationRenewalRequested",
    "InvitationBounced",
    "InvitationComplained",
  ];
  const ofInvitations = mailedEvents.filter((type) => type.startsWith("Invitation"));
  const stopped = ["InvitationUndelivered", "InvitationSuppressed", "InvitationRejected"];
  expect([...types, ...others, ...stopped].toSorted()).toEqual(ofInvitations.toSorted());
});
