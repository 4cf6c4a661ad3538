import { beforeEach, describe, expect, it } from "vitest";
import { partnersRelationship } from "../../../shared/relationship/commands/partners-relationship.ts";
import {
  readRelationships,
  type RelationshipFilter,
} from "../../../shared/relationship/commands/read-relationships.ts";
import { readRelationship } from "../../../shared/relationship/rules/reading.ts";
import type { Partner } from "../../actors/partner.ts";
import { openProduct, refused } from "../../actors/product.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";

const product = openProduct();
let partner: Partner;
beforeEach(async () => {
  partner = await product().partner();
});

/** A customer that has granted a permission for some days. */
const connected = (days: number, at = now) =>
  partner.connect({ permissions: ["users.admin"], duration: `P${days}D` }, {}, at);
const page = async (
  filter: Omit<RelationshipFilter, "partnerId">,
  { limit = 25, cursor = null as string | null, at = now, of = partner } = {},
) => {
  const { items, next } = await readRelationships(
    product(),
    { ...filter, partnerId: of.partnerId },
    { limit, cursor },
    at,
  );
  return { ids: items.map(({ id }) => id), items, next };
};
const allPages = async (filter: Omit<RelationshipFilter, "partnerId">) => {
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const { ids, next }: { ids: string[]; next: string | null } = await page(filter, { limit: 1, cursor });
    pages.push(ids);
    cursor = next;
  } while (cursor !== null);
  return pages.flat();
};

describe("the list of a partner's relationships", () => {
  it("is newest first, with those that have ended, and those of no other partner", async () => {
    const [first, second] = [await connected(60), await connected(30)];
    await first.administrator.endRelationship(first.relationshipId, "moved away");
    const other = await product().partner();
    const ids = [second.relationshipId, first.relationshipId];
    expect(await page({})).toMatchObject({ ids, next: null });
    expect(await allPages({})).toEqual(ids);
    expect((await page({ status: ["terminated"] })).items).toMatchObject([
      { id: first.relationshipId, termination: { by: "customer", reason: "moved away" } },
    ]);
    expect((await page({ status: ["active", "suspended"] })).ids).toEqual([second.relationshipId]);
    expect((await page({}, { of: other })).ids).toEqual([]);
    expect((await page({ customerId: first.customerId }, { of: other })).ids).toEqual([]);
  });

  it("has all relationships with one customer, also those of an earlier time", async () => {
    const { relationshipId, customerId, email, administrator } = await connected(60);
    await administrator.endRelationship(relationshipId);
    const again = await partner.connect({ email }, { customer: customerId });
    await connected(60);
    expect(await page({ customerId })).toMatchObject({ ids: [again.relationshipId, relationshipId], next: null });
    expect(await allPages({ customerId })).toEqual([again.relationshipId, relationshipId]);
    expect((await page({ customerId, status: ["active"] })).ids).toEqual([again.relationshipId]);
  });

  it("is in the order of ends where it is asked for what will end, without what no longer ends", async () => {
    const [late, soon, removed, never] = [
      await connected(20),
      await connected(10),
      await connected(5),
      await connected(90),
    ];
    await removed.administrator.removePermissions(removed.relationshipId);
    expect((await page({ expiringWithin: "P30D" })).ids).toEqual([soon.relationshipId, late.relationshipId]);
    expect(await allPages({ expiringWithin: "P365D" })).toEqual(
      [soon, late, never].map(({ relationshipId }) => relationshipId),
    );
    await soon.administrator.at(later({ days: 2 })).renewPermissions(soon.relationshipId);
    expect(await allPages({ expiringWithin: "P365D" })).toEqual(
      [soon, late, never].map(({ relationshipId }) => relationshipId),
    );
    expect((await page({ expiringWithin: "P10D" })).ids).toEqual([]);
    expect((await page({ expiringWithin: "P30D", customerId: late.customerId })).ids).toEqual([late.relationshipId]);
    // No sweep has written it, and it has ended all the same.
    expect((await page({ expiringWithin: "P9D" }, { at: later({ days: 12 }) })).ids).toEqual([late.relationshipId]);
    await late.administrator.endRelationship(late.relationshipId);
    expect((await page({ expiringWithin: "P30D" })).ids).toEqual([soon.relationshipId]);
  });

  it("takes one query and one read, however many relationships the partner has", async () => {
    const taken: unknown[] = [];
    for (const others of [1, 4]) {
      for (let made = 0; made < others; made++) await connected(50);
      await connected(10);
      taken.push(await product().store.capacity(() => page({ expiringWithin: "P30D" }, { limit: 1 })));
      taken.push(await product().store.capacity(() => page({}, { limit: 1 })));
    }
    expect(taken.slice(2)).toEqual(taken.slice(0, 2));
  });

  it("refuses a cursor of the other order", async () => {
    const { relationshipId, customerId } = await connected(60);
    const asked = page({ expiringWithin: "P90D" }, { cursor: relationshipId });
    expect((await refused(asked)).faults).toMatchObject([{ code: "cursor-unknown" }]);
    const unknown = page({ customerId }, { cursor: relationshipId.replace(/.$/, "0").replace(/.{3}$/, "000") });
    expect((await refused(unknown)).faults).toMatchObject([{ code: "cursor-unknown" }]);
  });
});

describe("one relationship", () => {
  it("says when it last changed, and is the same whether it is live or ended", async () => {
    const { relationshipId: id, administrator } = await connected(60);
    const read = async (at = now) =>
      readRelationship((await partnersRelationship(product().table, partner, id)).relationship, at);
    expect(await read()).toMatchObject({ status: "active", establishedAt: now, updatedAt: now });
    const [removed, ended] = [later({ days: 1 }), later({ days: 2 })];
    await administrator.at(removed).removePermissions(id);
    expect(await read()).toMatchObject({
      adminPermissions: "removed",
      supportResponsibility: "partner",
      updatedAt: removed,
    });
    await administrator.at(ended).endRelationship(id, "enough");
    expect(await read()).toMatchObject({
      ...{ status: "terminated", supportResponsibility: null, updatedAt: ended },
      termination: { at: ended, by: "customer", reason: "enough" },
    });
  });

  it("is unknown to another partner, as an id that there is not", async () => {
    const { relationshipId } = await connected(60);
    const other = await product().partner();
    for (const id of [relationshipId, "rel_01JD00000000000000000000ZZ", "x"])
      expect((await refused(partnersRelationship(product().table, other, id))).kind).toBe("not-found");
  });
});
