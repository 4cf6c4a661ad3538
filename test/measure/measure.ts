import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CommandError, run } from "../../infra/commands/run.ts";
import { readSources } from "../support/source-files.ts";
import { cycles } from "./cycles.ts";
import { drivers } from "./drivers.ts";
import type { Checkout, Measure } from "./measured.ts";
import { patterns } from "./patterns.ts";
import { secondsByFile } from "./report.ts";
import { shapes } from "./shapes.ts";
import { folders, lines, longest } from "./sizes.ts";
import { tests } from "./tests.ts";

const usage = `npm run measure -- [--rules] [--list MEASURE] [--report FILE]

Prints how this checkout is built, one figure to a row.
--rules says how each figure is counted, --list prints the places behind one.
--report adds the seconds of each test file, from a JSON report of vitest.`;

const measures: readonly Measure[] = [lines, folders, longest, shapes, ...patterns, drivers, cycles, tests];

const root = join(import.meta.dirname, "../..");

function checkout(): Checkout {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  const paths = [...new Set(listed.toString().split("\0"))].filter((path) => path !== "").toSorted();
  return { sources: readSources(), paths };
}

function list(name: string): void {
  const measure = measures.find((one) => one.name === name);
  if (measure === undefined)
    throw new CommandError(
      `There is no measure "${name}". Choose one of: ${measures.map((one) => one.name).join(", ")}.`,
    );
  const { figure, places } = measure.take(checkout());
  console.log(`${measure.title}: ${figure}\n(${measure.rule})\n`);
  for (const { path, line, note } of places) console.log(`${path}:${line}${note && `  ${note}`}`);
}

function table(withRules: boolean): void {
  const all = checkout();
  console.log("| measure | today | `--list` |\n|---|---|---|");
  for (const { name, title, rule, take } of measures)
    console.log(`| ${title}${withRules ? ` (${rule})` : ""} | ${take(all).figure} | ${name} |`);
  console.log(
    "\nNot counted here: the files and places that one optional field of an invitation touches. Add one on a branch.",
  );
}

await run(() => {
  const { values } = parseArgs({
    options: { list: { type: "string" }, report: { type: "string" }, rules: { type: "boolean", default: false } },
  });
  if (values.list !== undefined) list(values.list);
  else table(values.rules);
  if (values.report !== undefined) for (const line of ["", ...secondsByFile(values.report, root)]) console.log(line);
}, usage);
