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

/** What makes attempts of one transaction the same transaction. */
const tokenOf = ({ input }: Call): unknown => input["ClientRequestToken"];

/** Faults that wait for the call, delivery or invocation they fail, oldest first. */
export class Faults {
  /** Hears of every call before a fault may fail it. */
  watch: (call: Call) => void = () => undefined;
  #pending: readonly (CallFault | CrashFault)[] = [];
  readonly #functionNames: readonly string[];
  /** Client request tokens of transactions that were carried out, and whose answers were lost. */
  readonly #carriedOut = new Set<unknown>();

  constructor(functionNames: readonly string[]) {
    this.#functionNames = functionNames;
  }

  /** Throws a ZodError on what is no fault, and a RangeError on one that could never happen. */
  add(request: unknown): void {
    this.#pending = [...this.#pending, readFault(request, this.#functionNames)];
  }

  /** What has not been injected yet, crashes last. */
  get pending(): readonly (CallFault | CrashFault)[] {
    return this.#pending.toSorted((one, other) => Number("crash" in one) - Number("crash" in other));
  }

  clear(): void {
    this.#pending = [];
  }

  /** The interceptor that injects faults into SDK calls. */
  readonly intercept: Interceptor = async (call, act) => {
    this.watch(call);
    const fault = this.take(call.service, call.operation, call.caller);
    if (fault === undefined || this.#isImpossible(fault, call)) return act(call);
    const entry = entryOf(fault);
    if (entry !== undefined) return failEntry(call, entry, fault.error, act);
    if (fault.after) {
      const { status } = await act(call);
      if (status === 200) this.#carriedOut.add(tokenOf(call));
    }
    return failing(call, fault);
  };

  /** DynamoDB repeats the success of a transaction that it carried out, by its token: nothing can conflict with it any more. */
  #isImpossible({ error }: CallFault, call: Call): boolean {
    const token = tokenOf(call);
    return error === "TransactionConflict" && token !== undefined && this.#carriedOut.has(token);
  }

  /** Uses up one occurrence of the first fault for this call, if there is one. */
  take(service: string, operation: string, caller?: string): CallFault | undefined {
    return this.#take(
      (fault): fault is CallFault =>
        !("crash" in fault) &&
        fault.service === service &&
        fault.operation === operation &&
        (fault.caller ?? caller) === caller,
    );
  }

  /** Whether the function is to crash at this point of this invocation. */
  crashes(name: string, at: "start" | "end"): boolean {
    const fault = this.#take((one): one is CrashFault => "crash" in one && one.crash === name && one.at === at);
    return fault !== undefined;
  }

  #take<Fault extends CallFault | CrashFault>(isMeant: (one: CallFault | CrashFault) => one is Fault) {
    const fault = this.#pending.find(isMeant);
    if (fault === undefined) return undefined;
    fault.times -= 1;
    if (fault.times === 0) this.#pending = this.#pending.filter((other) => other !== fault);
    return fault;
  }
}
