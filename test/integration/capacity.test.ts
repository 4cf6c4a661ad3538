import { expect, it } from "vitest";
import type { Capacity } from "../support/table/capacity.ts";
import { listenToEachLog } from "../support/stack/log-lines.ts";
import { openProduct } from "../actors/product.ts";
import { operations, type Operation, type OperationName } from "../support/operations.ts";

const product = openProduct({ eachTest: true });
listenToEachLog();

/** Capacity units that each may take at most: what it takes, and at most two more writes. */
const budgets: Readonly<Record<OperationName, Capacity>> = {
  "create and send": { reads: 6, writes: 29 },
  "create a draft": { reads: 6, writes: 18 },
  "send a draft": { reads: 9, writes: 25 },
  accept: { reads: 3, writes: 51 },
  "accept with a code": { reads: 4, writes: 50 },
  decline: { reads: 3, writes: 27 },
  "customer's page": { reads: 4, writes: 0 },
  "read one": { reads: 4.5, writes: 0 },
  "list 25": { reads: 76, writes: 0 },
  "list 25 pending": { reads: 76, writes: 0 },
  "list 25 of a tag": { reads: 76, writes: 0 },
  "list 25 of an address": { reads: 76, writes: 0 },
  "record a delivery": { reads: 3, writes: 12 },
  "remind, one of 25 due": { reads: 2.1, writes: 16 },
  "expire, one of 25 due": { reads: 1.1, writes: 20 },
};

it.each(Object.entries(budgets) as [OperationName, Capacity][])(
  "%s takes no more capacity than its budget, %o",
  async (name, { reads, writes }) => {
    const { prepare, times = 1 }: Operation = operations[name];
    const act = await prepare(await product().partner(), product());
    const taken = await product().store.capacity(act);
    expect(taken.reads / times).toBeLessThanOrEqual(reads);
    expect(taken.writes / times).toBeLessThanOrEqual(writes);
  },
);
