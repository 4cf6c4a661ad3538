import { idMaker } from "../../shared/runtime/dependencies.ts";
import { Partner } from "../actors/partner.ts";
import { clockAt } from "../support/builders/fixed-clock.ts";
import type { Database } from "./database.ts";
import { deploy, newPartner } from "./deployment.ts";
import { Meter, type Work } from "./figures/meter.ts";
import type { Report } from "./figures/report.ts";
import type { Scale } from "./scale.ts";
import { aSpecimen, copyOf, listedItems, stock, stockAddress, stockTag } from "./stock.ts";

const calls: Readonly<Record<string, (partner: Partner) => Promise<unknown>>> = {
  create: (partner) => partner.create(),
  list: (partner) => partner.list(),
  "list by status": (partner) => partner.list({ status: "pending" }),
  "list by tag": (partner) => partner.list({ tag: stockTag }),
  "list by address": (partner) => partner.list({ email: stockAddress(1) }),
};

/** Counts what calls ask of DynamoDB while one partner's invitations grow in number. */
export async function countGrowth(database: Database, { growth: sizes }: Scale): Promise<Report> {
  const table = await database.newTable();
  const meter = new Meter(database.client, database.weighed(table));
  const newId = idMaker(clockAt());
  const dependencies = deploy(meter.client, table, newId);
  const partnerId = await newPartner(dependencies);
  const partner = new Partner(dependencies, partnerId);
  const specimen = await aSpecimen(dependencies, partnerId);
  const found: Record<string, Work[]> = Object.fromEntries(Object.keys(calls).map((name) => [name, []]));
  let from = 1;
  for (const to of sizes) {
    const items = (at: number) => listedItems(copyOf(specimen, newId("invitation"), at));
    await stock({ client: database.client, table }, items, { from, to });
    from = to;
    for (const [name, call] of Object.entries(calls)) found[name]!.push(await meter.of(() => call(partner)));
  }
  await database.drop(table);
  const plain = (value: number): string => String(Number(value.toFixed(1)));
  const text = ({ requests, reads, writes }: Work): string => `${requests} / ${plain(reads)} / ${plain(writes)}`;
  const unitsOf = ({ reads, writes }: Work): number => reads + writes;
  return {
    title: "Growth",
    intro: "Requests / read units / write units of one call, by how many invitations the partner has.",
    columns: ["call", ...sizes.map((size) => size.toLocaleString("en"))],
    rows: Object.entries(found).map(([name, works]) => [name, ...works.map(text)]),
    bars: Object.entries(found).flatMap(([name, works]) => {
      const [first, last] = [works[0]!, works.at(-1)!];
      return [
        { what: `${name} requests, largest to smallest`, is: last.requests / first.requests, most: 1 },
        { what: `${name} units, largest to smallest`, is: unitsOf(last) / unitsOf(first), most: 1 },
      ];
    }),
    figures: { sizes, found },
  };
}
