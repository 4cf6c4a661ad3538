import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

/** What a worker is told at its start. */
export interface WorkerSettings {
  /** `file.export`, as in the template. */
  readonly handler: string;
  readonly functionArn: string;
  /** The clock's offset, see `Clock.shared`. */
  readonly clock: SharedArrayBuffer;
  /** See `Clock.standsAt`. */
  readonly standsAt: number | undefined;
  /** See `Runtime.pauses`. */
  readonly pauses: number;
}

/** One invocation on its way into the worker; `timeout` in milliseconds of real time. */
export interface Invocation {
  readonly requestId: string;
  readonly event: unknown;
  readonly timeout: number;
}

/** What the worker says, in the order in which it happens; `payload` is JSON text. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "output"; readonly text: string }
  | { readonly kind: "done"; readonly payload: string | undefined }
  | { readonly kind: "failed"; readonly errorType: string; readonly errorMessage: string };

type Handler = (event: unknown, context: object) => unknown;

const settings = workerData as WorkerSettings;
const say = (message: WorkerMessage): void => parentPort?.postMessage(message);

/** Replaces `Date` by one that tells virtual time; dates made from a value stay what they are. */
const adoptClock = ({ clock, standsAt }: WorkerSettings): void => {
  const offset = new BigInt64Array(clock);
  const RealDate = Date;
  const now = (): number => (standsAt ?? RealDate.now()) + Number(Atomics.load(offset, 0));
  const VirtualDate = new Proxy(RealDate, {
    construct: (target, values, newTarget) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget) as Date,
    apply: () => new RealDate(now()).toString(),
    get: (target, key, receiver) => (key === "now" ? now : (Reflect.get(target, key, receiver) as unknown)),
  });
  RealDate.prototype.constructor = VirtualDate;
  globalThis.Date = VirtualDate;
};

/** The SDK and the table wait a random part of a limit before they try again; this makes it a smaller part. */
const shortenPauses = ({ pauses }: WorkerSettings): void => {
  const random = Math.random;
  Math.random = () => random() * pauses;
};

/** Sends output by the same port as results, so that what a function printed is known before its answer. */
const captureOutput = (): void => {
  const write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    say({ kind: "output", text: typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8") });
    const done = rest.at(-1);
    if (typeof done === "function") (done as () => void)();
    return true;
  };
  process.stdout.write = write;
  process.stderr.write = write;
};

const loadHandler = async (): Promise<Handler> => {
  const [file = "", name = ""] = settings.handler.split(".");
  const module = (await import(
    pathToFileURL(join(process.env["LAMBDA_TASK_ROOT"] ?? "", `${file}.mjs`)).href
  )) as Record<string, unknown>;
  const handler = module[name];
  if (typeof handler !== "function") throw new TypeError(`${settings.handler} is undefined or not exported`);
  return handler as Handler;
};

const contextOf = ({ requestId, timeout }: Invocation): object => {
  const deadline = performance.now() + timeout;
  return {
    awsRequestId: requestId,
    functionName: process.env["AWS_LAMBDA_FUNCTION_NAME"],
    functionVersion: "$LATEST",
    invokedFunctionArn: settings.functionArn,
    memoryLimitInMB: process.env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"],
    logGroupName: process.env["AWS_LAMBDA_LOG_GROUP_NAME"],
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
};

const sayFailure = (thrown: unknown): void => {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  say({ kind: "failed", errorType: error.name, errorMessage: error.message });
};

adoptClock(settings);
shortenPauses(settings);
captureOutput();
try {
  const handler = await loadHandler();
  parentPort?.on("message", (invocation: Invocation) => {
    void (async () => {
      try {
        const payload = await handler(invocation.event, contextOf(invocation));
        say({ kind: "done", payload: JSON.stringify(payload) });
      } catch (thrown) {
        sayFailure(thrown);
      }
    })();
  });
  say({ kind: "ready" });
} catch (thrown) {
  sayFailure(thrown);
}
