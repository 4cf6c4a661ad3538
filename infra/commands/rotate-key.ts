import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { findTarget, inWords, runCommand, targetOptions } from "./stage-outputs.ts";
import { rotateKey } from "./key-rotation.ts";

/** Rotates a stage's master key: `npm run rotate-key -- --stage prod`. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: targetOptions });
  const target = await findTarget(values);
  const rotation = rotateKey({
    client: new SecretsManagerClient({}),
    secretId: target.output("MasterKeyArn"),
    pause: (milliseconds) => setTimeout(milliseconds),
    say: (line) => console.log(line),
  });
  await inWords(rotation, "the master key");
}

await runCommand(main, "npm run rotate-key -- --stage prod");
