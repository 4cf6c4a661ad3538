import { describe, expect, test } from "vitest";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { mailFaults } from "../../support/audit/mails.ts";
import type { EventType } from "../../../shared/events/all.ts";
import { anEvent } from "../../support/builders/some-events.ts";
import { storedItem } from "../../support/table/stream-records.ts";
import type { RawItem } from "../../../shared/table/table.ts";

const partnerId = "ptn_01JD0000000000000000000002";
const otherPartner = "ptn_01JD0000000000000000000008";
const customerId = "cus_01JD0000000000000000000004";
const invitationId = "inv_01JD0000000000000000000001";
const [ada, ben, cy] = ["ada", "ben", "cy"].map((id) => ({ id, email: `${id}@partner.example` }));
const [desk, team] = ["desk@partner.example", "team@partner.example"];

/** An event as the table holds it, so many days after the first. */
const event = (type: string, aggregate: string, sequence: number, days: number, data: object): RawItem => {
  const { metadata } = anEvent({ aggregate, sequence });
  const [id = ""] = aggregate.split("/");
  const owner = id.startsWith("cus_") ? null : id.startsWith("ptn_") ? id : partnerId;
  const said = { ...metadata, partnerId: owner, occurredAt: later({ days }) };
  return storedItem({ type: type as EventType, metadata: said, data: { ...data } });
};
const userEvent = (type: string, user: typeof ada, role: string, sequence: number, days: number, partner = partnerId) =>
  event(type, `${partner}/user-${user!.id}`, sequence, days, { user, role });
const invitation = (id: string, createdBy: string): RawItem => ({
  entity: "invitation",
  id,
  createdBy: { id: createdBy },
});

/** A partner with two admins, a salesperson and two addresses for notices. */
const office = [
  event("PartnerRegistered", partnerId, 1, 0, { partner: { notifications: [], notificationsWaiting: [] } }),
  event("PartnerChanged", partnerId, 2, 1, { partner: { notifications: [desk, team], notificationsWaiting: [] } }),
  userEvent("PartnerUserAdded", ada, "admin", 1, 0),
  userEvent("PartnerUserAdded", ben, "admin", 1, 1),
  userEvent("PartnerUserAdded", cy, "sales", 1, 2),
  invitation(invitationId, cy!.id),
];
const told = (aggregate: string, sequence: number, kind: string, to: string, about = "") => ({
  sentAs: `<${`${aggregate}:${sequence}`.replaceAll(/[^\w]/g, ".")}.${kind}.${"0".repeat(26)}${about && `.${about}`}@rapport.example>`,
  to: [to],
});
type Told = ReturnType<typeof told>;
const officeMails: readonly Told[] = [
  told(`${partnerId}/user-ben`, 1, "notice", ada!.email),
  ...[ada, ben].map((admin) => told(`${partnerId}/user-cy`, 1, "notice", admin!.email)),
];

const faultsOf = (items: readonly RawItem[], mails: readonly Told[]): string[] =>
  mailFaults({
    ...{ items: [...office, ...items], mails: [...officeMails, ...mails], masterKey: aMasterKey() },
    ...{ waiting: [], injected: 0, delayMs: 60_000 },
  });

/** Nothing is wrong with all of these mails, and something with each of them missing. */
function expectEachMissed(items: readonly RawItem[], mails: readonly Told[]): void {
  expect(faultsOf(items, mails)).toEqual([]);
  for (const dropped of mails)
    expect(
      faultsOf(
        items,
        mails.filter((mail) => mail !== dropped),
      ),
      JSON.stringify(dropped),
    ).toHaveLength(1);
}

describe("the audit sees every mail that is missing", () => {
  test("of a notice to the creator of the invitation and to each address for notices", () => {
    const declined = event("InvitationDeclined", invitationId, 3, 5, { invitation: { relationshipId: null } });
    expectEachMissed(
      [declined],
      [cy!.email, desk, team].map((to) => told(invitationId, 3, "partner-notice", to)),
    );
  });

  test("of a notice to the admins where the creator of the invitation has left and no address is named", () => {
    const expired = event("InvitationExpired", invitationId, 3, 6, { invitation: {} });
    const removed = userEvent("PartnerUserRemoved", cy, "sales", 2, 4);
    const unnamed = event("PartnerChanged", partnerId, 3, 5, { partner: { notifications: [] } });
    expectEachMissed(
      [expired, removed, unnamed],
      [
        ...[ada, ben, cy].map((user) => told(`${partnerId}/user-cy`, 2, "notice", user!.email)),
        ...[ada, ben].map((admin) => told(invitationId, 3, "partner-notice", admin!.email)),
      ],
    );
  });

  test("of a cancellation because its addressee left, and of no other", () => {
    const cancelled = (cancelCode: string, relationshipId: string | null = "rel_1") => [
      event("InvitationCancelled", invitationId, 3, 5, { invitation: { cancelCode, relationshipId } }),
    ];
    expectEachMissed(
      cancelled("addressee-left"),
      [cy!.email, desk, team].map((to) => told(invitationId, 3, "partner-notice", to)),
    );
    expect(faultsOf(cancelled("partner"), [])).toEqual([]);
    expect(faultsOf(cancelled("addressee-left", null), [])).toEqual([]);
  });

  test("of a change and a removal, to the user whom it is about and to each admin", () => {
    expectEachMissed(
      [userEvent("PartnerUserChanged", cy, "auditor", 2, 5), userEvent("PartnerUserRemoved", cy, "auditor", 3, 6)],
      [2, 3].flatMap((sequence) =>
        [ada, ben, cy].map((user) => told(`${partnerId}/user-cy`, sequence, "notice", user!.email)),
      ),
    );
  });

  test("of a bounce, unless the request was answered or has ended before", () => {
    const bounced = (status: string) =>
      event("InvitationBounced", `${invitationId}/delivery`, 3, 5, { invitation: { status } });
    expectEachMissed(
      [bounced("pending")],
      [cy!.email, desk, team].map((to) => told(`${invitationId}/delivery`, 3, "partner-notice", to)),
    );
    expect(faultsOf([bounced("accepted")], [])).toEqual([]);
  });

  test("of stopped codes, to the admins and the addresses for notices", () => {
    expectEachMissed(
      [event("CodesStopped", `${partnerId}/codes`, 1, 5, { day: "2026-11-22", wrong: 50 })],
      [ada!.email, ben!.email, desk, team].map((to) => told(`${partnerId}/codes`, 1, "partner-notice", to)),
    );
  });

  test("of an address that has to confirm, unless it was taken out before the mail was made", () => {
    const named = event("PartnerChanged", partnerId, 3, 5, {
      partner: { notifications: [desk, team], notificationsWaiting: ["new@partner.example"] },
      previous: { notificationsWaiting: [] },
    });
    expectEachMissed([named], [told(partnerId, 3, "partner-notice", "new@partner.example")]);
    const undone = event("PartnerChanged", partnerId, 4, 5, {
      partner: { notifications: [desk, team], notificationsWaiting: [] },
    });
    expect(faultsOf([named, undone], [])).toEqual([]);
  });

  test("of an address that was added as administrator or removed, unless it was added anew", () => {
    const administrator = { id: "adr-1", email: "grace@contoso.example" };
    const added = (sequence: number) =>
      event("AdministratorAdded", customerId, sequence, 5, { administrator, expiresAt: later({ days: 12 }) });
    const removed = event("AdministratorRemoved", customerId, 3, 6, { administrator, cause: "removed" });
    expectEachMissed(
      [added(2), removed],
      [2, 3].map((sequence) => told(customerId, sequence, "notice", administrator.email)),
    );
    expect(faultsOf([added(2), added(3)], [told(customerId, 3, "notice", administrator.email)])).toEqual([]);
    const unreachable = event("AdministratorRemoved", customerId, 3, 6, { administrator, cause: "unreachable" });
    expect(faultsOf([unreachable], [])).toEqual([]);
  });

  test("of a customer's own event, to the people of each partner that it had, under the partner's own id", () => {
    const origin = "inv_01JD0000000000000000000009";
    const established = (id: string, partner: string, made: string): RawItem => ({
      ...event("RelationshipEstablished", id, 1, 4, { relationship: { customerId }, invitationId: made }),
      partnerId: partner,
    });
    const others = [
      event("PartnerRegistered", otherPartner, 1, 0, { partner: { notifications: [desk] } }),
      invitation(origin, "nobody"),
    ];
    expectEachMissed(
      [
        ...others,
        established("rel_01JD0000000000000000000003", partnerId, invitationId),
        established("rel_01JD0000000000000000000005", otherPartner, origin),
        event("CustomerUnattended", customerId, 2, 5, {}),
      ],
      [
        ...[cy!.email, desk, team].map((to) => told(customerId, 2, "partner-notice", to, partnerId)),
        told(customerId, 2, "partner-notice", desk, otherPartner),
      ],
    );
  });
});

describe("the audit excuses", () => {
  const declined = event("InvitationDeclined", invitationId, 3, 5, { invitation: { relationshipId: null } });
  const others = [desk, team].map((to) => told(invitationId, 3, "partner-notice", to));

  test("an address at which mail is stopped", () => {
    const PK = `ADR#${addressPseudonym(cy!.email, aMasterKey())}`;
    expect(faultsOf([declined, { entity: "address", PK, "suppressed#bounce": later({ days: 1 }) }], others)).toEqual(
      [],
    );
  });

  test("an address at which mail was stopped until the operator lifted that, and no longer", () => {
    const PK = `ADR#${addressPseudonym(cy!.email, aMasterKey())}`;
    const lift = (from: number, to: number): RawItem => ({
      ...{ entity: "suppression-lift", PK, at: later({ days: to }) },
      lifted: [{ reason: "complaint", at: later({ days: from }) }],
    });
    expect(faultsOf([declined, lift(4, 6)], others)).toEqual([]);
    for (const [from, to] of [
      [1, 4],
      [6, 7],
    ] as const)
      expect(faultsOf([declined, lift(from, to)], others)).toHaveLength(1);
  });

  test("a recipient who was removed while the mail may have waited, but not one who was removed later", () => {
    const removal = (days: number) => [userEvent("PartnerUserRemoved", cy, "sales", 2, days), declined];
    const mails = [...others, ...[ada, ben, cy].map((user) => told(`${partnerId}/user-cy`, 2, "notice", user!.email))];
    expect(faultsOf(removal(5), mails)).toEqual([]);
    expect(faultsOf(removal(6), mails)).toHaveLength(1);
  });
});

test("the audit reports a notice to an address that is not a user of the partner", () => {
  const stray = told(`${partnerId}/user-cy`, 1, "notice", "eve@elsewhere.example");
  expect(faultsOf([], [stray])).toEqual([expect.stringContaining("somebody whom it is not for")]);
});
