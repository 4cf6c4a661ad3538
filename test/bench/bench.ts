import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { format } from "prettier";
import { CommandError, run } from "../../infra/commands/run.ts";
import { readPage, withSection, writePage } from "../support/docs/docs.ts";
import { openDatabase, type Database } from "./database.ts";
import { timeColdStarts } from "./cold-start.ts";
import { priceLifecycles } from "./cost.ts";
import { compareMemory } from "./memory.ts";
import { countGrowth } from "./growth.ts";
import { timePeers } from "./peers.ts";
import { linesOf, type Report } from "./figures/report.ts";
import { scales } from "./scale.ts";
import { timeCalls, timedCalls } from "./speed.ts";
import { timeSweeps } from "./sweep.ts";
import { countWork } from "./work.ts";

const usage = `npm run bench -- [PART…] [--quick | --whole]

Measures speed, DynamoDB work, sweeps, growth and cost, and writes docs/bench.md; only the named parts when there are any.
--quick shows that everything runs, and writes no page; --whole also sweeps 100,000 stored invitations.`;

type Scale = (typeof scales)[keyof typeof scales];

/** A part of the bench: the section of the page that shows it, and the names under which it can be asked for. */
interface Topic {
  readonly section: string;
  readonly names: readonly string[];
  readonly measure: (database: Database, scale: Scale, isWanted: (name: string) => boolean) => Promise<Report>;
}

const topics: readonly Topic[] = [
  { section: "cold", names: ["cold"], measure: (_, scale) => timeColdStarts(scale) },
  {
    section: "calls",
    names: timedCalls,
    measure: (database, scale, isWanted) => timeCalls(database, scale, timedCalls.filter(isWanted)),
  },
  { section: "work", names: ["work"], measure: (database) => countWork(database) },
  { section: "sweep", names: ["sweep"], measure: timeSweeps },
  { section: "growth", names: ["growth"], measure: countGrowth },
  { section: "cost", names: ["cost"], measure: priceLifecycles },
  { section: "memory", names: ["memory"], measure: compareMemory },
  { section: "peers", names: ["peers"], measure: timePeers },
];

/** Measures the wanted parts and writes the results. */
async function measureOn(database: Database, scale: Scale, isWanted: (name: string) => boolean): Promise<void> {
  const page = "docs/bench.md";
  const commit = execFileSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8" }).trim();
  const reports: Report[] = [];
  let document = readPage(page);
  for (const { section, names, measure } of topics) {
    if (!names.some(isWanted)) continue;
    const report = await measure(database, scale, isWanted);
    const lines = [...linesOf(report), "", `Commit \`${commit}\`, Node ${process.version}.`];
    reports.push(report);
    console.log(`${lines.join("\n")}\n`);
    // Each section names its commit, so it may be newer than the others; but it is written whole.
    if (names.every(isWanted)) document = withSection(document, section, lines);
  }
  writeFileSync("bench.json", `${JSON.stringify({ node: process.version, commit, reports }, null, 1)}\n`);
  if (scale !== scales.quick) writePage(page, await format(document, { parser: "markdown", printWidth: 120 }));
}

await run(async () => {
  const flag = { type: "boolean", default: false } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: flag, whole: flag } });
  const known = topics.flatMap(({ names }) => names);
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new CommandError(`There is no ${unknown.join(", ")}; there is ${known.join(", ")}.`);
  // The product logs each failure and each sweep; here only figures are wanted.
  console.info = () => undefined;
  const scale = scales[values.quick ? "quick" : values.whole ? "whole" : "usual"];
  const database = await openDatabase();
  try {
    await measureOn(database, scale, (name) => positionals.length === 0 || positionals.includes(name));
  } finally {
    await database.close();
  }
}, usage);
