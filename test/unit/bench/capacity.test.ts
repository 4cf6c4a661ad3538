import { describe, expect, it } from "vitest";
import { capacityOf, sumOf } from "../../support/table/capacity.ts";

describe("the capacity that a request took", () => {
  it("is read or written, by its operation", () => {
    const answer = { ConsumedCapacity: { CapacityUnits: 2 } };
    expect(capacityOf("Query", {}, answer)).toEqual({ reads: 2, writes: 0 });
    expect(capacityOf("UpdateItem", {}, answer)).toEqual({ reads: 0, writes: 2 });
  });

  it("is that of all tables together", () => {
    const answer = { ConsumedCapacity: [{ CapacityUnits: 2 }, { CapacityUnits: 3 }] };
    expect(capacityOf("UpdateItem", {}, answer)).toEqual({ reads: 0, writes: 5 });
  });

  it("is, of a transaction, twice each item's own kilobytes, and what its indexes took", () => {
    const put = (length: number) => ({ Put: { TableName: "t", Item: { PK: { S: "x".repeat(length) } } } });
    const input = { TransactItems: [put(10), put(1_500), { Delete: { TableName: "t", Key: {} } }] };
    const answer = { ConsumedCapacity: [{ CapacityUnits: 7, Table: { CapacityUnits: 4 } }] };
    expect(capacityOf("TransactWriteItems", input, answer)).toEqual({ reads: 0, writes: 2 + 4 + 2 + 3 });
  });

  it.each([
    [true, 4],
    [false, 3],
  ])("has a unit for each of many keys where nothing is, or half of one (consistent: %s)", (ConsistentRead, reads) => {
    const input = { RequestItems: { t: { Keys: [{}, {}, {}], ConsistentRead } } };
    const answer = { ConsumedCapacity: [{ CapacityUnits: 2 }], Responses: { t: [{}] } };
    expect(capacityOf("BatchGetItem", input, answer)).toEqual({ reads, writes: 0 });
  });

  it("adds up", () => {
    expect(
      sumOf([
        { reads: 1, writes: 2 },
        { reads: 3, writes: 4 },
      ]),
    ).toEqual({ reads: 4, writes: 6 });
  });
});
