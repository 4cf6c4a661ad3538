import { codeOf } from "./local-server.ts";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../commands/run.ts";
import type { KeptState } from "./keeping.ts";

/** Counted up with every change of what is kept, or how. */
const format = 5;

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
};

/** The folder in which a stack goes on after its end: DynamoDB Local's files, and all else in one JSON file. One process at a time. */
export class DataFolder {
  /** Folder for DynamoDB Local's files. */
  readonly tables: string;
  readonly #path: string;
  readonly #lock: string;

  /** Throws a CommandError when another process has it, or when it cannot be made. */
  constructor(path: string) {
    this.#path = path;
    this.tables = join(path, "dynamodb");
    this.#lock = join(path, "lock");
    try {
      mkdirSync(this.tables, { recursive: true });
    } catch (error) {
      throw new CommandError(`The data folder ${path} cannot be created: ${codeOf(error)}.`);
    }
    this.#take();
  }

  /** What the last run left, or `undefined` at the first. Throws a CommandError when it cannot be read. */
  read(): KeptState | undefined {
    const path = join(this.#path, "state.json");
    let state: KeptState & { readonly format?: number };
    try {
      state = JSON.parse(readFileSync(path, "utf8")) as typeof state;
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw new CommandError(`${path} cannot be read; remove the folder to start over.`);
    }
    if (state.format === format) return state;
    throw new CommandError(`The data folder ${this.#path} was made by another version. Delete it to start over.`);
  }

  /** Writes whole or not at all. */
  write(state: KeptState): void {
    const path = join(this.#path, "state.json");
    writeFileSync(`${path}.new`, JSON.stringify({ ...state, format }));
    renameSync(`${path}.new`, path);
  }

  /** Lets the next process have it. */
  release(): void {
    rmSync(this.#lock, { force: true });
  }

  #take(): void {
    const holder = this.#holder();
    if (holder !== undefined && isRunning(holder)) {
      throw new CommandError(
        `The data folder ${this.#path} is in use by another local stack (process ${holder}). Stop that one or choose another --data.`,
      );
    }
    // What a process left that was killed.
    this.release();
    writeFileSync(this.#lock, String(process.pid), { flag: "wx" });
  }

  #holder(): number | undefined {
    try {
      return Number(readFileSync(this.#lock, "utf8"));
    } catch {
      return undefined;
    }
  }
}
