import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { lostEvents, restoreTable, settingOf, type Restored } from "./restoration.ts";
import { CommandError, momentIn } from "./run.ts";
import { findTarget, inWords, runCommand, targetOptions } from "./stage-outputs.ts";

/**
 * Restores the table of a stage to a moment, into a new table: `npm run restore -- --stage prod --to 2026-11-30T10:00:00Z`. The stage
 * does not use it before its stage file names it (docs/operating.md, Backups).
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...targetOptions,
      to: { type: "string" },
      table: { type: "string" },
      list: { type: "boolean", default: false },
    },
  });
  const { to } = values;
  if (to === undefined) throw new CommandError("Name the moment: --to 2026-11-30T10:00:00Z, or --to latest.");
  const at = to === "latest" ? null : momentIn(to, "--to");
  const { stage, output } = await findTarget(values);
  if (stage === "local") throw new CommandError("The local stack has no backups. Name a stage: --stage prod");
  const source = output("TableName");
  const target = values.table ?? `rapport-${stage}-restored-${nameOf(at)}`;
  const client = new DynamoDBClient({});
  const restorer = { client, pause: (ms: number) => setTimeout(ms), say: (line: string) => console.log(line) };
  const restored = await inWords(restoreTable(restorer, { source, target, at }), `the table ${source}`);
  console.log(`The table ${target} has the data of ${restored.at.toISOString()}.`);
  await tellLost(client, source, restored, values.list);
  console.log(`To use it, write this into stages/${stage}.json and deploy:\n${settingOf(restored)}`);
}

/** A moment in the name of a table. The latest one is another an hour later. */
const nameOf = (at: Date | null): string => {
  const digits = (at ?? new Date()).toISOString().replaceAll(/\D/g, "");
  return at === null ? `latest-${digits.slice(0, 10)}` : digits.slice(0, 14);
};

async function tellLost(client: DynamoDBClient, source: string, restored: Restored, lists: boolean): Promise<void> {
  const counts = new Map<string, number>();
  for await (const { key, types } of lostEvents(client, { source, target: restored.name, at: restored.at })) {
    if (lists) console.log(`  ${key} ${types.join(" ")}`);
    for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  if (counts.size === 0) return console.log("No event was written after that moment.");
  console.log("Written after that moment, published, and not in the restored table:");
  for (const [type, count] of [...counts].toSorted()) console.log(`  ${count} ${type}`);
}

await runCommand(main, "npm run restore -- --stage prod --to MOMENT | latest [--table NAME] [--list]");
