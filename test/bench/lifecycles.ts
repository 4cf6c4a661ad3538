import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { marshall } from "@aws-sdk/util-dynamodb";
import { buildFunctions } from "../../infra/build/build.ts";
import type { Actors } from "../../infra/local/actors/actors.ts";
import type { Answer } from "../../infra/local/actors/answers.ts";
import { idIn } from "../../infra/local/actors/caller.ts";
import { addDays } from "../../shared/kernel/time.ts";
import { claimNames, environmentNames, locales } from "../../shared/names.ts";
import type { RawItem } from "../../shared/table/table.ts";
import { claimsOf } from "../support/stack/http-event.ts";
import { usual } from "../support/operations.ts";
import { bytesOf } from "../support/table/capacity.ts";
import { scanTable } from "../support/table/scan-table.ts";
import type { Database } from "./database.ts";
import { deploy, newPartner } from "./deployment.ts";
import { openFakeAws } from "./fake-aws.ts";
import { actorsBy, linkOf } from "./requests.ts";
import { FunctionHost, type Taken } from "./function-host.ts";

/**
 * Plays whole invitations with the usual terms and words through the shipped bundles: a partner reads its list and each invitation once. Of ten customers
 * all open the page; four answer at once, three after the first reminder, and three never: they get the other reminders
 * and expire. Of seven that answer, six accept. Returns what all of it took, and how many bytes are left in the table and
 * its indexes.
 */
export async function runLifecycles(
  database: Database,
  count: number,
): Promise<{ readonly taken: Taken; readonly storedBytes: number }> {
  const folder = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  const table = await database.newTable();
  const aws = await openFakeAws(database.url, database.definition(table));
  const before = { ...process.env };
  try {
    await buildFunctions({ outDir: folder });
    const partnerId = await newPartner(deploy(database.client, table));
    Object.assign(process.env, aws.environment, settings(table));
    const host = new FunctionHost(aws, folder, table);
    const claims = { ...claimsOf("admin"), [claimNames.partner]: partnerId };
    await play(
      host,
      actorsBy((sent) => host.send(sent, claims)),
      count,
    );
    await host.end();
    return { taken: host.taken, storedBytes: storedBytes(await scanTable(database.client, table)) };
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    await aws.close();
    await database.drop(table);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Bytes that DynamoDB adds to each item, and to each of its entries in an index. */
const bytesAround = 100;

/** An item lies in the table whole, and with its keys in each index that it has a key of. */
const storedBytes = (items: readonly RawItem[]): number =>
  items.reduce((sum, item) => {
    const { PK, SK, GSI1PK, GSI1SK, GSI2PK, GSI2SK } = item;
    const kept = [
      item,
      ...(GSI1PK ? [{ PK, SK, GSI1PK, GSI1SK }] : []),
      ...(GSI2PK ? [{ PK, SK, GSI2PK, GSI2SK }] : []),
    ];
    return sum + kept.reduce((bytes, one) => bytes + bytesAround + bytesOf(marshall(one)), 0);
  }, 0);

const settings = (table: string): Record<string, string> => ({
  ...Object.fromEntries(Object.values(environmentNames).map((name) => [name, "https://localhost/x"])),
  [environmentNames.table]: table,
  [environmentNames.policy]: "{}",
  [environmentNames.locales]: locales.join(),
  [environmentNames.operatorLinks]: "{}",
  [environmentNames.mailSender]: "rapport@rapport.example",
  [environmentNames.mailConfigurationSet]: "rapport",
  [environmentNames.mailInterval]: "0",
});

/** The link and the opened page of an invitation. */
type Begun = readonly [link: string, page: Answer];

async function play(host: FunctionHost, actors: Actors, count: number): Promise<void> {
  const now = new Date().toISOString();
  const begun: Begun[] = [];
  while (begun.length < count) begun.push(await begin(actors, begun.length));
  const [early, late] = [Math.round(count * 0.4), Math.round(count * 0.7)];
  for (const [at, one] of begun.slice(0, early).entries()) await answer(actors, one, at);
  await host.sweep(addDays(now, 3.1));
  for (const [at, one] of begun.slice(early, late).entries()) await answer(actors, one, early + at);
  for (const days of [7.1, 14.1, 29.1, 30.1]) await host.sweep(addDays(now, days));
}

/** Creates and mails an invitation, which its partner reads, and opens its page. */
async function begin({ partner, customer, url }: Actors, at: number): Promise<Begun> {
  const { customer: known, message, notes } = usual;
  const to = { ...known, email: `it@customer-${at}.example`, locale: "en" };
  const id = idIn(await partner().create({ customer: to, message, ...notes, send: "email" }));
  await partner().read(id);
  await partner().list();
  const link = linkOf(id);
  const page = await customer.open(link);
  for (const file of ["rapport.css", "offer.js"]) await customer.open(`${url}/assets/${file}`);
  await customer.see(link);
  return [link, page];
}

async function answer({ customer }: Actors, [link, page]: Begun, at: number): Promise<void> {
  await (at % 7 === 6 ? customer.decline(page) : customer.accept(page));
  await customer.open(link);
}
