import * as z from "zod";
import { errorReply, jsonReply, type Call, type Interceptor, type Reply } from "./aws-endpoint.ts";

const callFault = z.strictObject({
  /** `dynamodb`, `sqs`, `eventbridge`, `ses` or `secrets-manager`; what a bus does for itself is `eventbridge` `DeliverToTarget`. */
  service: z.string(),
  operation: z.string(),
  /** The function whose calls it strikes; without it everybody's. */
  caller: z.string().optional(),
  /** Name of the error in the SDK; `timeout` hangs up without an answer. */
  error: z.string(),
  times: z.int().positive().default(1),
  /** Acts first, fails then. */
  after: z.boolean().default(false),
  /** Fails only this entry of a batch, counted from 0. */
  entry: z.int().nonnegative().optional(),
});
const crashFault = z.strictObject({
  crash: z.string(),
  at: z.enum(["start", "end"]),
  times: z.int().positive().default(1),
});

/** What `POST /_local/faults` takes. */
const faultSchema = z.union([callFault, crashFault]);
type CallFault = z.infer<typeof callFault>;
type CrashFault = z.infer<typeof crashFault>;

/** Services as people name them, by the name requests are signed with. */
const signingNames: Readonly<Record<string, string>> = { eventbridge: "events", "secrets-manager": "secretsmanager" };
const batches: Readonly<Record<string, string>> = { PutEvents: "Entries" };

/** How a call fails; a transaction conflict has its own shape, which DynamoDB Local never answers by itself. */
const failing = (call: Call, fault: CallFault): Reply => {
  if (fault.error === "timeout") return { status: 0, contentType: "", body: "", hangUp: true };
  if (fault.error === "TransactionConflict" && call.operation === "TransactWriteItems") {
    const items = call.input.TransactItems as readonly unknown[];
    const CancellationReasons = items.map((_, index) => ({
      Code: index === (fault.entry ?? 0) ? "TransactionConflict" : "None",
    }));
    return errorReply(call, "TransactionCanceledException", "Transaction cancelled", { CancellationReasons });
  }
  const code = fault.error === "TransactionConflict" ? "TransactionConflictException" : fault.error;
  return errorReply(call, code, `${fault.error} was injected.`);
};

interface PutEventsAnswer {
  FailedEntryCount: number;
  Entries: object[];
}

/** Acts without the one entry, then answers as if only that had failed. */
const failEntry = async (
  call: Call,
  entry: number,
  fault: CallFault,
  act: (call: Call) => Promise<Reply>,
): Promise<Reply> => {
  const member = batches[call.operation] ?? "";
  const entries = call.input[member] as readonly unknown[];
  if (entry >= entries.length) return act(call);
  const others = entries.filter((_, index) => index !== entry);
  const rejected = { ErrorCode: fault.error, ErrorMessage: `${fault.error} was injected.` };
  // A batch of nothing is one that the service would not take.
  const nothing = jsonReply({ FailedEntryCount: 0, Entries: [] });
  const reply = others.length === 0 ? nothing : await act({ ...call, input: { ...call.input, [member]: others } });
  const answer = JSON.parse(reply.body) as PutEventsAnswer;
  answer.Entries.splice(entry, 0, rejected);
  answer.FailedEntryCount += 1;
  return { ...reply, body: JSON.stringify(answer) };
};

/** Faults that wait for the call, delivery or invocation they strike, oldest first. */
export class Faults {
  /** Every different call that came by, as `service operation caller`: what a test may strike. */
  readonly seen = new Set<string>();
  #calls: CallFault[] = [];
  #crashes: CrashFault[] = [];

  /** Throws a ZodError on what is no fault, and by name on a batch whose entries it cannot fail. */
  add(request: unknown): void {
    const fault = faultSchema.parse(request);
    if ("crash" in fault) {
      this.#crashes.push({ ...fault });
      return;
    }
    if (fault.entry !== undefined && !(fault.operation in batches) && fault.operation !== "TransactWriteItems") {
      throw new Error(`The local stack cannot fail one entry of ${fault.operation}.`);
    }
    this.#calls.push({ ...fault, service: signingNames[fault.service] ?? fault.service });
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
    if (fault.entry !== undefined && call.operation in batches) return failEntry(call, fault.entry, fault, act);
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
