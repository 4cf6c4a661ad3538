import { manifests, type FunctionName } from "../../infra/manifests.ts";
import { computeOf, costOf, durationOf, type RunTime } from "../../infra/prices.ts";
import type { Database } from "./database.ts";
import type { Run } from "./function-host.ts";
import { runLifecycles } from "./lifecycles.ts";
import type { Report } from "./figures/report.ts";
import type { Scale } from "./scale.ts";
import { median } from "./figures/statistics.ts";

/**
 * Milliseconds in which a service answers. They are assumed, as a local machine cannot show them: DynamoDB says of itself that it needs
 * less than ten, of which a transaction takes most, and SES takes about a tenth of a second.
 */
const waits: Readonly<Record<string, number>> = {
  GetItem: 4,
  BatchGetItem: 5,
  Query: 5,
  PutItem: 5,
  UpdateItem: 5,
  DeleteItem: 5,
  TransactWriteItems: 12,
  PutEvents: 15,
  SendRawEmail: 100,
  GetSecretValue: 10,
};

/** Sizes to choose from; with the last a function has a whole processor. */
const sizes = [256, 512, 1_024, 1_769] as const;

const waitOf = ({ requests }: Run): number =>
  Object.entries(requests).reduce((sum, [operation, count]) => sum + count * (waits[operation] ?? 5), 0);

/** The usual run of each function: one slow run of a busy machine is not what a function takes. A sweep differs from the next. */
export const runTimes = (runs: ReadonlyMap<FunctionName, readonly Run[]>): ReadonlyMap<FunctionName, RunTime> =>
  new Map(
    [...runs].map(([name, all]) => {
      const usual = name === "sweep-due" ? mean : median;
      return [name, { cpuMs: usual(all.map(({ cpuMs }) => cpuMs)), waitMs: mean(all.map(waitOf)) }];
    }),
  );

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** GB-seconds of all runs with the memory of their manifests. */
export const gigabyteSeconds = (runs: ReadonlyMap<FunctionName, readonly Run[]>): number =>
  [...runTimes(runs)].reduce(
    (sum, [name, run]) => sum + computeOf(run, manifests[name].needs.size.memory) * (runs.get(name)?.length ?? 0),
    0,
  );

/** Compares sizes of memory by time and price, with the runs of whole lifecycles. */
export async function compareMemory(database: Database, { lifecycles }: Scale): Promise<Report> {
  const { taken } = await runLifecycles(database, lifecycles);
  const found = [...runTimes(taken.runs)].map(([name, run]) => {
    const curve = sizes.map((memory) => ({
      memory,
      ms: durationOf(run, memory),
      usd: costOf("compute", computeOf(run, memory) * 1_000_000),
    }));
    const best = curve.reduce((least, one) => (one.ms * one.usd < least.ms * least.usd ? one : least));
    return { name, run, curve, best: best.memory, own: manifests[name].needs.size.memory };
  });
  return {
    title: "Memory",
    intro: `Typical runs of ${lifecycles} lifecycles at ${sizes.join(", ")} MB: milliseconds, and dollars for a million runs. Measured are processor time on this machine and the requests of each run; assumed are that a processor of Lambda is as fast, that its share grows with the memory, and how long services take ([assumptions](../test/bench/memory.ts)). The curve cannot show cold starts, noise of AWS, or memory that runs out.`,
    columns: ["function", "processor ms", "waiting ms", ...sizes.map((size) => `${size} MB`), "least ms × $", "set"],
    rows: found.map(({ name, run, curve, best, own }) => [
      ...[name, run.cpuMs.toFixed(1), run.waitMs.toFixed(0)],
      ...curve.map(({ ms, usd }) => `${ms.toFixed(0)} ms, $${usd.toFixed(2)}`),
      ...[String(best), String(own)],
    ]),
    bars: [],
    figures: found,
  };
}
