import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readSources } from "../support/source-files.ts";
import { casts } from "./casts.ts";
import { cycles } from "./cycles.ts";
import { drivers } from "./drivers.ts";
import { faults } from "./faults.ts";
import { loops } from "./loops.ts";
import type { Checkout, Measure } from "./measured.ts";
import { needs } from "./needs.ts";
import { pages } from "./pages.ts";
import { positions } from "./positions.ts";
import { secondsByFile } from "./report.ts";
import { shapes } from "./shapes.ts";
import { folders, lines, longest } from "./sizes.ts";
import { tests } from "./tests.ts";
import { texts } from "./texts.ts";

/**
 * Prints how this checkout is built, one figure to a row: `npm run measure`. With `--list positions` the places behind a
 * figure, with `--rules` how each is recognised, with `--report file` (a JSON report of vitest) the seconds of each test file.
 */
const measures: readonly Measure[] = [
  ...[lines, folders, longest, shapes, loops, positions, casts, pages, needs, drivers, texts, cycles, faults, tests],
];

const root = join(import.meta.dirname, "../..");

const { values } = parseArgs({
  options: { list: { type: "string" }, report: { type: "string" }, rules: { type: "boolean", default: false } },
});

function checkout(): Checkout {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  const paths = [...new Set(listed.toString().split("\0"))].filter((path) => path !== "").toSorted();
  return { root, sources: readSources(), paths };
}

function list(name: string): void {
  const measure = measures.find((one) => one.name === name);
  if (measure === undefined) {
    console.error(`There is no measure "${name}". Choose one of: ${measures.map((one) => one.name).join(", ")}.`);
    process.exitCode = 1;
    return;
  }
  const { figure, places } = measure.take(checkout());
  console.log(`${measure.title}: ${figure}\n(${measure.rule})\n`);
  for (const { path, line, note } of places) console.log(`${path}:${line}${note && `  ${note}`}`);
}

function table(): void {
  const all = checkout();
  console.log("| measure | today | `--list` |\n|---|---|---|");
  for (const { name, title, rule, take } of measures)
    console.log(`| ${title}${values.rules ? ` (${rule})` : ""} | ${take(all).figure} | ${name} |`);
  console.log(
    "\nNot counted here: the files and places that one optional field of an invitation touches. Add one on a branch.",
  );
}

if (values.list !== undefined) list(values.list);
else table();
if (values.report !== undefined) for (const line of ["", ...secondsByFile(values.report, root)]) console.log(line);
