import { describe, expect, it } from "vitest";
import type { AcceptanceInput } from "../../../shared/invitation/commands/accept-invitation.ts";
import { addUser } from "../../../shared/users/add-user.ts";
import { removeUser } from "../../../shared/users/change-user.ts";
import { editProfile } from "../../../shared/partner/commands/edit-profile.ts";
import { editOperatorFields } from "../../../shared/partner/commands/supervise-partner.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { partnerPlace } from "../../../shared/partner/items/partners.ts";
import { present } from "../../../shared/table/places.ts";
import { operatorCause } from "../../actors/operator.ts";
import type { Partner } from "../../actors/partner.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { openProduct, refused } from "../../actors/product.ts";
import { somePoolUsers } from "../../support/builders/some-pool-users.ts";

const product = openProduct();
const pool = somePoolUsers();
const needs = () => ({ table: product().table, userPool: pool, masterKey: product().masterKey });
const simulator = "success@simulator.amazonses.com";
let made = 0;

/** A sandbox partner and a user of it. */
async function aSandbox() {
  const partner = await product().partner({ sandbox: true });
  const email = `tester-${++made}@sandbox.example`;
  const { user } = await addUser(needs(), { email, role: "admin" }, operatorCause(now, partner.partnerId), null);
  return { partner, email, user };
}
const accepted = (partner: Partner, email: string, accepted: Partial<AcceptanceInput> = {}) =>
  partner.connect({ email, permissions: ["users.admin"] }, accepted);
const outside = (pointer: string) => ({ kind: "validation", faults: [{ pointer, code: "sandbox-address" }] });

describe("a sandbox partner", () => {
  it("can invite only its own users, under any tag, and the mailbox simulator, even in a draft", async () => {
    const { partner, email } = await aSandbox();
    for (const known of [email, email.replace("@", "+contoso@"), simulator, "bounce+1@simulator.amazonses.com"])
      expect((await partner.create({ email: known })).reading).toMatchObject({ status: "pending", sandbox: true });
    for (const send of ["email", "self", null] as const)
      for (const stranger of ["it@contoso.example", "success@simulator.amazonses.com.example"])
        expect(await refused(partner.create({ email: stranger, send }))).toMatchObject(outside("/customer/email"));
    const { id } = await partner.create({ email: "ooto@simulator.amazonses.com" });
    expect(await refused(partner.correctAddress(id, "it@contoso.example"))).toMatchObject(outside("/email"));
  });

  it("cannot invite a user who is removed at the same moment", async () => {
    const { partner, email, user } = await aSandbox();
    const draft = (await partner.create({ email, send: null })).reading;
    const admin = await partner.adminCause({ sandbox: true });
    await removeUser(needs(), user.id, "any", admin);
    expect(await refused(partner.send(draft.id, "email"))).toMatchObject(outside("/customer/email"));

    const next = await addUser(needs(), { email, role: "admin" }, operatorCause(now, partner.partnerId), null);
    const outcomes = await Promise.allSettled([
      partner.send(draft.id, "email"),
      removeUser(needs(), next.user.id, "any", admin),
    ]);
    const [sent, removed] = outcomes.map(({ status }) => status);
    expect(removed).toBe("fulfilled");
    const events = await readHistory(product().table, draft.id);
    expect(events.filter(({ type }) => type === "InvitationIssued")).toHaveLength(sent === "fulfilled" ? 1 : 0);
  });

  it("is one from its registration on: no change of the operator makes it a real partner", async () => {
    const { partner } = await aSandbox();
    const input = { displayName: "Renamed Sandbox", kind: "indirect-provider", sandbox: false } as const;
    const { partner: changed } = await editOperatorFields(product(), partner.partnerId, input, "any", operatorCause());
    expect(changed).toMatchObject({ displayName: "Renamed Sandbox", sandbox: true });
    expect((await product().table.read(present(partnerPlace(partner.partnerId)))).sandbox).toBe(true);
  });

  it("gets its notices only at addresses of its users", async () => {
    const { partner, email } = await aSandbox();
    const admin = await partner.adminCause({ sandbox: true });
    const notify = (...notifications: string[]) => editProfile(product(), { notifications }, "any", admin);
    expect((await notify(email)).partner.notifications).toEqual([email]);
    expect(await refused(notify(email, "desk@elsewhere.example"))).toMatchObject(outside("/notifications"));
    const input = {
      ...{ displayName: "Another Sandbox", cloud: "public", locale: "en", replyTo: null },
      kind: "direct-reseller",
      ...{ notifications: ["desk@elsewhere.example"], verified: null, sandbox: true },
    } as const;
    expect(await refused(product().operator.register(input))).toMatchObject(outside("/notifications"));
  });

  it("marks everything that it creates, and every event about it", async () => {
    const { partner, email } = await aSandbox();
    const { id, customerId, relationshipId, administrator, invitation } = await accepted(partner, email);
    await partner.note(id, { tags: ["spring"] });
    await administrator.changeSenders({ mode: "listed" });
    expect(invitation.issue.offer.sandbox).toBe(true);
    expect(await product().storedRelationship(relationshipId)).toMatchObject({ sandbox: true });
    expect(await product().storedCustomer(customerId)).toMatchObject({ sandbox: partner.partnerId });
    const histories = await Promise.all(
      [id, relationshipId, customerId, partner.partnerId].map((aggregate) => readHistory(product().table, aggregate)),
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
  it("cannot be chosen for a real partner or another sandbox, nor a real customer for a sandbox", async () => {
    const { partner, email } = await aSandbox();
    const [real, other] = [await product().partner(), await aSandbox()];
    await addUser(
      needs(),
      { email: email.replace("@", "+other@"), role: "sales" },
      operatorCause(now, other.partner.partnerId),
      null,
    );
    const tested = await accepted(partner, email);
    const first = await accepted(real, email);
    const elsewhere = await accepted(other.partner, email);
    expect(new Set([tested.customerId, first.customerId, elsewhere.customerId]).size).toBe(3);

    const { id } = (await (await product().partner()).create({ email })).reading;
    const chooses = (customer: string) =>
      product()
        .customer(id)
        .then((one) => one.accept({ customer }));
    for (const foreign of [tested.customerId, elsewhere.customerId])
      expect(await refused(chooses(foreign))).toMatchObject({
        ...{ kind: "customer-needed", faults: [{ code: "customer-unknown" }] },
        members: { customers: [{ id: first.customerId }] },
      });
    const again = (await partner.create({ email, relationship: "advisor" })).reading;
    const yes = (await product().customer(again.id)).accept({ customer: first.customerId });
    expect(await refused(yes)).toMatchObject({ members: { customers: [{ id: tested.customerId }] } });
  });

  it("does not prevent a real partner by its sender settings from asking its administrator", async () => {
    const { partner, email } = await aSandbox();
    const { customerId } = await accepted(partner, email);
    await (await product().administrator(customerId)).changeSenders({ mode: "listed" });
    expect((await (await product().partner()).create({ email })).status).toBe(201);
  });

  it("can be accepted for only by users of its partner, even through an external portal", async () => {
    const { partner, email } = await aSandbox();
    const { id } = await partner.create({ email });
    const says = (address: string) =>
      product()
        .customer(id)
        .then((one) => one.accept({ via: "callback", email: address }));
    expect(await refused(says("ceo@contoso.example"))).toMatchObject(outside("/by/email"));
    expect(await says(simulator)).toBe("done");
  });

  it("cannot get an administrator from outside", async () => {
    const { partner, email } = await aSandbox();
    const { customerId } = await accepted(partner, email);
    const moment = await product().administrator(customerId);
    const add = (address: string) => moment.add(address);
    expect(await refused(add("ceo@contoso.example"))).toMatchObject(outside("/email"));
    await add(email.replace("@", "+second@"));
    const recovery = product().operator.recover(customerId, "ceo@contoso.example");
    expect(await refused(recovery)).toMatchObject(outside("/email"));
  });

  it("can have a request handed over only to users of its partner", async () => {
    const { partner, email } = await aSandbox();
    const { customer } = await partner.invite({ email });
    await customer.requestCode();
    const stranger = customer.handOver("stranger@sandbox.example", await customer.code());
    expect(await refused(stranger)).toMatchObject(outside("/email"));
    expect(await customer.handOver(email.replace("@", "+colleague@"), await customer.code())).toBe("done");
  });
});
