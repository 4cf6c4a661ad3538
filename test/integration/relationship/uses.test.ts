import { expect, it } from "vitest";
import { recordUse } from "../../../shared/relationship/commands/check-access.ts";
import { readForPartner } from "../../../shared/relationship/rules/reading.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { dayOf } from "../../../shared/kernel/time.ts";
import { openProduct } from "../../actors/product.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";

const product = openProduct();
const at = (days: number) => later({ days });

/** A customer that granted a permission, and how its partner uses it. */
async function aSetting() {
  const partner = await product().partner();
  const { partnerId } = partner;
  const { relationshipId, customerId, administrator } = await partner.connect({
    permissions: ["users.admin", "helpdesk"],
  });
  const writes: unknown[] = [];
  const { table } = product();
  const counted = {
    ...table,
    set: async (...write: Parameters<typeof table.set>) => {
      writes.push(write);
      return table.set(...write);
    },
  };
  return {
    ...{ partnerId, customerId, relationshipId, administrator, writes },
    use: (permission: string, when = now, reported = when) =>
      recordUse({ table: counted }, { partnerId, customerId, permission, at: when }, reported),
    lastUses: async () =>
      readForPartner(await product().storedRelationship(relationshipId), at(20)).grants.map(
        ({ permission, lastUsedAt }) => [permission, lastUsedAt],
      ),
  };
}

it("a use is written once a day for each permission, without a version and an event", async () => {
  const { use, lastUses, writes, relationshipId } = await aSetting();
  const before = await product().storedRelationship(relationshipId);
  expect(await use("users.admin", at(1))).toMatchObject({ reason: "granted" });
  await use("users.admin", at(1));
  await use("helpdesk", at(1));
  // Reported late: the newest use counts.
  await use("users.admin", now, at(1));
  expect(writes).toHaveLength(2);
  await use("users.admin", at(2));
  expect(writes).toHaveLength(3);
  expect(await lastUses()).toEqual([
    ["users.admin", dayOf(at(2))],
    ["helpdesk", dayOf(at(1))],
  ]);
  const { version, eventAt } = await product().storedRelationship(relationshipId);
  expect({ version, eventAt }).toEqual({ version: before.version, eventAt: before.eventAt });
  expect(await readHistory(product().table, relationshipId)).toHaveLength(before.version);
});

it("a use of what is not allowed writes nothing", async () => {
  const { use, writes, administrator, relationshipId } = await aSetting();
  await administrator.removePermissions(relationshipId, ["users.admin"]);
  expect(await use("users.admin")).toMatchObject({ reason: "permission-removed" });
  expect(await use("exchange.admin")).toMatchObject({ reason: "never-granted" });
  expect(writes).toEqual([]);
});

it("of two uses at once the later date stays", async () => {
  const { use, lastUses } = await aSetting();
  await Promise.all([use("helpdesk", at(3), at(3)), use("helpdesk", at(2), at(3)), use("helpdesk", at(1), at(3))]);
  expect(await lastUses()).toContainEqual(["helpdesk", dayOf(at(3))]);
});

it("changes of the relationship keep the dates, and so does its end", async () => {
  const { use, lastUses, administrator, relationshipId } = await aSetting();
  await use("helpdesk", at(1));
  await administrator.at(at(2)).removePermissions(relationshipId, ["users.admin"]);
  const kept = [
    ["users.admin", null],
    ["helpdesk", dayOf(at(1))],
  ];
  expect(await lastUses()).toEqual(kept);
  await administrator.at(at(8)).endRelationship(relationshipId);
  expect(await lastUses()).toEqual(kept);
  expect(await use("helpdesk", at(9))).toMatchObject({ reason: "relationship-ended", permission: "helpdesk" });
});
