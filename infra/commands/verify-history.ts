import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { parseArgs } from "node:util";
import type { RawItem } from "../../shared/table/table.ts";
import { checkHistory } from "./history.ts";
import { CommandError } from "./run.ts";
import { findTarget, inWords, runCommand, targetOptions } from "./stage-outputs.ts";

async function* everyItemOf(client: DynamoDBClient, TableName: string): AsyncGenerator<RawItem> {
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
    yield* Items.map((item) => unmarshall(item));
}

/** Scans the table; again if something does not fit, because what is written during a scan is half seen. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: targetOptions });
  const { stage, output } = await findTarget(values);
  const client = new DynamoDBClient({});
  const check = () => inWords(checkHistory(everyItemOf(client, output("TableName"))), `the table of stage ${stage}`);
  const first = await check();
  const { events, faults } = first.faults.length === 0 ? first : await check();
  const lasting = faults.filter((fault) => first.faults.includes(fault));
  if (lasting.length > 0) throw new CommandError(["The history was changed:", ...lasting].join("\n  "));
  console.log(`Checked ${events} events. Each follows the one before it, and none is missing.`);
}

await runCommand(main, "npm run verify-history -- --stage prod");
