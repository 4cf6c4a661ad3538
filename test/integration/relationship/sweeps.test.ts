import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sweepDue, type SweepCounts } from "../../../functions/sweep-due/handler.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import { idMaker } from "../../../shared/runtime/dependencies.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { dueKeys, dueShardOf } from "../../../shared/table/keys.ts";
import { relationshipKeys } from "../../../shared/relationship/items/keys.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { listenToLog } from "../../support/stack/log-lines.ts";
import { openOffice } from "../../support/office.ts";
import { relationshipOf } from "../../support/relations.ts";

let made = 0;
const make = idMaker(() => later({ ms: ++made }));
// An id's last character names its shard: here all are swept together.
const office = openOffice({ eachTest: true, newId: (kind) => `${make(kind).slice(0, -1)}0` });
beforeEach(() => void listenToLog());
afterEach(() => void vi.restoreAllMocks());

const sweep = (at: Instant): Promise<SweepCounts> =>
  sweepDue(office(), () => at)(
    { shard: dueShardOf("0") },
    { awsRequestId: "sweep-1", getRemainingTimeInMillis: () => 60_000 },
  );
const typesOf = async (id: string) => (await readHistory(office().table, id)).slice(1).map(({ type }) => type);
const dueOf = async (id: string) => (await office().table.read(rawPlace(relationshipKeys.state(id))))?.["GSI2SK"];

/** Relationships whose permissions were granted now for 60 days. */
async function granted(count = 1, terms: { readonly autoExtend?: boolean } = {}): Promise<string[]> {
  const desk = await office().desk();
  const ids: string[] = [];
  while (ids.length < count) {
    const { id } = (await desk.create({ permissions: ["users.admin", "helpdesk"], duration: "P60D", ...terms }))
      .reading;
    await (await office().customer(id)).accept();
    ids.push((await relationshipOf(office(), id)).id);
  }
  return ids;
}

describe("(E38) a sweep over relationships", () => {
  it("announces the end and writes it, each once, and is then done with it", async () => {
    const [id = ""] = await granted();
    expect(await dueOf(id)).toBe(dueKeys.at(later({ days: 30 }), "relationship", id));
    for (const days of [29, 30, 31, 53, 54, 59, 60, 61, 400]) await sweep(later({ days }));
    expect(await typesOf(id)).toEqual([
      ...["PermissionsExpiring", "PermissionsExpiring", "PermissionsExpiring", "PermissionsExpired"],
    ]);
    expect(await dueOf(id)).toBeUndefined();
    const { metadata, data } = (await readHistory(office().table, id)).at(-1)!;
    expect(metadata).toMatchObject({ actor: { kind: "job", id: "sweep-due" }, correlationId: "sweep-1" });
    expect(data).toMatchObject({
      ...{ permissions: ["users.admin", "helpdesk"], previousStatus: "active" },
      relationship: { status: "active", adminPermissions: "expired", supportResponsibility: "partner" },
    });
  });

  it("writes each thing once, however many overlap", async () => {
    const [id = ""] = await granted();
    office().store.before("TransactWriteItems", () => sweep(later({ days: 30 })));
    await sweep(later({ days: 30 }));
    await Promise.all([60, 60, 60].map((days) => sweep(later({ days }))));
    expect(await typesOf(id)).toEqual(["PermissionsExpiring", "PermissionsExpired"]);
  });

  it("(E34) that comes months late extends into the future, by one event", async () => {
    const [id = ""] = await granted(1, { autoExtend: true });
    await sweep(later({ days: 500 }));
    await sweep(later({ days: 500 }));
    expect(await typesOf(id)).toEqual(["PermissionsExtended"]);
    const { data } = (await readHistory(office().table, id)).at(-1)!;
    const { endsAt } = (data["relationship"] as { grants: { endsAt: string }[] }).grants[0]!;
    expect(endsAt).toBe(later({ days: 60 + 180 * 3 }));
    expect(await dueOf(id)).toBe(dueKeys.at(later({ days: -30 }, endsAt), "relationship", id));
  });

  it("(F45) takes one query and one read a page, and one transaction for each", async () => {
    await granted(4);
    const run = () => sweep(later({ days: 30 }));
    expect(await office().store.requests(run)).toEqual({ Query: 1, BatchGetItem: 1, TransactWriteItems: 4 });
    expect(await office().store.requests(run)).toEqual({ Query: 1 });
  });

  it("goes on with the invitations of its page", async () => {
    const [id = ""] = await granted();
    const desk = await office().desk();
    await desk.create({ reminders: [] });
    expect(await sweep(later({ days: 60 }))).toMatchObject({ expired: 1, settled: 1 });
    expect(await typesOf(id)).toEqual(["PermissionsExpired"]);
  });
});
