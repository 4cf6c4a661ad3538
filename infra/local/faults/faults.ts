import { errorReply, type Call, type Interceptor, type Reply } from "../aws-endpoint.ts";
import { failEntry } from "./entries.ts";
import { readFault, type CallFault, type CrashFault } from "./requests.ts";

/** How a whole call fails; outside a transaction a conflict has a name of its own. */
const failing = (call: Call, fault: CallFault): Reply => {
  if (fault.error === "timeout") return { status: 0, contentType: "", body: "", hangUp: true };
  const code = fault.error === "TransactionConflict" ? "TransactionConflictException" : fault.error;
  return errorReply(call, code, `${fault.error} was injected.`);
};

/** The entry that fails alone; a transaction conflict is always one item's. */
const entryOf = ({ entry, error, operation }: CallFault): number | undefined =>
  entry ?? (error === "TransactionConflict" && operation === "TransactWriteItems" ? 0 : undefined);

/** Faults that wait for the call, delivery or invocation they strike, oldest first. */
export class Faults {
  /** Every different call that came by, as `service operation caller`: what a test may strike. */
  readonly seen = new Set<string>();
  #calls: CallFault[] = [];
  #crashes: CrashFault[] = [];

  readonly #functionNames: readonly string[];

  constructor(functionNames: readonly string[]) {
    this.#functionNames = functionNames;
  }

  /** Throws a ZodError on what is no fault, and a RangeError on one that could never strike. */
  add(request: unknown): void {
    const fault = readFault(request, this.#functionNames);
    if ("crash" in fault) this.#crashes.push(fault);
    else this.#calls.push(fault);
  }

  /** What has not struck yet, crashes last. */
  get pending(): readonly (CallFault | CrashFault)[] {
    return [...this.#calls, ...this.#crashes];
  }

  clear(): void {
    this.#calls = [];
    this.#crashes = [];
  }

  /** The interceptor that lets faults strike SDK calls. */
  readonly intercept: Interceptor = async (call, act) => {
    this.seen.add(`${call.service} ${call.operation} ${call.caller}`);
    const fault = this.take(call.service, call.operation, call.caller);
    if (fault === undefined) return act(call);
    const entry = entryOf(fault);
    if (entry !== undefined) return failEntry(call, entry, fault.error, act);
    if (fault.after) await act(call);
    return failing(call, fault);
  };

  /** Uses up one strike of the first fault for this call, if there is one. */
  take(service: string, operation: string, caller?: string): CallFault | undefined {
    const fault = this.#calls.find(
      (candidate) =>
        candidate.service === service &&
        candidate.operation === operation &&
        (candidate.caller === undefined || candidate.caller === caller),
    );
    if (fault === undefined) return undefined;
    fault.times -= 1;
    if (fault.times === 0) this.#calls = this.#calls.filter((other) => other !== fault);
    return fault;
  }

  /** Whether the function is to crash at this point of this invocation. */
  crashes(name: string, at: "start" | "end"): boolean {
    const fault = this.#crashes.find((candidate) => candidate.crash === name && candidate.at === at);
    if (fault === undefined) return false;
    fault.times -= 1;
    if (fault.times === 0) this.#crashes = this.#crashes.filter((other) => other !== fault);
    return true;
  }
}
