import { expect, test, vi } from "vitest";
import { keepingSearch } from "../../../functions/publish-events/search.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { keysIn } from "../../../shared/table/plans.ts";
import type { Plan } from "../../../shared/table/plans.ts";
import type { Table } from "../../../shared/table/table.ts";
import { ids } from "../../support/builders/builders.ts";
import { anEvent } from "../../support/builders/some-events.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";

const log = listenToEachLog();
const established = anEvent({ type: "RelationshipEstablished", aggregate: ids.relationship });
const event: StoredEvent = {
  ...established,
  metadata: { ...established.metadata, partnerId: ids.partner },
  data: { relationship: { customerId: ids.customer, partnerId: ids.partner, relationship: "reseller" } },
};

function watched(read: (plan: Plan) => Promise<unknown>) {
  const publish = vi.fn(async (events: readonly StoredEvent[]) => events.map(() => "published" as const));
  return keepingSearch(publish, { read } as unknown as Table);
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

test("an event whose search entries could not be written comes again, and the others do not", async () => {
  const publish = watched(() => Promise.reject(new Error("Throttled")));
  expect(await publish([anEvent(), event])).toEqual(["published", "retryable"]);
  expect(log.lines.at(-1)).toMatchObject({ level: "warn", message: "search entries not kept" });
});
