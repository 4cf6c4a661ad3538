import { describe, expect, it } from "vitest";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { partnerPlace } from "../../../shared/partner/items/partners.ts";
import { present } from "../../../shared/table/places.ts";
import type { Partner } from "../../actors/partner.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();
listenToEachLog();
const partnerOf = async ({ partnerId }: Partner) => await product().table.read(present(partnerPlace(partnerId)));
const invite = async (partner: Partner, email: string) => {
  const { id } = await partner.create({ email });
  return { id, customer: await product().customer(id) };
};

describe("reporting a partner", () => {
  it("freezes the partner once enough mailboxes have reported it, with its event in the same write", async () => {
    const partner = await product().partner();
    const open = await invite(partner, "open@open.example");
    const silent = await invite(partner, "silent@open.example");
    for (const email of ["a@a.example", "a+tag@a.example", "A+other@a.example", "b@a.example", "c@a.example"])
      await (await invite(partner, email)).customer.report();
    expect((await partnerOf(partner)).frozen).toBe(false);

    await (await invite(partner, "a@c.example")).customer.report();
    expect(await partnerOf(partner)).toMatchObject({ frozen: true, version: 2 });
    const [, event] = await readHistory(product().table, partner.partnerId);
    expect(event).toMatchObject({ metadata: { actor: { kind: "system" } }, data: { cause: "reports" } });

    expect((await refused(open.customer.accept())).kind).toBe("partner-frozen");
    expect((await refused(partner.create())).kind).toBe("partner-frozen");
    expect(await open.customer.decline()).toBe("done");
    expect(await silent.customer.report()).toBe("done");
    expect((await partnerOf(partner)).version).toBe(2);
  });

  it("weighs the reports against what the partner has sent in the last 30 days", async () => {
    const partner = await product().partner();
    const long = 400;
    const sentOn = async (at: string, used: number) =>
      product().table.set(partnerKeys.counters(partner.partnerId), { [`day#${at.slice(0, 10)}`]: used });
    await sentOn(later({ days: -29 }), long);
    await sentOn(later({ days: -30 }), 10_000);
    const report = async (email: string) => (await invite(partner, email)).customer.report();
    for (const name of ["a", "b", "c", "d"]) await report(`a@${name}.example`);
    expect((await partnerOf(partner)).frozen).toBe(false);
    await report("a@e.example");
    expect((await partnerOf(partner)).frozen).toBe(true);
    // The audit of counters knows of no sendings behind these two.
    const days = [-29, -30].map((days) => `day#${later({ days }).slice(0, 10)}`);
    await product().table.set(partnerKeys.counters(partner.partnerId), {}, undefined, days);
  });

  it("counts all customers who report at the same moment", async () => {
    const partner = await product().partner();
    const invited = [];
    for (const name of ["d", "e", "f"]) invited.push(await invite(partner, `a@${name}.example`));
    await Promise.all(invited.map(({ customer }) => customer.report()));
    expect((await partnerOf(partner)).frozen).toBe(true);
  });
});
