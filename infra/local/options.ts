import { parseArgs } from "node:util";
import { CommandError } from "../commands/run.ts";

const defaultPort = 3000;

/** The options of `npm start` and `npm run demo`; `usage` explains each. */
export type Options = ReturnType<typeof readOptions>;

/** What `--help` prints. */
export const usage = `Usage: npm start -- [options]   runs the whole system on this machine
       npm run demo -- [options] plays a quarter of a year on it

  --port N      port of API, pages and control page (default ${defaultPort}; 0 takes a free one)
  --data DIR    goes on after a restart: tables, mails and clock are kept in this folder
  --watch       builds functions again when their sources change
  --open        opens the control page in the browser
  --assembly DIR  runs a synthesized cloud assembly instead of building one
  --help        prints this

AWS_ENDPOINT_URL_DYNAMODB=URL uses a DynamoDB that runs already, in place of DynamoDB Local.`;

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;

const options = {
  ...{ port: text, data: text, assembly: text },
  ...{ watch: flag, open: flag, help: { ...flag, short: "h" } },
} as const;

/** Reads the command line. Throws what ends with a sentence on what it does not know. */
export const readOptions = (args: readonly string[]) => {
  const { values } = parseArgs({ args: [...args], options });
  const port = Number(values.port ?? defaultPort);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CommandError(`--port takes a number up to 65535, not ${values.port}.`);
  }
  if (values.watch && values.assembly !== undefined) throw new CommandError("--watch builds, --assembly does not.");
  const { data, watch, open, help, assembly } = values;
  return { port, data, watch, open, help, assembly };
};
