import { beforeEach, describe, expect, it } from "vitest";
import { partnerCustomerPlace } from "../../../shared/customer/items/customers.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { pause, resume } from "../../../shared/relationship/commands/change-customers-relationship.ts";
import type { AcceptanceInput } from "../../../shared/invitation/commands/accept-invitation.ts";
import type { Accepted } from "../../../shared/invitation/model.ts";
import type { InvitationBody, Partner } from "../../actors/partner.ts";
import { openProduct, refused } from "../../actors/product.ts";
import { later } from "../../support/builders/fixed-clock.ts";

const product = openProduct();
const day = later({ days: 1 });
const end = later({ days: 60 });
let partner: Partner;
let customers = 0;
beforeEach(async () => {
  partner = await product().partner();
});

/** A customer who has granted two permissions for 60 days. */
const aConnectedCustomer = () =>
  partner.connect({
    ...{ email: `it@amended-${++customers}.example`, duration: "P60D" },
    permissions: ["users.admin", "licenses.admin"],
  });

/** Accepts an amendment a day later; answers the decision. */
async function accepted(id: string, yes: Partial<AcceptanceInput> = {}): Promise<Accepted["decision"]> {
  await (await product().customer(id)).accept({ agreed: false, ...yes }, day);
  return ((await product().storedInvitation(id)) as Accepted).decision;
}
const grantsOf = async (relationshipId: string) =>
  (await product().storedRelationship(relationshipId)).grants.map(({ permission, status, endsAt }) => [
    permission,
    status,
    endsAt,
  ]);

describe("an amendment", () => {
  it("is an invitation of the relationship, with its origin in every event", async () => {
    const { relationshipId, customerId, email } = await aConnectedCustomer();
    const { id, status, reading } = await partner.amend(relationshipId, { permissions: ["helpdesk"] }, { at: day });
    expect(status).toBe(201);
    expect(reading).toMatchObject({
      ...{ status: "pending", origin: "amendment", relationshipId, customerId, updatedAt: day },
      ...{ relationship: "reseller", customer: { email }, permissions: ["helpdesk"] },
    });
    for (const { data } of await readHistory(product().table, id))
      expect(data["invitation"]).toMatchObject({ origin: "amendment", relationshipId });
  });

  it("grants what is new, moves an end only later, and leaves out nothing that was granted", async () => {
    const { relationshipId } = await aConnectedCustomer();
    const asked = { permissions: ["users.admin", "helpdesk"], duration: "P90D" } as const;
    const { id } = await partner.amend(relationshipId, asked, { at: day });
    const later90 = later({ days: 91 });
    expect(await accepted(id)).toMatchObject({
      agreement: null,
      changes: [
        { permission: "users.admin", change: "longer", endsAt: later90 },
        { permission: "helpdesk", change: "new", endsAt: later90 },
      ],
    });
    expect(await grantsOf(relationshipId)).toEqual([
      ["licenses.admin", "active", end],
      ["users.admin", "active", later90],
      ["helpdesk", "active", later90],
    ]);
  });

  it("keeps a longer end where the customer chooses a shorter time", async () => {
    const { relationshipId } = await aConnectedCustomer();
    const asked = { permissions: ["users.admin", "helpdesk"], duration: "P90D" } as const;
    const { id } = await partner.amend(relationshipId, asked, { at: day });
    expect((await accepted(id, { duration: "P30D" })).changes).toEqual([
      { permission: "users.admin", change: "unchanged", endsAt: end },
      { permission: "helpdesk", change: "new", endsAt: later({ days: 31 }) },
    ]);
  });

  it("asks for the same for longer, as a renewal before its end", async () => {
    const { relationshipId } = await aConnectedCustomer();
    const asked = { permissions: ["users.admin", "licenses.admin"], duration: "P365D" } as const;
    await accepted((await partner.amend(relationshipId, asked, { at: day })).id);
    const ends = (await grantsOf(relationshipId)).map(([, , endsAt]) => endsAt);
    expect(ends).toEqual([later({ days: 366 }), later({ days: 366 })]);
  });

  it("is decided by the relationship as it is when it is accepted", async () => {
    const { relationshipId, administrator } = await aConnectedCustomer();
    const asked = { permissions: ["users.admin", "licenses.admin"], duration: "P90D" } as const;
    const { id } = await partner.amend(relationshipId, asked, { at: day });
    await administrator.at(day).removePermissions(relationshipId, ["users.admin"]);
    const { changes } = await accepted(id);
    expect(changes?.map(({ change }) => change)).toEqual(["new", "longer"]);
  });

  it("is accepted with the agreement only where that is newer than the one accepted before", async () => {
    const { relationshipId } = await aConnectedCustomer();
    const { id } = await partner.amend(relationshipId, { permissions: ["helpdesk"] }, { at: day });
    expect((await accepted(id)).agreement).toBeNull();
    const other = await aConnectedCustomer();
    const second = await partner.amend(other.relationshipId, { permissions: ["helpdesk"] }, { at: day });
    expect((await accepted(second.id, { agreed: true })).agreement).not.toBeNull();
  });

  it("as a draft stays one of its relationship, and is checked again when it is sent", async () => {
    const { relationshipId, administrator } = await aConnectedCustomer();
    const asked = { permissions: ["users.admin"], duration: "P90D", send: null } as const;
    const { id } = await partner.amend(relationshipId, asked, { at: day });
    expect((await refused(partner.edit(id, { relationship: "advisor" }))).faults).toMatchObject([
      { pointer: "/relationship", code: "read-only" },
    ]);
    expect((await partner.edit(id, { permissions: ["helpdesk"] })).reading.relationshipId).toBe(relationshipId);
    expect((await refused(partner.edit(id, { permissions: ["users.admin"], duration: "P30D" }))).kind).toBe(
      "nothing-asked",
    );
    await administrator.at(day).endRelationship(relationshipId);
    expect((await refused(partner.send(id, "email", { at: day }))).kind).toBe("relationship-ended");
  });
});

describe("whom an amendment asks", () => {
  it("is the newest contact who is an administrator, and an administrator who is none becomes one", async () => {
    const { relationshipId, customerId, email, administrator } = await aConnectedCustomer();
    const colleague = await administrator.addColleague(`b@${email.split("@")[1]}`);
    const at = later({ days: 8 });
    const amend = (asked: Partial<InvitationBody>) =>
      partner.amend(relationshipId, { permissions: ["helpdesk"], send: null, ...asked }, { at });
    expect((await amend({})).reading.customer).toMatchObject({ email, contactName: "Ada" });
    expect((await amend({ email: colleague.email })).reading.customer.email).toBe(colleague.email);
    const known = await product().table.read(partnerCustomerPlace(partner.partnerId, customerId));
    expect(known?.contacts.map((contact) => contact.email)).toEqual([colleague.email, email]);
    expect((await amend({})).reading.customer.email).toBe(colleague.email);
  });

  it("is the administrator of longest standing where no contact is one", async () => {
    const { relationshipId, email, administrator } = await aConnectedCustomer();
    const colleague = await administrator.addColleague(`b@${email.split("@")[1]}`);
    await administrator.at(later({ days: 8 })).leave();
    const { reading } = await partner.amend(
      relationshipId,
      { permissions: ["helpdesk"], send: null },
      { at: later({ days: 8 }) },
    );
    expect(reading.customer.email).toBe(colleague.email);
  });

  it("is nobody in the cool-off, nobody who is no administrator, and nobody of another's relationship", async () => {
    const { relationshipId, email, administrator } = await aConnectedCustomer();
    const other = `b@${email.split("@")[1]}`;
    const asked = { permissions: ["helpdesk"], email: other };
    expect((await refused(partner.amend(relationshipId, asked))).faults).toMatchObject([
      { pointer: "/email", code: "not-an-administrator" },
    ]);
    await administrator.add(other);
    await administrator.confirm(other);
    expect((await refused(partner.amend(relationshipId, asked))).kind).toBe("cool-off");
    const stranger = await product().partner();
    expect((await refused(stranger.amend(relationshipId, { permissions: ["helpdesk"] }))).kind).toBe("not-found");
  });

  it("is told until when all are in their cool-off, and of a customer without administrators", async () => {
    const { relationshipId, email, administrator } = await aConnectedCustomer();
    const other = `b@${email.split("@")[1]}`;
    await administrator.add(other);
    await administrator.confirm(other);
    await administrator.leave();
    const { kind, members } = await refused(partner.amend(relationshipId, { permissions: ["helpdesk"] }));
    expect([kind, members["until"]]).toEqual(["cool-off", later({ days: 7 })]);
  });
});

describe("an amendment is refused", () => {
  it("and not accepted while the relationship is suspended, until it is resumed", async () => {
    const { relationshipId, administrator } = await aConnectedCustomer();
    const { id } = await partner.amend(relationshipId, { permissions: ["helpdesk"] });
    const whole = { relationshipId, permission: null };
    await pause(product(), whole, administrator.at(day));
    const other = partner.amend(relationshipId, { permissions: ["reports.read"] }, { at: day });
    expect((await refused(other)).kind).toBe("wrong-state");
    const customer = await product().customer(id);
    expect((await refused(customer.accept({}, day))).faults).toMatchObject([
      { pointer: "/decision", code: "relationship-suspended" },
    ]);
    expect((await refused(partner.resend(id, { at: day }))).kind).toBe("wrong-state");
    await resume(product(), whole, administrator.at(day));
    expect((await accepted(id)).granted).toEqual(["helpdesk"]);
  });

  it("if it asks only for what is granted for as long", async () => {
    const { relationshipId } = await aConnectedCustomer();
    const asked = { permissions: ["users.admin"], duration: "P60D" } as const;
    expect((await refused(partner.amend(relationshipId, asked))).kind).toBe("nothing-asked");
    expect((await refused(partner.amend(relationshipId, { permissions: [] }))).kind).toBe("nothing-asked");
  });

  it("while another request of the partner to the address is open", async () => {
    const { relationshipId } = await aConnectedCustomer();
    const { id } = await partner.amend(relationshipId, { permissions: ["helpdesk"] });
    const { kind, members } = await refused(partner.amend(relationshipId, { permissions: ["reports.read"] }));
    expect([kind, members["invitationId"]]).toEqual(["open-invitation-exists", id]);
  });

  it("once the relationship has ended, which also cancels the open one", async () => {
    const { relationshipId, administrator } = await aConnectedCustomer();
    const { id } = await partner.amend(relationshipId, { permissions: ["helpdesk"] });
    await administrator.at(day).endRelationship(relationshipId);
    expect(await product().storedInvitation(id)).toMatchObject({ cancelCode: "relationship-ended" });
    const again = partner.amend(relationshipId, { permissions: ["helpdesk"] }, { at: day });
    expect((await refused(again)).kind).toBe("relationship-ended");
  });

  it("and cancelled when its addressee is no longer an administrator", async () => {
    const { relationshipId, email, administrator } = await aConnectedCustomer();
    const { id } = await partner.amend(relationshipId, { permissions: ["helpdesk"] });
    const colleague = await administrator.addColleague(`b@${email.split("@")[1]}`);
    await colleague.remove(administrator.address);
    expect(await product().storedInvitation(id)).toMatchObject({ status: "cancelled", cancelCode: "addressee-left" });
  });

  it("with an invitation for a live relationship that has permissions, which names the way to amend it", async () => {
    const { email, relationshipId } = await aConnectedCustomer();
    const { kind, message, members } = await refused(partner.create({ email, permissions: ["helpdesk"] }));
    expect([kind, members["relationshipIds"]]).toEqual(["relationship-exists", [relationshipId]]);
    expect(message).toContain("POST /v1/relationships/{id}/amend");
  });
});

describe("in a cloud that requires permissions, an amendment", () => {
  const required = ["directory.admin", "office365.admin"];
  const aRequiringCustomer = async () => {
    partner = await product().partner({ cloud: "germany" });
    const email = `it@required-${++customers}.example`;
    return partner.connect({ email, permissions: [...required, "users.admin"], duration: "P60D" });
  };

  it("need not repeat them, unless it restores a relationship that has no permissions left", async () => {
    const { relationshipId, administrator } = await aRequiringCustomer();
    const { id } = await partner.amend(relationshipId, { permissions: ["helpdesk"] }, { at: day });
    expect((await accepted(id)).granted).toEqual(["helpdesk"]);
    await administrator.at(day).removePermissions(relationshipId);
    const again = partner.amend(relationshipId, { permissions: ["helpdesk"] }, { at: day });
    expect((await refused(again)).kind).toBe("permissions-required");
    const whole = await partner.amend(relationshipId, { permissions: [...required, "helpdesk"] }, { at: day });
    expect(whole.reading.origin).toBe("amendment");
  });
});
