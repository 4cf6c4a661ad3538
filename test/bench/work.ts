import { operations, prepareOperation, type Operation } from "../support/operations.ts";
import type { Database } from "./database.ts";
import { deploy, newPartner } from "./deployment.ts";
import { Meter } from "./figures/meter.ts";
import type { Report } from "./figures/report.ts";

/** Counts what each operation asks of DynamoDB, each on a table of its own. */
export async function countWork(database: Database): Promise<Report> {
  const found = [];
  for (const [name, operation] of Object.entries<Operation>(operations)) {
    const { times = 1 } = operation;
    const table = await database.newTable();
    const meter = new Meter(database.client, database.weighed(table));
    const dependencies = deploy(meter.client, table);
    const partners = [await newPartner(dependencies), await newPartner(dependencies)] as const;
    const act = await prepareOperation(operation, dependencies, partners);
    const { requests, reads, writes } = await meter.of(act);
    found.push({ name, requests: requests / times, reads: reads / times, writes: writes / times });
    await database.drop(table);
  }
  const number = (value: number): string => String(Number(value.toFixed(2)));
  return {
    title: "DynamoDB work",
    intro: "Requests and capacity units of one operation; a test has the budgets.",
    columns: ["operation", "requests", "read units", "write units"],
    rows: found.map(({ name, requests, reads, writes }) => [name, ...[requests, reads, writes].map(number)]),
    bars: [],
    figures: found,
  };
}
