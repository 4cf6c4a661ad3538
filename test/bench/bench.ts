import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { format } from "prettier";
import { readPage, withSection, writePage } from "../support/docs.ts";
import { openArena } from "./arena.ts";
import { timeColdStarts } from "./cold-start.ts";
import { priceLives } from "./cost.ts";
import { countGrowth } from "./growth.ts";
import { timePeers } from "./peers.ts";
import { linesOf, type Report } from "./report.ts";
import { scales } from "./scale.ts";
import { timeCalls, timedCalls } from "./speed.ts";
import { timeSweeps } from "./sweep.ts";
import { countWork } from "./work.ts";

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith("--"));
const scale = scales[args.includes("--quick") ? "quick" : args.includes("--whole") ? "whole" : "usual"];
const isWanted = (...names: readonly string[]): boolean =>
  wanted.length === 0 || names.some((name) => wanted.includes(name));

// The product logs each failure and each sweep; here only figures are wanted.
console.info = () => undefined;

const arena = await openArena();
/** A part of the bench: the section of the page that shows it, and the names under which it can be asked for. */
interface Topic {
  readonly section: string;
  readonly names: readonly string[];
  readonly measure: () => Promise<Report>;
}
const timeWantedCalls = () => {
  const calls = timedCalls.filter((name) => isWanted(name));
  return timeCalls(arena, scale, calls);
};
const topics: readonly Topic[] = [
  { section: "cold", names: ["cold"], measure: () => timeColdStarts(scale) },
  { section: "calls", names: timedCalls, measure: timeWantedCalls },
  { section: "work", names: ["work"], measure: () => countWork(arena) },
  { section: "sweep", names: ["sweep"], measure: () => timeSweeps(arena, scale) },
  { section: "growth", names: ["growth"], measure: () => countGrowth(arena, scale) },
  { section: "cost", names: ["cost"], measure: () => priceLives(arena, scale) },
  { section: "peers", names: ["peers"], measure: () => timePeers(arena, scale) },
];
const known = topics.flatMap(({ names }) => names);
const unknown = wanted.filter((name) => !known.includes(name));
try {
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(", ")}; there is ${known.join(", ")}.`);
  const page = "docs/bench.md";
  const commit = execFileSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8" }).trim();
  const reports: Report[] = [];
  let document = readPage(page);
  for (const { section, names, measure } of topics) {
    if (!isWanted(...names)) continue;
    const report = await measure();
    const lines = [...linesOf(report), "", `Commit \`${commit}\`, Node ${process.version}.`];
    reports.push(report);
    console.log(`${lines.join("\n")}\n`);
    // Each section names its commit, so it may be newer than the others; but it is written whole.
    if (names.every((name) => isWanted(name))) document = withSection(document, section, lines);
  }
  writeFileSync("bench.json", `${JSON.stringify({ node: process.version, commit, reports }, null, 1)}\n`);
  if (scale !== scales.quick) writePage(page, await format(document, { parser: "markdown", printWidth: 120 }));
} finally {
  await arena.close();
}
