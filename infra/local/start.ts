import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { endAll } from "./children.ts";
import { openDynamoDb } from "./dynamodb-process.ts";
import { requireJava, StartError } from "./java.ts";
import { LocalServer } from "./local-server.ts";
import type { LocalStack } from "./stack.ts";
import { synthesize } from "./synthesize.ts";

const defaultPort = 3000;

interface Options {
  readonly port: number;
  /** A cloud assembly to raise instead of building one. */
  readonly assembly: string | undefined;
}

const readOptions = (args: string[]): Options => {
  const { values } = (() => {
    try {
      return parseArgs({ args, options: { port: { type: "string" }, assembly: { type: "string" } } });
    } catch (error) {
      throw new StartError(error instanceof Error ? error.message : String(error));
    }
  })();
  const port = Number(values.port ?? defaultPort);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartError(`--port takes a number up to 65535, not ${values.port}.`);
  }
  return { port, assembly: values.assembly };
};

/** Finds out before a build whether there is a Java and whether the port is free. */
const check = async (port: number): Promise<void> => {
  if (!process.env.AWS_ENDPOINT_URL_DYNAMODB) requireJava();
  const probe = new LocalServer(() => undefined);
  await probe.listen(port);
  await probe.stop();
};

const welcome = async (local: LocalStack): Promise<string> => {
  const token = await local.token({ partner: "contoso-partner", role: "admin" });
  const body = {
    customer: { email: "ada@contoso.example", organization: "Contoso", contactName: "Ada" },
    send: "email",
  };
  return [
    `API       ${local.url}`,
    `Mailbox   ${local.url}/_local`,
    "",
    "An invitation by Contoso Partner; its mail is in the mailbox right after:",
    `curl -s ${local.url}/v1/invitations -H 'authorization: Bearer ${token}' -H 'content-type: application/json' -d '${JSON.stringify(body)}'`,
    "",
    "Ctrl-C stops everything.",
  ].join("\n");
};

const prefixed = (functionName: string, text: string): void => {
  for (const line of text.split("\n").filter(Boolean)) process.stdout.write(`[${functionName}] ${line}\n`);
};

/** Builds into a folder of its own, which goes when the process ends, however it does. */
const build = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), "rapport-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await synthesize(folder);
  return folder;
};

/** Runs until Ctrl-C or SIGTERM. */
const main = async (): Promise<void> => {
  const { port, assembly } = readOptions(process.argv.slice(2));
  await check(port);
  // Loaded late, so that a refusal does not wait for what it does not need.
  const { raise } = await import("./stack.ts");
  // DynamoDB Local takes as long to start as the build does, so both start at once.
  const [folder, dynamoDb] = await Promise.all([assembly ?? build(), openDynamoDb()]);
  const local = await raise({ assembly: folder, port, dynamoDb, print: prefixed });
  onStop(() => local.stop());
  console.log(await welcome(local));
};

let stopping = false;
let stop = async (): Promise<void> => undefined;
const onStop = (next: typeof stop): void => void (stop = next);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    stopping = true;
    void stop()
      .then(endAll)
      .finally(() => process.exit(0));
  });
}

main().catch((error: unknown) => {
  // What fails because it was stopped on the way is no failure.
  if (stopping) return;
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
});
