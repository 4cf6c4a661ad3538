import { spawnSync } from "node:child_process";
import { sweepDue } from "../../functions/sweep-due/handler.ts";
import { dueShards } from "../../shared/names.ts";
import { idMaker } from "../../shared/runtime/dependencies.ts";
import { clockAt, later } from "../support/builders/fixed-clock.ts";
import type { Database } from "./database.ts";
import { deploy, newPartner } from "./deployment.ts";
import { counting } from "./figures/meter.ts";
import type { Report } from "./figures/report.ts";
import type { Scale } from "./scale.ts";
import { exponentOf } from "./figures/statistics.ts";
import { aSpecimen, copyOf, stock, sweptItems } from "./stock.ts";
import type { GeneratedSweep } from "./sweep-generated.ts";

const mostPower = 1.1;
const mostMemory = 1.2;
const megabyte = 2 ** 20;

/** Times sweeps of more and more due invitations: stored ones, and ones generated while the sweep reads them. */
export async function timeSweeps(database: Database, { sweeps }: Scale): Promise<Report> {
  const stored = [];
  for (const size of sweeps.stored) stored.push({ size, ...(await sweepStored(database, size)) });
  const generated = sweeps.generated.map((size) => ({ size, ...sweepGenerated(size) }));
  const exponent = (of: readonly { size: number; ms: number }[]): number =>
    exponentOf(of.map(({ size, ms }) => ({ size, value: ms })));
  const least = Math.min(...generated.map(({ live }) => live));
  const most = Math.max(...generated.map(({ live }) => live));
  const row = (kind: string, { size, ms, requests }: { size: number; ms: number; requests: number }) => [
    ...[size.toLocaleString("en"), kind, (ms / 1000).toFixed(1), ((ms * 1000) / size).toFixed(0)],
    (requests / size).toFixed(2),
  ];
  const mb = (bytes: number): string => (bytes / megabyte).toFixed(0);
  return {
    title: "Sweep",
    intro: `Due invitations that expire; time grows with the power ${exponent(stored).toFixed(2)} stored in DynamoDB Local, ${exponent(generated).toFixed(2)} generated.`,
    columns: ["due", "from", "s", "µs an item", "requests an item", "MB live", "MB resident"],
    rows: [
      ...stored.map((sweep) => [...row("DynamoDB Local", sweep), "", ""]),
      ...generated.map((sweep) => [...row("generator", sweep), mb(sweep.live), mb(sweep.resident)]),
    ],
    bars: [
      { what: "sweep, power of stored", is: exponent(stored), most: mostPower },
      { what: "sweep, power of generated", is: exponent(generated), most: mostPower },
      { what: "sweep, live memory, most to least", is: most / least, most: mostMemory },
    ],
    figures: { stored, generated },
  };
}

async function sweepStored(database: Database, size: number): Promise<{ ms: number; requests: number }> {
  const table = await database.newTable();
  const counter = counting(database.client);
  const newId = idMaker(clockAt());
  const dependencies = deploy(counter.client, table, newId);
  const specimen = await aSpecimen(dependencies, await newPartner(dependencies));
  const items = (at: number) => sweptItems(copyOf(specimen, newId("invitation"), at));
  // The first invitation is one of them.
  await stock({ client: database.client, table }, items, { from: 1, to: size });
  const handle = sweepDue(dependencies, () => later({ days: 30 }));
  const context = { awsRequestId: "sweep-1", getRemainingTimeInMillis: () => Infinity };
  let expired = 0;
  const started = performance.now();
  const before = counter.requests();
  for (const shard of dueShards) expired += (await handle({ shard }, context)).expired;
  const ms = performance.now() - started;
  if (expired !== size) throw new Error(`Of ${size} due invitations ${expired} expired.`);
  await database.drop(table);
  return { ms, requests: counter.requests() - before };
}

function sweepGenerated(size: number): GeneratedSweep {
  const script = `${import.meta.dirname}/sweep-generated.ts`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--expose-gc", script, String(size)]);
  if (status !== 0) throw new Error(`The sweep of ${size} failed: ${stderr.toString()}`);
  return JSON.parse(stdout.toString()) as GeneratedSweep;
}
