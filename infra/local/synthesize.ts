import { spawn } from "node:child_process";
import { createHash, type Hash } from "node:crypto";
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { adopt } from "./children.ts";
import { CommandError, refusedBuild } from "../commands/run.ts";

/** Root of the project. */
export const repository = fileURLToPath(new URL("../..", import.meta.url));
const scratch = join(repository, ".local");

/** esbuild says what does not build and where; that Node then shows where esbuild threw it, helps nobody. */
const faultIn = (output: string): string => output.split(/\n\S+\/esbuild\/lib\/main\.js:\d+\n/)[0]?.trimEnd() ?? "";

const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> => {
  const child = spawn(process.execPath, args, {
    cwd: repository,
    // Loading the CDK costs a second; compiled once, half of that.
    env: { ...process.env, NODE_COMPILE_CACHE: join(scratch, "compiled"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  await adopt(child);
  if (child.exitCode === 0) return;
  const said = faultIn(Buffer.concat(output).toString("utf8"));
  throw new CommandError(child.exitCode === refusedBuild ? said : `${args[0]} failed:\n${said}`);
};

/** All inputs of the assembly: sources, the lock file, settings, and the version of Node. */
const inputs = ["{functions,infra,shared}/**/*", "package-lock.json", "cdk.json", "stages/local.json"];

const hashOfInputs = (): string => {
  const hash: Hash = createHash("sha256").update(process.version);
  // The local stack reads the assembly and is no part of it.
  const found = globSync(inputs, { cwd: repository, exclude: ["infra/local/**"], withFileTypes: true });
  const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.toSorted()) hash.update(path).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex").slice(0, 32);
};

/** Bundles the functions into `folder`, one folder each. Throws with the tool's output when that fails. */
export const buildFunctions = (folder: string): Promise<void> => run(["infra/build/build.ts", folder]);

/** Composes every mail in every language into `file`. Throws with the tool's output when that fails. */
export const buildGallery = (file: string): Promise<void> => run(["infra/build/gallery.ts", file]);

const make = async (target: string): Promise<void> => {
  const work = mkdtempSync(join(scratch, "making-"));
  try {
    // What CloudFormation would say of the template takes four seconds, and `cdk synth` and `cdk deploy` ask for it.
    await run(["infra/build/assemble.ts", work], { CDK_VALIDATION: "false" });
    // One assembly is kept; who still runs on another has a copy.
    const old = globSync("assembly-*", { cwd: scratch }).map((name) => join(scratch, name));
    for (const path of old) if (path !== target) rmSync(path, { recursive: true, force: true });
    // Another start may have made the same meanwhile.
    if (!existsSync(target)) renameSync(join(work, "assembly"), target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

/**
 * Bundles the functions and synthesizes the app for stage `local` into `folder`; from the last time when nothing that
 * goes into it has changed since. Throws with the tools' output when one of them fails.
 */
export const synthesize = async (folder: string): Promise<void> => {
  mkdirSync(scratch, { recursive: true });
  const made = join(scratch, `assembly-${hashOfInputs()}`);
  if (!existsSync(made)) await make(made);
  await cp(made, folder, { recursive: true });
};
