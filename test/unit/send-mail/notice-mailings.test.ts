import { describe, expect, test } from "vitest";
import { customerItem } from "../../../shared/customer/items/item.ts";
import type { DeliveryStop } from "../../../shared/delivery/model.ts";
import { refusalReasons } from "../../../shared/delivery/rules/mail-refusal.ts";
import { withholding } from "../../../shared/delivery/rules/withheld-mail.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { deliveryPart } from "../../support/builders/stored-parts.ts";
import { cancelCodes, type CancelCode } from "../../../shared/invitation/model.ts";
import type { mailedEvents } from "../../../shared/names.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { userItem } from "../../../shared/users/item.ts";
import type { PartnerUser } from "../../../shared/users/model.ts";
import { aCustomer, anAdministratorAt } from "../../support/builders/a-customer.ts";
import { aDelivery, anInvitation, anIssue, aPartner, aUser, ids, someTerms } from "../../support/builders/builders.ts";
import { anEvent } from "../../support/builders/some-events.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";
import { mailsFrom, recipientsOf } from "./mailings-of.ts";
import { partner, inStatus, withIssue, pending, mailings } from "./some-mailings.ts";

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
