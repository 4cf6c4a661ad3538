import { beforeEach, describe, expect, it } from "vitest";
import { personPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { allRelationships, listAfter, type OperatorFilter } from "../../../shared/relationship/items/lists.ts";
import type { Relationship } from "../../../shared/relationship/model.ts";
import type { Page } from "../../../shared/table/pages.ts";
import type { Partner } from "../../actors/partner.ts";
import { openProduct, refused } from "../../actors/product.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";

const product = openProduct();
let partner: Partner;
let customers = 0;
beforeEach(async () => {
  partner = await product().partner();
});
const day = later({ days: 1 });

/** A customer who has granted a partner two permissions for 60 days. */
const connected = () =>
  partner.connect({
    ...{ email: `it@given-${++customers}.example`, duration: "P60D", autoExtend: false },
    permissions: ["users.admin", "licenses.admin"],
  });
const lastEvent = async (id: string) => (await readHistory(product().table, id)).at(-1);

describe("a partner", () => {
  it("gives a permission back at once, and giving it back again changes nothing", async () => {
    const { relationshipId } = await connected();
    const { relationship } = await partner.giveBack(relationshipId, "users.admin", { at: day });
    expect(relationship).toMatchObject({
      ...{ status: "active", version: 2, adminPermissions: "partly-granted" },
      grants: [
        { permission: "users.admin", status: "removed", removedBy: "partner", via: "api" },
        { status: "active", removedBy: null, via: null },
      ],
    });
    expect(await lastEvent(relationshipId)).toMatchObject({
      type: "PermissionsRemoved",
      metadata: { actor: { kind: "partner", id: "user-1" }, partnerId: partner.partnerId, occurredAt: day },
      data: { permissions: ["users.admin"], removedBy: "partner", via: "api", removedAt: day },
    });
    expect((await partner.giveBack(relationshipId, "users.admin", { at: day })).relationship.version).toBe(2);
  });

  it("is refused a permission that was never granted, another version and another's relationship", async () => {
    const { relationshipId } = await connected();
    expect((await refused(partner.giveBack(relationshipId, "helpdesk"))).kind).toBe("not-found");
    expect((await refused(partner.giveBack(relationshipId, "users.admin", { expected: [7] }))).kind).toBe("stale");
    const other = await product().partner();
    expect((await refused(other.giveBack(relationshipId, "users.admin"))).kind).toBe("not-found");
    expect((await refused(other.terminate(relationshipId))).kind).toBe("not-found");
  });

  it("ends a relationship with its grants and open requests, and repeats the answer to the same key", async () => {
    const { relationshipId, administrator, email } = await connected();
    await administrator.at(day).removePermissions(relationshipId);
    const { id } = await partner.create({ email, permissions: ["users.admin"] }, { at: day });
    const claim = partner.claim({ route: "POST /terminate" });
    const ended = await partner.terminate(relationshipId, { reason: "The contract has ended", at: day, claim });
    expect(ended).toMatchObject({
      relationship: {
        status: "terminated",
        termination: { by: "partner", reason: "The contract has ended", at: day },
        // What the customer removed before stays removed by it.
        grants: [{ removedBy: "customer", via: "portal" }, { removedBy: "customer" }],
      },
    });
    expect(await lastEvent(relationshipId)).toMatchObject({
      type: "RelationshipTerminated",
      metadata: { actor: { kind: "partner" } },
      data: { by: "partner", cancelledInvitations: [id] },
    });
    expect((await partner.read(id)).invitation).toMatchObject({
      status: "cancelled",
      cancelCode: "relationship-ended",
    });
    const again = await partner.terminate(relationshipId, { reason: "The contract has ended", at: day, claim });
    expect(again).toEqual({ ...ended, replayed: true });
    expect((await partner.terminate(relationshipId, { at: day })).relationship).toEqual(ended.relationship);
  });

  it("can end what is suspended", async () => {
    const { relationshipId } = await connected();
    await product().operator.suspend(relationshipId, { at: day });
    const { relationship } = await partner.terminate(relationshipId, { at: day });
    expect(relationship).toMatchObject({ status: "terminated", suspensions: [], grants: [{ via: "api" }, {}] });
  });
});

describe("a suspension", () => {
  it("is lifted only by its side, and keeps all dates", async () => {
    const { relationshipId, administrator } = await connected();
    const { operator } = product();
    const before = (await product().storedRelationship(relationshipId)).grants;
    const first = await operator.suspend(relationshipId, { at: day });
    expect(first.relationship).toMatchObject({
      status: "suspended",
      suspensions: [{ by: "operator", at: day, reason: "A dispute" }],
    });
    const both = await administrator.at(day).pause(relationshipId);
    expect(both.suspensions.map(({ by }) => by)).toEqual(["operator", "customer"]);
    const half = await operator.resume(relationshipId, { at: day });
    expect(half.relationship).toMatchObject({ status: "suspended", suspensions: [{ by: "customer" }] });
    expect((await operator.resume(relationshipId, { at: day })).relationship.version).toBe(half.relationship.version);
    const live = await administrator.at(day).resume(relationshipId);
    expect(live).toMatchObject({ status: "active", suspensions: [], grants: before });
    const events = (await readHistory(product().table, relationshipId)).slice(1);
    expect(events.map(({ type, data }) => [type, data["by"], data["reason"]])).toEqual([
      ["RelationshipSuspended", "operator", "A dispute"],
      ["RelationshipSuspended", "customer", null],
      ["RelationshipResumed", "operator", "The dispute is settled"],
      ["RelationshipResumed", "customer", null],
    ]);
  });

  it("stops renewals and answers to open requests, and neither removals nor the end", async () => {
    const { relationshipId, administrator, email } = await connected();
    const moment = administrator.at(day);
    await moment.removePermissions(relationshipId, ["users.admin"]);
    await partner.giveBack(relationshipId, "licenses.admin", { at: day });
    const { customer } = await partner.invite({ email, permissions: ["users.admin"] }, { at: day });
    await product().operator.suspend(relationshipId, { at: day });
    expect((await refused(customer.accept({}, day))).kind).toBe("wrong-state");
    expect((await refused(moment.renewPermissions(relationshipId))).kind).toBe("wrong-state");
    await product().operator.resume(relationshipId, { at: day });
    await customer.accept({}, day);
    await product().operator.suspend(relationshipId, { at: day });
    expect((await moment.removePermissions(relationshipId)).grants.map(({ status }) => status)).not.toContain("active");
    expect((await moment.endRelationship(relationshipId)).status).toBe("terminated");
  });

  it("lets grants expire that would be extended, while the sweep announces their end", async () => {
    const { relationshipId } = await partner.connect({
      ...{ email: `it@given-${++customers}.example`, duration: "P60D", autoExtend: true, permissions: ["users.admin"] },
    });
    await product().operator.suspend(relationshipId, { at: day });
    await product().sweep(later({ days: 40 }), { of: relationshipId });
    await product().sweep(later({ days: 61 }), { of: relationshipId });
    const { relationship } = await product().operator.resume(relationshipId, { at: later({ days: 62 }) });
    expect(relationship).toMatchObject({ status: "active", grants: [{ status: "expired" }] });
    const types = await product().typesOf(relationshipId);
    expect(types.slice(1)).toEqual([
      ...["RelationshipSuspended", "PermissionsExpiring", "PermissionsExpired", "RelationshipResumed"],
    ]);
  });

  it("is found by the operator by its status and its last change", async () => {
    const { relationshipId } = await connected();
    const other = (await connected()).relationshipId;
    // As the publisher does, which may repeat what it did.
    const publish = async (id: string) => {
      for (const event of (await readHistory(product().table, id)).toReversed())
        await listAfter(product().table, event);
    };
    const listed = async (filter: OperatorFilter, limit = 100) => {
      const all = [];
      for (let cursor: string | null = null; ;) {
        const page: Page<Relationship> = await allRelationships(product().table, filter, { limit, cursor });
        all.push(...page.items.map(({ id }) => id));
        if (page.next === null) return all.filter((id) => [relationshipId, other].includes(id));
        cursor = page.next;
      }
    };
    await Promise.all([publish(relationshipId), publish(other)]);
    expect((await listed({ status: ["active"] })).toSorted()).toEqual([relationshipId, other].toSorted());
    await product().operator.suspend(relationshipId, { at: day });
    expect(await listed({ status: ["active"] })).toEqual([other]);
    await publish(relationshipId);
    expect(await listed({}, 1)).toEqual([relationshipId, other]);
    expect(await listed({ status: ["suspended", "terminated"] })).toEqual([relationshipId]);
    expect(await listed({ updatedSince: day })).toEqual([relationshipId]);
    expect(await listed({ updatedSince: later({ days: 2 }) })).toEqual([]);
    await partner.terminate(relationshipId, { at: day });
    await publish(relationshipId);
    expect([await listed({ status: ["suspended"] }), await listed({ status: ["terminated"] })]).toEqual([
      ...[[], [relationshipId]],
    ]);
  });
});

describe("a paused permission", () => {
  it("keeps its dates, is not renewed, and is resumed only by an administrator out of cool-off", async () => {
    const { relationshipId, administrator } = await connected();
    const colleague = await administrator.addColleague(`bob@given-${customers}.example`);
    const tooNew = colleague.at(day);
    const { grants: before } = await product().storedRelationship(relationshipId);
    const paused = await tooNew.pause(relationshipId, "users.admin");
    expect(paused).toMatchObject({ status: "active", grants: [{ ...before[0], pausedAt: day }, before[1]] });
    expect((await refused(tooNew.resume(relationshipId, "users.admin"))).kind).toBe("cool-off");
    const renewed = await administrator.at(later({ days: 2 })).renewPermissions(relationshipId);
    expect(renewed.grants.map(({ endsAt }) => endsAt)).toEqual([before[0]!.endsAt, later({ days: 62 })]);
    const resumed = await administrator.at(later({ days: 2 })).resume(relationshipId, "users.admin");
    expect(resumed.grants[0]).toEqual(before[0]);
    expect((await product().typesOf(relationshipId)).slice(1)).toEqual([
      ...["PermissionsPaused", "PermissionsRenewed", "PermissionsResumed"],
    ]);
  });
});

describe("permissions that the customer removed in a service's own admin portal", () => {
  it("are removed as by the customer, once, and nobody is named who is not known", async () => {
    const { relationshipId, email } = await connected();
    const { operator } = product();
    const { relationship } = await operator.reportRemoved(
      relationshipId,
      { permissions: ["users.admin"], by: email, at: later({ hours: 1 }) },
      { at: day },
    );
    expect(relationship.grants).toMatchObject([
      { status: "removed", removedBy: "customer", via: "vendor" },
      { status: "active" },
    ]);
    const administrator = personPseudonym(email, partner.partnerId, await product().masterKey());
    expect(await lastEvent(relationshipId)).toMatchObject({
      metadata: { actor: { kind: "operator" }, partnerId: partner.partnerId },
      data: { removedBy: "customer", via: "vendor", administrator, removedAt: later({ hours: 1 }) },
    });
    const all = await operator.reportRemoved(relationshipId, { at: day }, { at: day });
    expect(await lastEvent(relationshipId)).toMatchObject({ data: { administrator: "operator-1" } });
    const again = await operator.reportRemoved(relationshipId, { at: day }, { at: day });
    expect(again.relationship).toEqual(all.relationship);
  });

  it("do not include what was granted later, for reports come late", async () => {
    const { relationshipId, administrator, email } = await connected();
    await administrator.at(day).removePermissions(relationshipId);
    const { customer } = await partner.invite({ email, permissions: ["users.admin"] }, { at: day });
    await customer.accept({}, later({ days: 2 }));
    const late = { at: later({ days: 3 }) };
    const { relationship } = await product().operator.reportRemoved(relationshipId, { at: now }, late);
    expect(relationship.grants.find(({ permission }) => permission === "users.admin")?.status).toBe("active");
    expect((await refused(product().operator.reportRemoved(relationshipId, { permissions: ["helpdesk"] }))).kind).toBe(
      "validation",
    );
  });
});
