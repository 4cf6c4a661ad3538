import { Worker } from "node:worker_threads";
import type { Invocation, WorkerMessage, WorkerSettings } from "./worker.ts";

/** How an invocation ended: with what the handler returned, or with the error that Lambda would report. */
export type Outcome =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly errorType: string; readonly errorMessage: string };

const failure = (errorType: string, errorMessage: string): Outcome => ({ ok: false, errorType, errorMessage });

/** Lambda gives a function ten seconds to load. */
const initialisationMs = 10_000;

/** One worker with one bundle: initialised once, one event at a time, never used again after a crash or a time-out. */
export class ExecutionEnvironment {
  /** Milliseconds from start to the loaded handler; `null` until then. */
  coldStartMs: number | null = null;
  alive = true;
  readonly #worker: Worker;
  readonly #startedAt = performance.now();
  /** How the initialisation ended: `undefined` when well. */
  readonly initialised: Promise<Outcome | undefined>;
  #settle: (outcome: Outcome | undefined) => void = () => undefined;

  constructor(settings: WorkerSettings, env: Readonly<Record<string, string>>, print: (text: string) => void) {
    const initialised = new Promise<Outcome | undefined>((resolve) => (this.#settle = resolve));
    this.initialised = this.#within(initialisationMs, initialised);
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: settings, env, execArgv: [] });
    this.#worker.on("message", (message: WorkerMessage) => {
      if (message.kind === "output") print(message.text);
      else this.#hear(message);
    });
    this.#worker.on("error", (error) => this.#end(failure("Runtime.Unknown", String(error))));
    this.#worker.on("exit", () => this.#end(failure("Runtime.ExitError", "The runtime exited without an answer.")));
  }

  /** Hands the event to the handler, once it is loaded. Never rejects. */
  async invoke(invocation: Invocation): Promise<Outcome> {
    const broken = await this.initialised;
    if (broken !== undefined) return broken;
    const outcome = new Promise<Outcome>((resolve) => {
      this.#settle = (settled) => resolve(settled ?? failure("Runtime.Unknown", "The runtime started twice."));
    });
    this.#worker.postMessage(invocation);
    return this.#within(invocation.timeout, outcome);
  }

  async stop(): Promise<void> {
    this.alive = false;
    await this.#worker.terminate();
  }

  async #within<T>(limit: number, answer: Promise<T>): Promise<T> {
    const timedOut = failure("Sandbox.Timedout", `Task timed out after ${(limit / 1000).toFixed(2)} seconds`);
    const timer = setTimeout(() => this.#end(timedOut), limit);
    return answer.finally(() => clearTimeout(timer));
  }

  #hear(message: Exclude<WorkerMessage, { kind: "output" }>): void {
    if (message.kind === "ready") {
      this.coldStartMs = Math.round(performance.now() - this.#startedAt);
      this.#settle(undefined);
      return;
    }
    if (message.kind === "done") {
      const payload = message.payload === undefined ? null : (JSON.parse(message.payload) as unknown);
      this.#settle({ ok: true, payload });
      return;
    }
    const outcome = failure(message.errorType, message.errorMessage);
    if (this.coldStartMs === null) this.#end(outcome);
    else this.#settle(outcome);
  }

  #end(outcome: Outcome): void {
    this.#settle(outcome);
    void this.stop();
  }
}
