import { expect, it } from "vitest";
import type { Capacity } from "../support/table/capacity.ts";
import { listenToEachLog } from "../support/stack/log-lines.ts";
import { openProduct } from "../actors/product.ts";
import { operations, prepareOperation, type Operation, type OperationName } from "../support/operations.ts";

const product = openProduct({ eachTest: true });
listenToEachLog();

/** Capacity units that each may take at most: what it takes. */
const budgets: Readonly<Record<OperationName, Capacity>> = {
  "create and send": { reads: 5, writes: 16 },
  "create and send with purposes": { reads: 5, writes: 18 },
  "create a draft": { reads: 5, writes: 11 },
  "send a draft": { reads: 6, writes: 13 },
  "accept for a known customer": { reads: 6, writes: 27 },
  "accept, founding a customer": { reads: 1, writes: 31 },
  "accept with purposes": { reads: 1, writes: 35 },
  "accept, founding the address's second": { reads: 6, writes: 33 },
  "accept with a code": { reads: 2, writes: 37 },
  decline: { reads: 1, writes: 13 },
  "customer's page": { reads: 2, writes: 0 },
  "read one": { reads: 2.5, writes: 0 },
  "list 25": { reads: 26, writes: 0 },
  "list 25 pending": { reads: 25.5, writes: 0 },
  "list 25 of a tag": { reads: 26, writes: 0 },
  "list 25 of an address": { reads: 26, writes: 0 },
  "record a delivery": { reads: 1, writes: 4 },
  "remind, one of 25 due": { reads: 1.54, writes: 8 },
  "expire, one of 25 due": { reads: 0.54, writes: 10.04 },
};

it.each(Object.entries(budgets) as [OperationName, Capacity][])(
  "%s uses no more capacity than its budget, %o",
  async (name, { reads, writes }) => {
    const operation: Operation = operations[name];
    const partnerIds = [(await product().partner()).partnerId, (await product().partner()).partnerId] as const;
    const act = await prepareOperation(operation, product(), partnerIds);
    const taken = await product().store.capacity(act);
    expect(taken.reads / (operation.times ?? 1)).toBeLessThanOrEqual(reads);
    expect(taken.writes / (operation.times ?? 1)).toBeLessThanOrEqual(writes);
  },
);
