import { parseArgs } from "node:util";
import { connectTable } from "../../shared/runtime/dependencies.ts";
import { CommandError } from "./run.ts";
import { readShown } from "./shown.ts";
import { findTarget, inWords, runCommand, targetOptions } from "./stage-outputs.ts";

/** Prints an aggregate as stored, with its history: `npm run show -- inv_… --stage prod`. It needs `dynamodb:GetItem` and `Query`. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ...targetOptions, personal: { type: "boolean", default: false } },
  });
  const [id] = positionals;
  if (id === undefined) throw new CommandError("Name what to show: npm run show -- inv_… --local");
  const target = await findTarget(values);
  const shown = await inWords(
    readShown(connectTable(target.output("TableName")), id, { personal: values.personal }),
    `the table of stage ${target.stage}`,
  );
  if (shown === null)
    throw new CommandError(
      `Stage ${target.stage} has no invitation, relationship, customer or partner with the id ${id}.`,
    );
  console.log(JSON.stringify(shown, null, 2));
}

await runCommand(main, "npm run show -- inv_… | rel_… | cus_… | ptn_… --stage prod [--personal]");
