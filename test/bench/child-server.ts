import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A server in a process of its own, as its ready line describes it. */
export interface ChildServer {
  readonly ready: Readonly<Record<string, string>>;
  /** Items or rows that it has written since the start. */
  written(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a script of this folder; resolves when it has said that it is ready. */
export async function startServer(script: string, args: readonly string[]): Promise<ChildServer> {
  const child = spawn(process.execPath, [...process.execArgv, join(import.meta.dirname, script), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const line = once(createInterface(child.stdout), "line") as Promise<[string]>;
  const first = await Promise.race([line, ended.then(() => null)]);
  if (first === null) throw new Error(`${script} ended before it was ready.`);
  const ready = JSON.parse(first[0]) as ChildServer["ready"];
  return {
    ready,
    written: async () => Number(await (await fetch(`${ready["url"]}/-/written`)).text()),
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

/** Installs the peers by their own lock file, which nothing but the bench needs. Throws when that fails. */
export function installPeers(): void {
  const folder = join(import.meta.dirname, "peers");
  if (existsSync(join(folder, "node_modules"))) return;
  const { status } = spawnSync("npm", ["ci", "--no-fund", "--no-audit", "--ignore-scripts"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error("The peers cannot be installed.");
}
