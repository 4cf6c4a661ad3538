import { beforeEach, describe, expect, it } from "vitest";
import { personPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { relationshipKeys } from "../../../shared/relationship/items/keys.ts";
import { relationshipsOfCustomer } from "../../../shared/relationship/items/relationships.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import type { Partner } from "../../actors/partner.ts";
import { advanceDueRelationship } from "../../../shared/relationship/commands/advance-due-relationship.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();
let partner: Partner;
let customers = 0;
beforeEach(async () => {
  partner = await product().partner();
});

/** A customer who has granted a partner two permissions for 60 days. */
const aConnectedCustomer = () =>
  partner.connect({
    ...{ email: `it@related-${++customers}.example`, duration: "P60D" },
    permissions: ["users.admin", "licenses.admin"],
  });
const restore = (email: string, at = later({ days: 1 })) =>
  partner.create({ email, permissions: ["users.admin"] }, { at });
const day = later({ days: 1 });

describe("an invitation to a customer", () => {
  it("names the relationship whose permissions it requests from its first event on, even as a draft", async () => {
    const { email, relationshipId, administrator } = await aConnectedCustomer();
    const moment = administrator.at(day);
    await moment.removePermissions(relationshipId);
    for (const send of [null, "email"] as const) {
      const { reading } = await partner.create({ email, permissions: ["users.admin"], send }, { at: day });
      const [created] = await readHistory(product().table, reading.id);
      expect(reading.relationshipId).toBe(relationshipId);
      expect(created).toMatchObject({ type: "InvitationCreated", data: { invitation: { relationshipId } } });
    }
  });
});

describe("a customer's administrator", () => {
  it("can remove one permission or all, and the relationship stays", async () => {
    const { relationshipId, customerId, administrator } = await aConnectedCustomer();
    const moment = administrator.at(day);
    const one = await moment.removePermissions(relationshipId, ["users.admin"]);
    expect(one.grants.map(({ status }) => status)).toEqual(["removed", "active"]);
    const all = await moment.removePermissions(relationshipId);
    expect(all).toMatchObject({ status: "active", grants: [{ status: "removed" }, { status: "removed" }] });
    const [, ...events] = await readHistory(product().table, relationshipId);
    const person = personPseudonym(moment.email, partner.partnerId, await product().masterKey());
    expect(events).toMatchObject([
      {
        type: "PermissionsRemoved",
        metadata: { actor: { kind: "customer", id: person, customerId }, occurredAt: day },
        data: { permissions: ["users.admin"], administrator: person },
      },
      { type: "PermissionsRemoved", data: { permissions: ["licenses.admin"] } },
    ]);
  });

  it("can repeat the removal without any effect", async () => {
    const { relationshipId, administrator } = await aConnectedCustomer();
    const moment = administrator.at(day);
    for (const permissions of ["all", ["users.admin"], "all"] as const)
      await moment.removePermissions(relationshipId, permissions);
    for (const reason of ["enough", null]) await moment.endRelationship(relationshipId, reason);
    await moment.removePermissions(relationshipId);
    expect(await product().typesOf(relationshipId)).toEqual([
      ...["RelationshipEstablished", "PermissionsRemoved", "RelationshipTerminated"],
    ]);
  });

  it("cannot remove a permission that was never granted", async () => {
    const { relationshipId, administrator } = await aConnectedCustomer();
    const act = administrator.removePermissions(relationshipId, ["helpdesk"]);
    expect((await refused(act)).faults).toMatchObject([
      { pointer: "/permissions", message: "helpdesk was never granted." },
    ]);
  });

  it("ends a relationship only after earlier expiries are recorded as the system's", async () => {
    const { relationshipId, administrator } = await aConnectedCustomer();
    const moment = administrator.at(later({ days: 60 }));
    await moment.endRelationship(relationshipId);
    const [, expired, terminated] = await readHistory(product().table, relationshipId);
    expect(expired).toMatchObject({ type: "PermissionsExpired", metadata: { actor: { kind: "system" }, sequence: 2 } });
    expect(terminated).toMatchObject({ type: "RelationshipTerminated", data: { permissions: [] } });
  });
});

describe("ending a relationship", () => {
  it("removes all permissions with an event, and allows another relationship", async () => {
    const { email, relationshipId, customerId, administrator } = await aConnectedCustomer();
    const reason = "We look after it ourselves.";
    const ended = await administrator.at(day).endRelationship(relationshipId, reason);
    expect(ended).toMatchObject({ status: "terminated", termination: { at: day, by: "customer", reason } });
    expect((await readHistory(product().table, relationshipId)).at(-1)).toMatchObject({
      type: "RelationshipTerminated",
      data: {
        ...{ reason, previousStatus: "active", permissions: ["users.admin", "licenses.admin"] },
        ...{ cancelledInvitations: [], relationship: { supportResponsibility: null } },
      },
    });
    const { customer } = await partner.invite({ email }, { at: day });
    await customer.accept({}, day);
    const both = await relationshipsOfCustomer(product().table, customerId, true);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["active", "terminated"]);
  });

  it("cancels the open request for its permissions, and releases the lock on its address", async () => {
    const { email, relationshipId, administrator } = await aConnectedCustomer();
    await administrator.at(day).removePermissions(relationshipId);
    const open = (await restore(email)).reading;
    await administrator.at(day).endRelationship(relationshipId);
    expect((await partner.read(open.id)).invitation).toMatchObject({
      ...{ status: "cancelled", cancelReason: "The relationship has ended.", cancelCode: "relationship-ended" },
    });
    expect((await readHistory(product().table, open.id)).at(-1)?.metadata.actor.kind).toBe("system");
    const { data } = (await readHistory(product().table, relationshipId)).at(-1)!;
    expect(data["cancelledInvitations"]).toEqual([open.id]);
    expect((await partner.create({ email }, { at: day })).reading.relationshipId).toBeNull();
  });

  it("expires an overdue request, and leaves an answered one unchanged", async () => {
    const { email, relationshipId, customerId, administrator } = await aConnectedCustomer();
    await administrator.at(day).removePermissions(relationshipId);
    const [, domain] = email.split("@");
    const declined = (await restore(`b@${domain}`)).reading.id;
    await (await product().customer(declined)).decline(day);
    const { id } = (await restore(email)).reading;
    const end = later({ days: 40 });
    await administrator.at(end).endRelationship(relationshipId);
    expect((await partner.read(id)).invitation.status).toBe("expired");
    expect((await partner.read(declined)).invitation.status).toBe("declined");
    expect(await product().table.read(rawPlace(relationshipKeys.past(customerId, relationshipId)))).not.toBeNull();
  });
});

describe("the item of a relationship", () => {
  /** A relationship that can be asked for its permissions again, and where it lies. */
  async function aRestorableOne() {
    const { email, relationshipId, customerId, administrator } = await aConnectedCustomer();
    await administrator.at(day).removePermissions(relationshipId);
    const key = relationshipKeys.live(customerId, partner.partnerId, "reseller");
    const raw = () => product().table.read(rawPlace(key));
    return { email, relationshipId, administrator: administrator.at(day), key, raw };
  }

  it("keeps a request that is counted while permissions are renewed, and an attribute that only others know of", async () => {
    const { email, relationshipId, administrator, key, raw } = await aRestorableOne();
    await administrator.endRelationship(relationshipId);
    const { customer } = await partner.invite({ email, permissions: ["helpdesk"], duration: "P60D" }, { at: day });
    await customer.accept({}, day);
    const { id } = (await raw()) as { id: string };
    await product().table.set(key, { later: { version: 1 } });
    const end = later({ days: 70 });
    product().store.before("TransactWriteItems", () => restore(email, end));
    await administrator.at(end).renewPermissions(id);
    expect(await raw()).toMatchObject({ id, requests: 1, later: { version: 1 } });
  });

  it("is not ended past a request to a colleague that was sent meanwhile, which is cancelled with it", async () => {
    const { email, relationshipId, administrator } = await aConnectedCustomer();
    const colleague = await administrator.addColleague(`colleague-${email}`);
    const { customer } = await partner.invite(
      { email: colleague.email, permissions: ["helpdesk"] },
      { at: colleague.now },
    );
    await customer.accept({}, colleague.now);
    await administrator.at(colleague.now).removePermissions(relationshipId);
    const asked: string[] = [];
    product().store.before("TransactWriteItems", async () => {
      asked.push((await restore(colleague.email, colleague.now)).reading.id);
    });
    await administrator.at(colleague.now).endRelationship(relationshipId);
    expect((await partner.read(asked[0]!)).invitation).toMatchObject({ cancelCode: "relationship-ended" });
  });

  it("is not that of an ended one, whose late writer finds its successor at the same version", async () => {
    const { email, relationshipId, customerId, administrator } = await aConnectedCustomer();
    const stale = await product().storedRelationship(relationshipId);
    const end = later({ days: 61 });
    // What expired meanwhile is written with the end, so that no event lies at the sequence that the late writer takes.
    await administrator.at(end).endRelationship(relationshipId);
    const { customer } = await partner.invite({ email, permissions: ["helpdesk"] }, { at: end });
    await customer.accept({}, end);
    const key = relationshipKeys.live(customerId, partner.partnerId, "reseller");
    const successor = await product().table.read(rawPlace(key));
    expect(successor).toMatchObject({ version: stale.version, grants: [{ status: "active" }] });
    expect(await advanceDueRelationship(product(), stale, { now: end, correlationId: "late" })).toBe("left");
    expect(await product().table.read(rawPlace(key))).toEqual(successor);
  });
});
