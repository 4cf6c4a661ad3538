import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endAll } from "./children.ts";
import { DataFolder } from "./data-folder.ts";
import { openDynamoDb } from "./dynamodb/process.ts";
import { sentenceOf } from "../commands/run.ts";
import { requireJava } from "./java.ts";
import { LocalServer } from "./local-server.ts";
import type { Options } from "./options.ts";
import type { LocalStack } from "./stack.ts";
import { synthesize } from "./synthesize.ts";

/** Finds out before a build whether there is a Java and whether the port is free. */
const check = async (port: number): Promise<void> => {
  if (!process.env.AWS_ENDPOINT_URL_DYNAMODB) requireJava();
  const probe = new LocalServer(() => undefined);
  await probe.listen(port);
  await probe.stop();
};

const prefixed = (name: string, text: string): void => {
  for (const line of text.split("\n").filter(Boolean)) process.stdout.write(`[${name}] ${line}\n`);
};

/** Builds into a folder of its own, which goes when the process ends, however it does. */
const build = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), "rapport-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await synthesize(folder);
  return folder;
};

/** Shows the page in the person's browser; where there is none, the address is on the screen anyway. */
const openBrowser = (url: string): void => {
  const [command = "", ...args] = { darwin: ["open"], win32: ["cmd", "/c", "start", ""] }[
    process.platform as string
  ] ?? ["xdg-open"];
  spawn(command, [...args, url], { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
};

/**
 * Builds and starts the stack, and reports progress; `print` gets the output of functions. Throws a CommandError for
 * a problem that the user can fix.
 */
export const launch = async ({ port, data, assembly, watch, open }: Options, print = prefixed): Promise<LocalStack> => {
  await check(port);
  const report = (line: string): void => console.log(line);
  if (assembly === undefined)
    report("Building functions and template; the first time and after changes it takes up to a minute …");
  const folder = data === undefined ? undefined : new DataFolder(data);
  process.once("exit", () => folder?.release());
  const [dynamoDb, built, { raise }] = await Promise.all([
    // It takes as long to start as the build does, so both start at once.
    openDynamoDb(folder?.tables),
    assembly ?? build(),
    // Loaded late, so that a refusal does not wait for what it does not need.
    import("./stack.ts"),
  ]);
  const local = await raise({
    assembly: built,
    port,
    dynamoDb,
    data: folder,
    print,
    report,
    overlap: 4,
  });
  onStop(() => local.stop());
  const senders = local.parts.ses.account.confirmAll().join(", ");
  report(
    `SES: the sender ${senders} counts as confirmed; in AWS you confirm it. POST /_local/ses plays a new account.`,
  );
  if (watch) {
    const { watchSources } = await import("./watch.ts");
    const unwatch = watchSources(local, (line) => prefixed("watch", line));
    onStop(async () => (unwatch(), local.stop()));
  }
  if (open) openBrowser(`${local.url}/_local`);
  return local;
};

let stopping = false;
let stop = async (): Promise<void> => undefined;
const onStop = (next: typeof stop): void => void (stop = next);

const askToStop = (): void => {
  // A second Ctrl-C stops without waiting for the drain.
  if (stopping) process.exit(1);
  stopping = true;
  void stop()
    .then(endAll)
    .finally(() => process.exit(0));
};

const parentPollMs = 500;

/** A signal to npm ends npm and its shell, and does not reach what they started: that sees them go. */
const stopWithNpm = (): void => {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    if (!stopping) askToStop();
  }, parentPollMs);
  timer.unref();
};

/**
 * Runs `work` as the process: stops everything on Ctrl-C, SIGTERM, when the terminal closes or npm is ended. Reports a
 * failure in one sentence if the user can fix it.
 */
export const runUntilStopped = (work: () => Promise<void>): void => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, askToStop);
  stopWithNpm();
  work().catch((error: unknown) => {
    // What fails because it was stopped on the way is no failure.
    if (stopping) return;
    console.error(sentenceOf(error) ?? error);
    process.exit(1);
  });
};
