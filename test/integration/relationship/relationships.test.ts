import { beforeEach, describe, expect, it } from "vitest";
import { removePermissions } from "../../../shared/relationship/commands/remove-permissions.ts";
import { renewPermissions } from "../../../shared/relationship/commands/renew-permissions.ts";
import { terminateRelationship } from "../../../shared/relationship/commands/terminate-relationship.ts";
import { personPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { relationshipKeys } from "../../../shared/relationship/items/keys.ts";
import { relationshipsOfCustomer } from "../../../shared/relationship/items/relationships.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import type { Desk } from "../../support/desk.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { openOffice, refused } from "../../support/office.ts";
import { administratorOf, relationshipOf } from "../../support/relations.ts";

const office = openOffice();
let desk: Desk;
let scenes = 0;
beforeEach(async () => {
  desk = await office().desk();
});

/** A customer who has granted a partner two permissions for 60 days. */
async function aConnectedCustomer() {
  const email = `it@related-${++scenes}.example`;
  const { id } = (await desk.create({ email, duration: "P60D", permissions: ["users.admin", "licenses.admin"] }))
    .reading;
  await (await office().customer(id)).accept();
  const relationship = await relationshipOf(office(), id);
  return { email, relationshipId: relationship.id, customerId: relationship.customerId };
}
const restore = (email: string, at = later({ days: 1 })) =>
  desk.create({ email, permissions: ["users.admin"] }, { at });
const typesOf = async (id: string) => (await readHistory(office().table, id)).map(({ type }) => type);
const day = later({ days: 1 });

describe("an invitation to a customer", () => {
  it("names from its first event the relationship for which it asks permissions, sent at once or kept as a draft", async () => {
    const { email, relationshipId, customerId } = await aConnectedCustomer();
    const moment = await administratorOf(office(), customerId, day);
    await removePermissions(office(), { relationshipId, permissions: "all" }, moment);
    for (const send of [null, "email"] as const) {
      const { reading } = await desk.create({ email, permissions: ["users.admin"], send }, { at: day });
      const [created] = await readHistory(office().table, reading.id);
      expect(reading.relationshipId).toBe(relationshipId);
      expect(created).toMatchObject({ type: "InvitationCreated", data: { invitation: { relationshipId } } });
    }
  });

  it("who has no relationship yet names none", async () => {
    const { reading } = await desk.create({ permissions: ["users.admin"] }, { at: day });
    const [created] = await readHistory(office().table, reading.id);
    expect(created).toMatchObject({ type: "InvitationCreated", data: { invitation: { relationshipId: null } } });
  });
});

describe("(E35) a customer's administrator", () => {
  it("takes back one permission, or all that are left, and the relationship stays", async () => {
    const { relationshipId, customerId } = await aConnectedCustomer();
    const moment = await administratorOf(office(), customerId, day);
    const one = await removePermissions(office(), { relationshipId, permissions: ["users.admin"] }, moment);
    expect(one.grants.map(({ status }) => status)).toEqual(["removed", "active"]);
    const all = await removePermissions(office(), { relationshipId, permissions: "all" }, moment);
    expect(all).toMatchObject({ status: "active", grants: [{ status: "removed" }, { status: "removed" }] });
    const [, ...events] = await readHistory(office().table, relationshipId);
    const person = personPseudonym(moment.email, desk.partnerId, await office().masterKey());
    expect(events).toMatchObject([
      {
        type: "PermissionsRemoved",
        metadata: { actor: { kind: "customer", id: person, customerId }, occurredAt: day },
        data: { permissions: ["users.admin"], administrator: person },
      },
      { type: "PermissionsRemoved", data: { permissions: ["licenses.admin"] } },
    ]);
  });

  it("may say it again, and nothing more happens", async () => {
    const { relationshipId, customerId } = await aConnectedCustomer();
    const moment = await administratorOf(office(), customerId, day);
    for (const permissions of ["all", ["users.admin"], "all"] as const)
      await removePermissions(office(), { relationshipId, permissions }, moment);
    for (const reason of ["enough", null]) await terminateRelationship(office(), { relationshipId, reason }, moment);
    await removePermissions(office(), { relationshipId, permissions: "all" }, moment);
    expect(await typesOf(relationshipId)).toEqual([
      ...["RelationshipEstablished", "PermissionsRemoved", "RelationshipTerminated"],
    ]);
  });

  it("cannot take back what was never granted", async () => {
    const { relationshipId, customerId } = await aConnectedCustomer();
    const act = removePermissions(
      office(),
      { relationshipId, permissions: ["helpdesk"] },
      await administratorOf(office(), customerId),
    );
    expect((await refused(act)).faults).toMatchObject([
      { pointer: "/permissions", message: "helpdesk was never granted." },
    ]);
  });

  it("gets for another customer's relationship what an unknown or a malformed id gets", async () => {
    const { customerId } = await aConnectedCustomer();
    const stranger = await administratorOf(office(), customerId);
    const { relationshipId } = await aConnectedCustomer();
    for (const id of [relationshipId, "rel_00000000000000000000000000", "rel_1", "inv_1", ""]) {
      const named = { relationshipId: id, permissions: "all" as const, reason: null };
      for (const act of [removePermissions, renewPermissions, terminateRelationship])
        expect((await refused(act(office(), named, stranger))).message).toBe("There is no such relationship.");
    }
    expect(await typesOf(relationshipId)).toEqual(["RelationshipEstablished"]);
  });

  it("writes down first what time had decided, in the system's name", async () => {
    const { relationshipId, customerId } = await aConnectedCustomer();
    const moment = await administratorOf(office(), customerId, later({ days: 60 }));
    await terminateRelationship(office(), { relationshipId, reason: null }, moment);
    const [, expired, terminated] = await readHistory(office().table, relationshipId);
    expect(expired).toMatchObject({ type: "PermissionsExpired", metadata: { actor: { kind: "system" }, sequence: 2 } });
    expect(terminated).toMatchObject({ type: "RelationshipTerminated", data: { permissions: [] } });
  });
});

describe("(E38) renewing", () => {
  it("gives what is held or has expired as long again, and leaves what was taken back", async () => {
    const { relationshipId, customerId } = await aConnectedCustomer();
    await removePermissions(
      office(),
      { relationshipId, permissions: ["users.admin"] },
      await administratorOf(office(), customerId),
    );
    const held = await renewPermissions(
      office(),
      { relationshipId },
      await administratorOf(office(), customerId, later({ days: 50 })),
    );
    expect(held.grants).toMatchObject([
      { permission: "users.admin", status: "removed", endsAt: later({ days: 60 }) },
      { permission: "licenses.admin", status: "active", startsAt: later({}), endsAt: later({ days: 110 }) },
    ]);
    const at = later({ days: 200 });
    const expired = await renewPermissions(
      office(),
      { relationshipId },
      await administratorOf(office(), customerId, at),
    );
    expect(expired.grants[1]).toMatchObject({ status: "active", startsAt: at, endsAt: later({ days: 60 }, at) });
    expect(await typesOf(relationshipId)).toEqual([
      ...["RelationshipEstablished", "PermissionsRemoved", "PermissionsRenewed"],
      ...["PermissionsExpired", "PermissionsRenewed"],
    ]);
  });

  it("twice at once is once", async () => {
    const { relationshipId, customerId } = await aConnectedCustomer();
    for (const ms of [0, 1_500])
      await renewPermissions(
        office(),
        { relationshipId },
        await administratorOf(office(), customerId, later({ days: 40, ms })),
      );
    expect(await typesOf(relationshipId)).toEqual(["RelationshipEstablished", "PermissionsRenewed"]);
  });

  it("is refused for a frozen partner, with nothing to renew, and once the relationship has ended", async () => {
    const { relationshipId, customerId } = await aConnectedCustomer();
    const renewal = async () =>
      refused(renewPermissions(office(), { relationshipId }, await administratorOf(office(), customerId, day)));
    await office().setPartner(desk.partnerId, { frozen: true });
    expect((await renewal()).kind).toBe("partner-frozen");
    await office().setPartner(desk.partnerId, { frozen: false });
    await removePermissions(
      office(),
      { relationshipId, permissions: "all" },
      await administratorOf(office(), customerId),
    );
    expect((await renewal()).kind).toBe("wrong-state");
    await terminateRelationship(
      office(),
      { relationshipId, reason: null },
      await administratorOf(office(), customerId),
    );
    expect((await renewal()).members).toEqual({ relationshipStatus: "terminated", allowed: ["active"] });
  });
});

describe("(E36) ending a relationship", () => {
  it("takes everything back, says so, and leaves room for another", async () => {
    const { email, relationshipId, customerId } = await aConnectedCustomer();
    const reason = "We look after it ourselves.";
    const ended = await terminateRelationship(
      office(),
      { relationshipId, reason },
      await administratorOf(office(), customerId, day),
    );
    expect(ended).toMatchObject({ status: "terminated", termination: { at: day, by: "customer", reason } });
    expect((await readHistory(office().table, relationshipId)).at(-1)).toMatchObject({
      type: "RelationshipTerminated",
      data: {
        ...{ reason, previousStatus: "active", permissions: ["users.admin", "licenses.admin"] },
        ...{ cancelledInvitations: [], relationship: { supportResponsibility: null } },
      },
    });
    const { id } = (await desk.create({ email }, { at: day })).reading;
    await (await office().customer(id)).accept({}, day);
    const both = await relationshipsOfCustomer(office().table, customerId, true);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["active", "terminated"]);
  });

  it("cancels the open request for its permissions, and frees its address", async () => {
    const { email, relationshipId, customerId } = await aConnectedCustomer();
    await removePermissions(
      office(),
      { relationshipId, permissions: "all" },
      await administratorOf(office(), customerId, day),
    );
    const open = (await restore(email)).reading;
    await terminateRelationship(
      office(),
      { relationshipId, reason: null },
      await administratorOf(office(), customerId, day),
    );
    expect((await desk.read(open.id)).invitation).toMatchObject({
      ...{ status: "cancelled", cancelReason: "The relationship has ended.", cancelCode: "relationship-ended" },
    });
    expect((await readHistory(office().table, open.id)).at(-1)?.metadata.actor.kind).toBe("system");
    const { data } = (await readHistory(office().table, relationshipId)).at(-1)!;
    expect(data["cancelledInvitations"]).toEqual([open.id]);
    expect((await desk.create({ email }, { at: day })).reading.relationshipId).toBeNull();
  });

  it("misses none that is sent while it is being ended", async () => {
    const { email, relationshipId, customerId } = await aConnectedCustomer();
    await removePermissions(
      office(),
      { relationshipId, permissions: "all" },
      await administratorOf(office(), customerId, day),
    );
    let sent = "";
    office().store.before("TransactWriteItems", async () => void (sent = (await restore(email)).reading.id));
    await terminateRelationship(
      office(),
      { relationshipId, reason: null },
      await administratorOf(office(), customerId, day),
    );
    expect((await desk.read(sent)).invitation.status).toBe("cancelled");
  });

  it("is no longer a relationship to restore for whoever was about to ask", async () => {
    const { email, relationshipId, customerId } = await aConnectedCustomer();
    await removePermissions(
      office(),
      { relationshipId, permissions: "all" },
      await administratorOf(office(), customerId, day),
    );
    office().store.before("TransactWriteItems", async () =>
      terminateRelationship(
        office(),
        { relationshipId, reason: null },
        await administratorOf(office(), customerId, day),
      ),
    );
    expect((await restore(email)).reading.relationshipId).toBeNull();
  });

  it("expires a request whose end has come, and leaves one that was answered", async () => {
    const { email, relationshipId, customerId } = await aConnectedCustomer();
    await removePermissions(
      office(),
      { relationshipId, permissions: "all" },
      await administratorOf(office(), customerId, day),
    );
    const [, domain] = email.split("@");
    const declined = (await restore(`b@${domain}`)).reading.id;
    await (await office().customer(declined)).decline(day);
    const { id } = (await restore(email)).reading;
    const end = later({ days: 40 });
    await terminateRelationship(
      office(),
      { relationshipId, reason: null },
      await administratorOf(office(), customerId, end),
    );
    expect((await desk.read(id)).invitation.status).toBe("expired");
    expect((await desk.read(declined)).invitation.status).toBe("declined");
    expect(await office().table.read(rawPlace(relationshipKeys.past(customerId, relationshipId)))).not.toBeNull();
  });
});

describe("(A10) a customer who took the permissions back", () => {
  it("is asked for permissions only, and gives them to the same relationship", async () => {
    const { email, relationshipId, customerId } = await aConnectedCustomer();
    await removePermissions(
      office(),
      { relationshipId, permissions: "all" },
      await administratorOf(office(), customerId, day),
    );
    const { reading } = await restore(email);
    expect(reading.relationshipId).toBe(relationshipId);
    await (await office().customer(reading.id)).accept({}, day);
    const [relationship, ...others] = await relationshipsOfCustomer(office().table, customerId, true);
    expect(others).toEqual([]);
    expect(relationship).toMatchObject({
      id: relationshipId,
      grants: [
        { permission: "licenses.admin", status: "removed" },
        { permission: "users.admin", status: "active" },
      ],
    });
    expect((await readHistory(office().table, relationshipId)).at(-1)).toMatchObject({
      type: "RelationshipAmended",
      data: { invitationId: reading.id, previousStatus: "active" },
    });
  });
});
