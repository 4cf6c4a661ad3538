import { parseArgs } from "node:util";
import { tokenCallback } from "../../shared/names.ts";
import { authorize } from "./authorization.ts";
import { CommandError } from "./run.ts";
import { findTarget, runCommand, targetOptions } from "./stage-outputs.ts";

/**
 * Signs in with the browser and prints a line for the shell: `eval "$(npm run --silent token -- --stage prod)"`. Only that
 * line goes to standard output.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { ...targetOptions, wait: { type: "string", default: "300" } } });
  const seconds = Number(values.wait);
  if (!(seconds > 0)) throw new CommandError("--wait needs a number of seconds.");
  const target = await findTarget(values);
  const token = await authorize({
    domain: target.output("SignInDomain"),
    clientId: target.output("UserPoolClientId"),
    callback: new URL(tokenCallback),
    seconds,
    show: (url) => console.error(`Sign in with your browser:\n\n  ${url}\n`),
  });
  console.log(`export TOKEN=${token}`);
}

await runCommand(main, 'eval "$(npm run --silent token -- --stage prod [--wait SECONDS])"');
