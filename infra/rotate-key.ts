import { ListSecretsCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { rotateKey } from "./key-rotation.ts";

/** The master key of a stage: the only secret of its data stack, by the tag that CloudFormation gives it. */
async function masterKeyOf(client: SecretsManagerClient, stage: string): Promise<string> {
  const stack = `rapport-${stage}-data`;
  const found: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListSecretsCommand({ Filters: [{ Key: "tag-value", Values: [stack] }], ...(NextToken && { NextToken }) }),
    );
    for (const { ARN, Tags = [] } of page.SecretList ?? []) {
      const isOfStack = Tags.some(({ Key, Value }) => Key === "aws:cloudformation:stack-name" && Value === stack);
      if (ARN !== undefined && isOfStack) found.push(ARN);
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`The stack ${stack} has ${found.length} secrets, where one is expected. Check stage and region.`);
  }
  return only;
}

const { values } = parseArgs({ options: { stage: { type: "string" } } });
try {
  if (values.stage === undefined) throw new Error("Say which stage: npm run rotate-key -- --stage prod.");
  const client = new SecretsManagerClient({});
  const secretId = await masterKeyOf(client, values.stage);
  await rotateKey({ client, secretId, pause: (ms) => setTimeout(ms), say: (line) => console.log(line) });
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
