import { describe, expect, it } from "vitest";
import { codePlace, takeTry } from "../../../shared/codes/item.ts";
import { present } from "../../../shared/table/places.ts";
import type { Customer } from "../../actors/customer.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();

/** A customer whose link the partner had in hands, with a code requested. */
async function asked(): Promise<{ id: string; customer: Customer; code: string }> {
  const partner = await product().partner();
  const { id, customer } = await partner.invite({ send: "self" });
  await customer.requestCode();
  return { id, customer, code: await customer.code() };
}
const notThe = (code: string): string => String((Number(code) + 1) % 100_000_000).padStart(8, "0");
const triesOf = async (id: string): Promise<number> => (await product().table.read(present(codePlace(id)))).tries;

describe("a one-time code", () => {
  it("lets its customer accept, with three counters and one read of the partner more than without a code", async () => {
    const { customer, code } = await asked();
    const requests = await product().store.requests(() =>
      customer.accept({ code: ` ${code.slice(0, 4)} ${code.slice(4)}` }),
    );
    expect(requests).toEqual({ BatchGetItem: 1, GetItem: 1, UpdateItem: 4, TransactWriteItems: 1 });
  });

  it("is checked against five of thirty concurrent guesses, and then refused even if it is right", async () => {
    const { id, customer, code } = await asked();
    const guesses = await Promise.all(
      Array.from({ length: 30 }, () => refused(customer.accept({ code: notThe(code) }))),
    );
    expect(guesses.filter(({ message }) => message.startsWith("This is not the code"))).toHaveLength(5);
    expect(guesses.filter(({ message }) => message.startsWith("There is no valid code"))).toHaveLength(25);
    expect((await refused(customer.accept({ code }))).kind).toBe("code-wrong");
    expect(await triesOf(id)).toBe(5);
  });

  it("loses no attempt to an answer with other errors", async () => {
    const { id, customer, code } = await asked();
    await refused(customer.accept({ code, agreed: false }));
    expect(await triesOf(id)).toBe(0);
  });

  it("loses one attempt, even when the write is retried", async () => {
    const { id, customer, code } = await asked();
    product().store.before("TransactWriteItems", () => customer.see(now));
    for (let tried = 0; tried < 4; tried++) await takeTry(product().store.table, id, 1, now);
    expect(await customer.accept({ code })).toBe("done");
    expect(await triesOf(id)).toBe(5);
  });

  it("is valid for 30 minutes", async () => {
    const { customer, code } = await asked();
    const end = later({ minutes: 30 });
    expect((await refused(customer.accept({ code }, end))).kind).toBe("code-wrong");
    expect(await customer.accept({ code }, later({ ms: -1 }, end))).toBe("done");
  });

  it("is invalid once a newer one is requested, even while it is being used", async () => {
    const { id, customer, code } = await asked();
    product().store.before("TransactWriteItems", () => customer.requestCode());
    const refusal = await refused(customer.accept({ code }));
    expect(refusal.kind).toBe("code-wrong");
    expect(await triesOf(id)).toBe(1);
    expect(await customer.accept({ code: await customer.code() })).toBe("done");
  });

  it("can be requested five times a day for each address, even when the invitation returns to an earlier address", async () => {
    const { id, customer } = await asked();
    for (let number = 2; number <= 5; number++) await customer.requestCode();
    const email = (await product().storedInvitation(id)).terms.customer.email;
    await customer.handOver(`colleague-${email}`, await customer.code());
    const colleague = await product().customer(id);
    expect(await colleague.requestCode()).toBe("done");
    await colleague.handOver(email, await colleague.code());
    expect((await refused((await product().customer(id)).requestCode())).kind).toBe("code-quota");
  });

  it("is mailed at most five times a day, even for concurrent requests", async () => {
    const { id, customer } = await asked();
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => customer.requestCode()));
    const given = outcomes.filter(({ status }) => status === "fulfilled").length;
    expect((await product().table.read(present(codePlace(id)))).number).toBe(1 + given);
    expect(given).toBeLessThanOrEqual(4);
  });
});
