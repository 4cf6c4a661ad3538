import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildFunctions } from "../../infra/build/build.ts";
import { signLink } from "../../shared/crypto/links.ts";
import { addDays } from "../../shared/kernel/time.ts";
import { claimNames, environmentNames, locales } from "../../shared/names.ts";
import type { RawItem } from "../../shared/table/table.ts";
import { aMasterKey } from "../support/builders/a-master-key.ts";
import { claimsOf, json } from "../support/stack/http-event.ts";
import { scanTable } from "../support/table/scan-table.ts";
import type { Arena } from "./arena.ts";
import { deploy, newPartner } from "./deployment.ts";
import { openFakeAws } from "./fake-aws.ts";
import { Stage, type Taken } from "./stage.ts";

/**
 * Plays lives of invitations through the shipped bundles: a partner looks at its list and at each invitation once. Of ten
 * customers all look at the page; four answer at once, three after the first reminder, and three never: they get the
 * other reminders and expire. Of seven that answer, six accept. Answers what all of it took, and how many bytes
 * it left in the table and its indexes.
 */
export async function playLives(
  arena: Arena,
  count: number,
): Promise<{ readonly taken: Taken; readonly storedBytes: number }> {
  const folder = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  const table = await arena.newTable();
  const aws = await openFakeAws(arena.url, arena.weighed(table));
  const before = { ...process.env };
  try {
    await buildFunctions({ outDir: folder });
    const partnerId = await newPartner(deploy(arena.client, table));
    Object.assign(process.env, aws.environment, settings(table));
    const stage = new Stage(aws, folder, table);
    await play(stage, { ...claimsOf("admin"), [claimNames.partner]: partnerId }, count);
    await stage.end();
    return { taken: stage.taken, storedBytes: storedBytes(await scanTable(arena.client, table)) };
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    aws.close();
    await arena.drop(table);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** DynamoDB adds so many to each item, and to each of its entries in an index. */
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
    return sum + kept.reduce((bytes, one) => bytes + bytesAround + Buffer.byteLength(JSON.stringify(one)), 0);
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

type Claims = Readonly<Record<string, string>>;
interface Begun {
  readonly link: string;
  readonly offer: string;
  readonly permissions: readonly string[];
}

async function play(stage: Stage, claims: Claims, count: number): Promise<void> {
  const now = new Date().toISOString();
  const begun: Begun[] = [];
  while (begun.length < count) begun.push(await begin(stage, claims, begun.length));
  const [early, late] = [Math.round(count * 0.4), Math.round(count * 0.7)];
  for (const [at, one] of begun.slice(0, early).entries()) await answer(stage, one, at);
  await stage.sweep(addDays(now, 3.1));
  for (const [at, one] of begun.slice(early, late).entries()) await answer(stage, one, early + at);
  for (const days of [7.1, 14.1, 29.1, 30.1]) await stage.sweep(addDays(now, days));
}

/** Created, mailed, read by its partner and seen by its customer. */
async function begin(stage: Stage, claims: Claims, at: number): Promise<Begun> {
  const customer = { email: `it@customer-${at}.example`, organization: "Contoso", contactName: "Ada", locale: "en" };
  const body = json({ customer, send: "email" });
  const created = await stage.http("serve-invitations", { routeKey: "POST /v1/invitations", claims, ...body });
  const { id, offerDigest, permissions } = JSON.parse(created) as {
    readonly id: string;
    readonly offerDigest: string;
    readonly permissions: string[];
  };
  await stage.http("serve-invitations", { routeKey: "GET /v1/invitations/{id}", claims, parameters: { id } });
  await stage.http("serve-invitations", { routeKey: "GET /v1/invitations", claims });
  const link = signLink({ invitationId: id, version: 1, epoch: 1 }, aMasterKey());
  await look(stage, link);
  for (const file of ["rapport.css", "offer.js"]) {
    await stage.http("serve-public", { routeKey: "GET /assets/{file}", claims: null, parameters: { file } });
  }
  await stage.http("serve-offer", { routeKey: "POST /i/{link}/seen", claims: null, parameters: { link } });
  return { link, offer: offerDigest, permissions };
}

const look = (stage: Stage, link: string): Promise<string> =>
  stage.http("serve-offer", { routeKey: "GET /i/{link}", claims: null, parameters: { link } });

async function answer(stage: Stage, { link, offer, permissions }: Begun, at: number): Promise<void> {
  const decision = at % 7 === 6 ? "decline" : "accept";
  const form = new URLSearchParams({ decision, name: "Ada", agreement: "on", offer });
  for (const permission of permissions) form.append("permission", permission);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const routeKey = "POST /i/{link}/decision";
  await stage.http("serve-offer", { routeKey, claims: null, parameters: { link }, headers, body: form.toString() });
  await look(stage, link);
}
