import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { openProduct, refused } from "../actors/product.ts";

const product = openProduct();

/** What DynamoDB answers when another transaction is at work on one of the items; DynamoDB Local never does. */
const conflict = (...codes: string[]): Error =>
  new TransactionCanceledException({
    message: "Transaction cancelled",
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe("a transaction", () => {
  it("that meets another one is tried again, after longer and longer pauses", async () => {
    const partner = await product().partner();
    const from = product().store.pauses.length;
    product().store.fail("TransactWriteItems", conflict("None", "TransactionConflict", "None"), 3);
    const requests = await product().store.requests(() => partner.create());
    expect(requests).toMatchObject({ BatchGetItem: 1, TransactWriteItems: 4 });
    const pauses = product().store.pauses.slice(from);
    expect(pauses).toHaveLength(3);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(new Set(pauses).size).toBe(3);
  });

  it("is given up when it never passes, and has left nothing behind", async () => {
    const partner = await product().partner();
    product().store.fail("TransactWriteItems", conflict("TransactionConflict"), 6);
    await expect(partner.create()).rejects.toThrow("Transaction cancelled");
    expect((await partner.list()).items).toEqual([]);
  });

  it("is decided anew when a condition failed beside a conflict", async () => {
    const partner = await product().partner();
    product().store.fail("TransactWriteItems", conflict("TransactionConflict", "ConditionalCheckFailed"));
    const requests = await product().store.requests(() => partner.create());
    expect(requests).toMatchObject({ BatchGetItem: 2, TransactWriteItems: 2 });
  });

  it("is not retried after an error that a retry cannot fix", async () => {
    const partner = await product().partner();
    product().store.fail("TransactWriteItems", conflict("ValidationError"));
    await expect(partner.create()).rejects.toThrow("Transaction cancelled");
  });

  it("of a command that others overtake for ever ends in one clear refusal", async () => {
    const partner = await product().partner();
    product().store.fail("TransactWriteItems", conflict("ConditionalCheckFailed"), 5);
    expect((await refused(partner.create())).kind).toBe("busy");
  });

  it("whose answer was lost is not repeated when the client retries with its key", async () => {
    const partner = await product().partner();
    const context = { claim: partner.claim() };
    product().store.before("TransactWriteItems", async () => {
      await partner.create({ email: "lost@contoso.example" }, context);
      throw new Error("The connection broke.");
    });
    await expect(partner.create({ email: "lost@contoso.example" }, context)).rejects.toThrow("broke");
    expect((await partner.create({ email: "lost@contoso.example" }, context)).replayed).toBe(true);
    expect((await partner.list()).items).toHaveLength(1);
  });
});
