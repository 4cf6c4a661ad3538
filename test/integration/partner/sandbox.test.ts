import { describe, expect, it } from "vitest";
import type { AcceptanceInput } from "../../../shared/invitation/commands/accept-invitation.ts";
import { addUser } from "../../../shared/users/add-user.ts";
import { addAdministrator } from "../../../shared/customer/commands/change-administrators.ts";
import { changeSenders } from "../../../shared/customer/commands/change-senders.ts";
import { removeUser } from "../../../shared/users/change-user.ts";
import { editProfile } from "../../../shared/partner/commands/edit-profile.ts";
import { registerPartner } from "../../../shared/partner/commands/register-partner.ts";
import { editStanding } from "../../../shared/partner/commands/supervise-partner.ts";
import { recoverCustomer } from "../../../shared/customer/commands/supervise-customer.ts";
import type { Accepted } from "../../../shared/invitation/model.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { customerPlace } from "../../../shared/customer/items/item.ts";
import { invitationPlace } from "../../../shared/invitation/items/item.ts";
import { partnerPlace } from "../../../shared/partner/items/partners.ts";
import { present } from "../../../shared/table/places.ts";
import { anActingAdmin, byOperator } from "../../support/builders/acting-admin.ts";
import type { Desk } from "../../support/desk.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { openOffice, refused } from "../../support/office.ts";
import { administratorOf, storedRelationship } from "../../support/relations.ts";
import { somePoolUsers } from "../../support/builders/some-pool-users.ts";

const office = openOffice();
const pool = somePoolUsers();
const needs = () => ({ table: office().table, userPool: pool, masterKey: office().masterKey });
const simulator = "success@simulator.amazonses.com";
let made = 0;

/** A sandbox partner and a user of it. */
async function aSandbox() {
  const desk = await office().desk({ sandbox: true });
  const email = `tester-${++made}@sandbox.example`;
  const { user } = await addUser(needs(), { email, role: "admin" }, byOperator(desk), null);
  return { desk, email, user };
}
async function accepted(desk: Desk, email: string, said: Partial<AcceptanceInput> = {}): Promise<Accepted> {
  const { id } = (await desk.create({ email, permissions: ["users.admin"] })).reading;
  await (await office().customer(id)).accept(said);
  const invitation = await office().table.read(present(invitationPlace(id)));
  if (invitation.status !== "accepted") throw new Error(`It is ${invitation.status}.`);
  return invitation;
}
const customerNamed = async (id: string) => await office().table.read(present(customerPlace(id)));
const operator = {
  actor: { kind: "operator", id: "operator-1" },
  now,
  correlationId: "c-7",
  causationId: null,
} as const;
const outside = (pointer: string) => ({ kind: "validation", faults: [{ pointer, code: "sandbox-address" }] });

describe("(H54) a sandbox partner", () => {
  it("asks its own users, under any tag, and the mailbox simulator, and nobody else, not even in a draft", async () => {
    const { desk, email } = await aSandbox();
    for (const known of [email, email.replace("@", "+contoso@"), simulator, "bounce+1@simulator.amazonses.com"])
      expect((await desk.create({ email: known })).reading).toMatchObject({ status: "pending", sandbox: true });
    for (const send of ["email", "self", null] as const)
      for (const stranger of ["it@contoso.example", "success@simulator.amazonses.com.example"])
        expect(await refused(desk.create({ email: stranger, send }))).toMatchObject(outside("/customer/email"));
    const { id } = (await desk.create({ email: "ooto@simulator.amazonses.com" })).reading;
    expect(await refused(desk.correctAddress(id, "it@contoso.example"))).toMatchObject(outside("/email"));
  });

  it("asks no user any more who was removed in the same moment", async () => {
    const { desk, email, user } = await aSandbox();
    const draft = (await desk.create({ email, send: null })).reading;
    const admin = await anActingAdmin(office(), desk, true);
    await removeUser(needs(), user.id, "any", admin);
    expect(await refused(desk.send(draft.id, "email"))).toMatchObject(outside("/customer/email"));

    const next = await addUser(needs(), { email, role: "admin" }, byOperator(desk), null);
    const outcomes = await Promise.allSettled([
      desk.send(draft.id, "email"),
      removeUser(needs(), next.user.id, "any", admin),
    ]);
    const [sent, removed] = outcomes.map(({ status }) => status);
    expect(removed).toBe("fulfilled");
    const events = await readHistory(office().table, draft.id);
    expect(events.filter(({ type }) => type === "InvitationIssued")).toHaveLength(sent === "fulfilled" ? 1 : 0);
  });

  it("is one from its registration and for good", async () => {
    const { desk } = await aSandbox();
    const input = { displayName: "Renamed Sandbox", kind: "indirect-provider", sandbox: false } as const;
    const { partner } = await editStanding(office(), desk.partnerId, input, "any", operator);
    expect(partner).toMatchObject({ displayName: "Renamed Sandbox", sandbox: true });
    expect((await office().table.read(present(partnerPlace(desk.partnerId)))).sandbox).toBe(true);
  });

  it("gets its notices at addresses of its users only", async () => {
    const { desk, email } = await aSandbox();
    const admin = await anActingAdmin(office(), desk, true);
    const notify = (...notifications: string[]) => editProfile(office(), { notifications }, "any", admin);
    expect((await notify(email)).partner.notifications).toEqual([email]);
    expect(await refused(notify(email, "desk@elsewhere.example"))).toMatchObject(outside("/notifications"));
    const input = {
      ...{ displayName: "Another Sandbox", cloud: "public", locale: "en", replyTo: null },
      kind: "direct-reseller",
      ...{ notifications: ["desk@elsewhere.example"], verified: null, sandbox: true },
    } as const;
    expect(await refused(registerPartner(office(), input, operator, null))).toMatchObject(outside("/notifications"));
  });

  it("marks everything that it makes, and every event of it", async () => {
    const { desk, email } = await aSandbox();
    const { id, customerId, relationshipId, issue } = await accepted(desk, email);
    await desk.note(id, { tags: ["spring"] });
    await changeSenders(office(), { mode: "listed" }, await administratorOf(office(), customerId));
    expect(issue.offer.sandbox).toBe(true);
    expect(await storedRelationship(office(), relationshipId)).toMatchObject({ sandbox: true });
    expect(await customerNamed(customerId)).toMatchObject({ sandbox: desk.partnerId });
    const histories = await Promise.all(
      [id, relationshipId, customerId, desk.partnerId].map((aggregate) => readHistory(office().table, aggregate)),
    );
    const marks = Map.groupBy(histories.flat(), ({ metadata }) => metadata.sandbox);
    expect(marks.get(false)).toBeUndefined();
    expect(marks.get(true)?.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        ...["InvitationAccepted", "InvitationAnnotated", "RelationshipEstablished"],
        ...["PartnerRegistered", "PartnerUserAdded", "SendersChanged"],
      ]),
    );
  });
});

describe("a customer of a sandbox", () => {
  it("is no choice for a real partner or another sandbox, nor is a real customer for it", async () => {
    const { desk, email } = await aSandbox();
    const [real, other] = [await office().desk(), await aSandbox()];
    await addUser(needs(), { email: email.replace("@", "+other@"), role: "sales" }, byOperator(other.desk), null);
    const tested = await accepted(desk, email);
    const first = await accepted(real, email);
    const elsewhere = await accepted(other.desk, email);
    expect(new Set([tested.customerId, first.customerId, elsewhere.customerId]).size).toBe(3);

    const { id } = (await (await office().desk()).create({ email })).reading;
    const chooses = (customer: string) =>
      office()
        .customer(id)
        .then((one) => one.accept({ customer }));
    for (const foreign of [tested.customerId, elsewhere.customerId])
      expect(await refused(chooses(foreign))).toMatchObject({
        ...{ kind: "customer-needed", faults: [{ code: "customer-unknown" }] },
        members: { customers: [{ id: first.customerId }] },
      });
    const again = (await desk.create({ email, relationship: "advisor" })).reading;
    const yes = (await office().customer(again.id)).accept({ customer: first.customerId });
    expect(await refused(yes)).toMatchObject({ members: { customers: [{ id: tested.customerId }] } });
  });

  it("does not say by its senders whether a real partner may ask its administrator", async () => {
    const { desk, email } = await aSandbox();
    const { customerId } = await accepted(desk, email);
    await changeSenders(office(), { mode: "listed" }, await administratorOf(office(), customerId));
    expect((await (await office().desk()).create({ email })).status).toBe(201);
  });

  it("is accepted for by its partner's people only, even if an external portal names somebody else", async () => {
    const { desk, email } = await aSandbox();
    const { id } = (await desk.create({ email })).reading;
    const says = (address: string) =>
      office()
        .customer(id)
        .then((one) => one.accept({ via: "callback", email: address }));
    expect(await refused(says("ceo@contoso.example"))).toMatchObject(outside("/by/email"));
    expect(await says(simulator)).toBe("done");
  });

  it("gets no administrator from outside, from nobody", async () => {
    const { desk, email } = await aSandbox();
    const { customerId } = await accepted(desk, email);
    const moment = await administratorOf(office(), customerId);
    const add = (address: string) => addAdministrator(office(), { email: address, locale: null }, moment);
    expect(await refused(add("ceo@contoso.example"))).toMatchObject(outside("/email"));
    await add(email.replace("@", "+second@"));
    const recover = { email: "ceo@contoso.example", reason: "Nobody is left.", force: false };
    const cause = { ...operator, partnerId: "" };
    const recovery = recoverCustomer(office(), customerId, recover, cause, null);
    expect(await refused(recovery)).toMatchObject(outside("/email"));
  });

  it("is passed on to its partner's people only", async () => {
    const { desk, email } = await aSandbox();
    const { id } = (await desk.create({ email })).reading;
    const customer = await office().customer(id);
    await customer.requestCode();
    const stranger = customer.handOver("stranger@sandbox.example", await customer.code());
    expect(await refused(stranger)).toMatchObject(outside("/email"));
    expect(await customer.handOver(email.replace("@", "+colleague@"), await customer.code())).toBe("done");
  });
});
