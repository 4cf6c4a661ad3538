import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleOptions, buildFunctions } from "../../infra/build.ts";
import { environmentNames, functionNames } from "../../shared/names.ts";

const runs = 11;
const folder = mkdtempSync(join(tmpdir(), "rapport-bench-"));

/** Settings that any function can start with; nothing is called. */
const env = {
  PATH: process.env["PATH"],
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "x",
  AWS_SECRET_ACCESS_KEY: "x",
  ...Object.fromEntries(Object.values(environmentNames).map((name) => [name, "https://localhost/x"])),
};

/** Milliseconds of a whole process that loads a module and ends. */
function timeOf(module: string): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [module], { env });
  if (status !== 0) throw new Error(`${module} does not start: ${stderr.toString()}`);
  return performance.now() - started;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

try {
  const sizes = await buildFunctions({ outDir: folder });
  const empty = join(folder, "empty.mjs");
  writeFileSync(empty, "");
  const bare = join(folder, "bare.mjs");
  await build({
    ...bundleOptions,
    stdin: {
      contents: 'import { DynamoDBClient } from "@aws-sdk/client-dynamodb"; new DynamoDBClient({});',
      resolveDir: import.meta.dirname,
    },
    outfile: bare,
  });
  const modules = [empty, bare, ...functionNames.map((name) => join(folder, name, "index.mjs"))];
  const times = modules.map((): number[] => []);
  // One of each in turn, so that a slow moment of the machine falls on all.
  for (let run = 0; run < runs; run++) modules.forEach((module, at) => times[at]?.push(timeOf(module)));
  const [emptyMs = 0, bareMs = 0, ...functionMs] = times.map(median);
  console.log(
    `empty script ${emptyMs.toFixed(0)} ms, bare DynamoDBClient ${bareMs.toFixed(0)} ms; medians of ${runs} whole processes`,
  );
  console.log("| function | KB | ms | × empty | × bare client |\n|---|---|---|---|---|");
  functionNames.forEach((name, at) => {
    const ms = functionMs[at] ?? 0;
    const ratios = [ms / emptyMs, ms / bareMs].map((ratio) => ratio.toFixed(2));
    console.log(
      `| ${name} | ${((sizes.get(name) ?? 0) / 1000).toFixed(0)} | ${ms.toFixed(0)} | ${ratios.join(" | ")} |`,
    );
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
