import { expect, test, vi } from "vitest";
import { keepingLists } from "../../../functions/publish-events/lists.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { keysIn } from "../../../shared/table/plans.ts";
import type { Plan } from "../../../shared/table/plans.ts";
import type { Table } from "../../../shared/table/table.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { ids } from "../../support/builders/builders.ts";
import { anEvent } from "../../support/builders/some-events.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";

const log = listenToEachLog();
const established = anEvent({ type: "RelationshipEstablished", aggregate: ids.relationship });
const event: StoredEvent = {
  ...established,
  metadata: { ...established.metadata, partnerId: ids.partner },
  data: {
    relationship: {
      ...{ id: ids.relationship, status: "active", customerId: ids.customer, partnerId: ids.partner },
      relationship: "reseller",
    },
  },
};

function watched(read: (plan: Plan) => Promise<unknown>, set = vi.fn(async () => true)) {
  const publish = vi.fn(async (events: readonly StoredEvent[]) => events.map(() => "published" as const));
  const table = { read, set } as unknown as Table;
  return keepingLists(publish, { table, masterKey: async () => aMasterKey() });
}

test("after a relationship is established, what its partner finds the customer by is read again", async () => {
  const read: string[] = [];
  const publish = watched(async (plan) => {
    read.push(...keysIn(plan).map(({ PK, SK }) => `${PK} ${SK}`));
    return { known: null, found: null, account: null };
  });
  expect(await publish([event, anEvent()])).toEqual(["published", "published"]);
  expect(read).toEqual([`PTN#${ids.partner}#CUS ${ids.customer}`, `CUS#${ids.customer} STATE`]);
});

test("an event whose entries could not be written comes again, and the others do not", async () => {
  const publish = watched(() => Promise.reject(new Error("Throttled")));
  expect(await publish([anEvent(), event])).toEqual(["published", "retryable"]);
  expect(log.lines.at(-1)).toMatchObject({ level: "warn", message: "lists not kept" });
});

test("a relationship is listed by its last change, unless it is by a later one", async () => {
  const set = vi.fn(async () => false);
  const nothing = async () => ({ known: null, found: null, account: null });
  expect(await watched(nothing, set)([event])).toEqual(["published"]);
  expect(set).toHaveBeenCalledWith(
    { PK: `CUS#${ids.customer}`, SK: `LISTED#${ids.partner}#reseller#${ids.relationship}` },
    expect.objectContaining({ sequence: event.metadata.sequence, GSI3PK: "RELATIONSHIPS#active" }),
    expect.objectContaining({ values: { ":sequence": event.metadata.sequence } }),
  );
});
