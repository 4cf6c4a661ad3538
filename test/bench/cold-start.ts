import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildFunctions } from "../../infra/build/build.ts";
import { bundleOptions } from "../../infra/build/bundle-options.ts";
import { functionNames, manifests, type FunctionName } from "../../infra/manifests.ts";
import { environmentNames, locales } from "../../shared/names.ts";
import type { Report } from "./figures/report.ts";
import type { Scale } from "./scale.ts";
import { median } from "./figures/statistics.ts";

/** Functions that call no AWS service. All others are held to the bar of those with one client, also where they have more. */
const clientless: readonly FunctionName[] = ["serve-public", "shape-token"];

/** How often the start of a bare client a start may take: people wait for functions behind the API, and send-mail has three clients. */
function mostOf(name: FunctionName): number {
  if (clientless.includes(name)) return 0.5;
  if (name === "send-mail") return 1.35;
  return manifests[name].needs.kind === "serves" ? 1.25 : 1.3;
}

/** Settings that any function can start with; nothing is called. */
const env = {
  PATH: process.env["PATH"],
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "x",
  AWS_SECRET_ACCESS_KEY: "x",
  ...Object.fromEntries(Object.values(environmentNames).map((name) => [name, "https://localhost/x"])),
  [environmentNames.policy]: "{}",
  [environmentNames.operatorLinks]: "{}",
  [environmentNames.mailInterval]: "100",
  [environmentNames.locales]: locales.join(),
};

/** Milliseconds of a whole process that loads a module and ends. */
function timeOf(module: string): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [module], { env });
  if (status !== 0) throw new Error(`${module} does not start: ${stderr.toString()}`);
  return performance.now() - started;
}

/** Times the start of every function against an empty script and a bundle that only has a DynamoDB client. */
export async function timeColdStarts({ rounds }: Scale): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  try {
    const sizes = await buildFunctions({ outDir: folder });
    const modules = [...(await baselines(folder)), ...functionNames.map((name) => join(folder, name, "index.mjs"))];
    const times = modules.map((): number[] => []);
    // One of each in turn, so that a slow moment of the machine falls on all.
    for (let round = 0; round < rounds; round++) modules.forEach((module, at) => times[at]?.push(timeOf(module)));
    const [emptyMs = 0, bareMs = 0, ...functionMs] = times.map(median);
    const found = functionNames.map((name, at) => {
      const ms = functionMs[at] ?? 0;
      return { name, kb: (sizes.get(name) ?? 0) / 1000, ms, toEmpty: ms / emptyMs, toBare: ms / bareMs };
    });
    return {
      title: "Cold start",
      intro: `Whole processes that load a shipped bundle; empty script ${emptyMs.toFixed(0)} ms, bare DynamoDBClient ${bareMs.toFixed(0)} ms; medians of ${rounds}, in turn.`,
      columns: ["function", "KB", "ms", "× empty", "× bare client"],
      rows: found.map(({ name, kb, ms, toEmpty, toBare }) => [
        ...[name, kb.toFixed(0), ms.toFixed(0), toEmpty.toFixed(2), toBare.toFixed(2)],
      ]),
      bars: found.map(({ name, toBare }) => ({
        what: name,
        is: toBare,
        most: mostOf(name),
      })),
      figures: { emptyMs, bareMs, functions: found },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function baselines(folder: string): Promise<string[]> {
  const [empty, bare] = [join(folder, "empty.mjs"), join(folder, "bare.mjs")];
  writeFileSync(empty, "");
  const contents = 'import { DynamoDBClient } from "@aws-sdk/client-dynamodb"; new DynamoDBClient({});';
  await build({ ...bundleOptions, stdin: { contents, resolveDir: import.meta.dirname }, outfile: bare });
  return [empty, bare];
}
