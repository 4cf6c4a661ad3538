import { writeFileSync } from "node:fs";
import { format } from "prettier";
import { readReadme, withSection, writeReadme } from "../support/readme.ts";
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
const topics: readonly (readonly [names: readonly string[], measure: () => Promise<Report>])[] = [
  [["cold"], () => timeColdStarts(scale)],
  [
    timedCalls,
    () =>
      timeCalls(
        arena,
        scale,
        timedCalls.filter((name) => isWanted(name)),
      ),
  ],
  [["work"], () => countWork(arena)],
  [["sweep"], () => timeSweeps(arena, scale)],
  [["growth"], () => countGrowth(arena, scale)],
  [["cost"], () => priceLives(arena, scale)],
  [["peers"], () => timePeers(arena, scale)],
];
const known = topics.flatMap(([names]) => names);
const unknown = wanted.filter((name) => !known.includes(name));
try {
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(", ")}; there is ${known.join(", ")}.`);
  const reports: Report[] = [];
  for (const [names, measure] of topics) {
    if (!isWanted(...names)) continue;
    reports.push(await measure());
    console.log(`${linesOf(reports.at(-1)!).join("\n")}\n`);
  }
  writeFileSync("bench.json", `${JSON.stringify({ node: process.version, reports }, null, 1)}\n`);
  // A part of the figures would leave the rest standing for another day's code.
  const isAll = wanted.length === 0 && scale !== scales.quick;
  const lines = reports.flatMap((report) => [...linesOf(report), ""]).slice(0, -1);
  if (isAll)
    writeReadme(await format(withSection(readReadme(), "bench", lines), { parser: "markdown", printWidth: 120 }));
} finally {
  await arena.close();
}
