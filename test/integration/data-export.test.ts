import { describe, expect, it } from "vitest";
import { dataRequestPlace, exportedPage } from "../../shared/data-requests/item.ts";
import type { ExportedItem } from "../../shared/data-requests/model.ts";
import { present } from "../../shared/table/places.ts";
import { openProduct } from "../actors/product.ts";
import { aKnownPerson, email, name } from "../support/builders/a-known-person.ts";
import { later } from "../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../support/stack/log-lines.ts";

const product = openProduct({ eachTest: true });
listenToEachLog();
const start = later({ days: 1 });

async function exported() {
  const { request } = await product().operator.askForData({ kind: "export", email }, { at: start });
  await product().fulfilDataRequests(start, 1);
  const done = await product().table.read(present(dataRequestPlace(request.id)));
  const items: ExportedItem[] = [];
  let cursor: string | null = null;
  do {
    const page = await exportedPage(product().table, request.id, { limit: 10, cursor });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return { request: done, items };
}

describe("an export", () => {
  it("has everything that is stored of the person, also where others name it", async () => {
    const { connected, declined, quoted, customerId } = await aKnownPerson(product());
    const { request, items } = await exported();
    expect(request).toMatchObject({ status: "done", email: null, names: [] });
    expect(Object.values(request.counts).reduce((sum, one) => sum + one, 0)).toBe(items.length);
    const found = (kind: string, id: string) => items.find((one) => one.kind === kind && one.id === id)?.data;
    expect(found("invitation", connected.id)).toMatchObject({
      state: { decision: { by: { name, email, title: "Head" } } },
    });
    expect(found("invitation", declined.id)).toMatchObject({ state: { decision: { reason: `Ask ${name} instead.` } } });
    expect(found("invitation", quoted.id)).toMatchObject({ delivery: { s: { reason: `550 <${email}> unknown` } } });
    expect(found("customer", customerId)).toMatchObject({ administrators: [{ email, name }, { name: null }] });
    expect(new Set(items.map(({ kind }) => kind))).toEqual(
      new Set([
        ...["invitation", "customer", "administered", "partner-customer", "event", "sign-in"],
        ...["list-entry", "open-invitation", "quota", "relationship"],
      ]),
    );
    expect(await product().typesOf(request.id)).toEqual(["ExportMade"]);
  });

  it("has no personal data of others, no link and no key", async () => {
    await aKnownPerson(product());
    const text = JSON.stringify((await exported()).items);
    expect(text).not.toMatch(/grace@|edsger@|boss@|list@|ada@other|partner\.example/);
    expect(text).not.toMatch(/"(PK|SK|GSI1PK|ttl|eventDigest|linkVersion|linkEpoch)"/);
  });
});
