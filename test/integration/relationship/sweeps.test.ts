import { describe, expect, it } from "vitest";
import { relationshipKeys } from "../../../shared/relationship/items/keys.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import { idMaker } from "../../../shared/runtime/dependencies.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { openProduct } from "../../actors/product.ts";

let made = 0;
const make = idMaker(() => later({ ms: ++made }));
// An id's last character names its shard: here all are swept together.
const product = openProduct({ eachTest: true, newId: (kind) => `${make(kind).slice(0, -1)}0` });
listenToEachLog();

const sweep = (at: Instant) => product().sweep(at, { of: "0" });
const typesOf = async (id: string) => (await readHistory(product().table, id)).slice(1).map(({ type }) => type);
const dueOf = async (id: string) => {
  const { customerId, partnerId, type } = await product().storedRelationship(id);
  return (await product().table.read(rawPlace(relationshipKeys.live(customerId, partnerId, type))))?.["GSI2SK"];
};

/** Relationships whose permissions were granted now for 60 days. */
async function granted(count = 1, terms: { readonly autoExtend?: boolean } = {}): Promise<string[]> {
  const partner = await product().partner();
  const ids: string[] = [];
  while (ids.length < count) {
    const { relationshipId } = await partner.connect({
      ...{ permissions: ["users.admin", "helpdesk"], duration: "P60D" },
      ...terms,
    });
    ids.push(relationshipId);
  }
  return ids;
}

describe("a sweep over relationships", () => {
  it("announces the end of permissions and records it, each once, and then has nothing left to do", async () => {
    const [id = ""] = await granted();
    expect(await dueOf(id)).toBe(later({ days: 30 }));
    for (const days of [29, 30, 31, 53, 54, 59, 60, 61, 400]) await sweep(later({ days }));
    expect(await typesOf(id)).toEqual([
      ...["PermissionsExpiring", "PermissionsExpiring", "PermissionsExpiring", "PermissionsExpired"],
    ]);
    expect(await dueOf(id)).toBeUndefined();
    const { metadata, data } = (await readHistory(product().table, id)).at(-1)!;
    expect(metadata).toMatchObject({ actor: { kind: "job", id: "sweep-due" }, correlationId: "sweep-1" });
    expect(data).toMatchObject({
      ...{ permissions: ["users.admin", "helpdesk"], previousStatus: "active" },
      relationship: { status: "active", adminPermissions: "expired", supportResponsibility: "partner" },
    });
  });

  it("writes each change once when sweeps overlap", async () => {
    const [id = ""] = await granted();
    product().store.before("TransactWriteItems", () => sweep(later({ days: 30 })));
    await sweep(later({ days: 30 }));
    await Promise.all([60, 60, 60].map((days) => sweep(later({ days }))));
    expect(await typesOf(id)).toEqual(["PermissionsExpiring", "PermissionsExpired"]);
  });

  it("takes one query and one read per page, and one transaction per relationship", async () => {
    await granted(4);
    const run = () => sweep(later({ days: 30 }));
    expect(await product().store.requests(run)).toEqual({ Query: 1, BatchGetItem: 1, TransactWriteItems: 4 });
    expect(await product().store.requests(run)).toEqual({ Query: 1 });
  });

  it("also handles the invitations on its page", async () => {
    const [id = ""] = await granted();
    const partner = await product().partner();
    await partner.create({ reminders: [] });
    expect(await sweep(later({ days: 60 }))).toMatchObject({ expired: 1, settled: 1 });
    expect(await typesOf(id)).toEqual(["PermissionsExpired"]);
  });
});
