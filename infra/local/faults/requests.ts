import * as z from "zod";
import { singleEntryOperations } from "./entries.ts";
import { knownOperations } from "../iam/actions.ts";

const callSchema = z.strictObject({
  service: z.string(),
  operation: z.string(),
  /** The function whose calls fail; without it, those of all functions. */
  caller: z.string().optional(),
  /** Name of the error in the SDK; `timeout` hangs up without an answer. */
  error: z.string(),
  times: z.int().positive().default(1),
  /** Acts first, fails then. */
  after: z.boolean().default(false),
  /** Fails only this entry of a batch, counted from 0. */
  entry: z.int().nonnegative().optional(),
});
const crashSchema = z.strictObject({
  crash: z.string(),
  at: z.enum(["start", "end"]),
  times: z.int().positive().default(1),
});

/** A call that is to fail; its service by signing name. */
export type CallFault = z.infer<typeof callSchema>;
/** A function that is to crash. */
export type CrashFault = z.infer<typeof crashSchema>;

/** Services as people name them, by the name requests are signed with. */
const signingNames: Readonly<Record<string, string>> = { eventbridge: "events", "secrets-manager": "secretsmanager" };

/** What a bus does for itself can fail too. */
const ownOperations: Readonly<Record<string, readonly string[]>> = { events: ["DeliverToTarget"] };

const namesOf = (signed: string): string =>
  Object.entries(signingNames).find(([, signing]) => signing === signed)?.[0] ?? signed;

/** Every call that can fail: operations by service, as people name it. */
export const faultyCalls: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(knownOperations).map(([service, operations]) => [
    namesOf(service),
    [...operations, ...(ownOperations[service] ?? [])],
  ]),
);

const assertKnown = (name: string, known: readonly string[], sentence: string): void => {
  if (!known.includes(name)) throw new RangeError(`${sentence} There is: ${known.join(", ")}.`);
};

/**
 * Reads what `POST /_local/faults` takes. Throws a ZodError on what is no fault by its shape, and a RangeError that tells
 * what there is on a service, an operation or a function that is not, and on a batch whose entries cannot fail alone.
 */
export const readFault = (request: unknown, functionNames: readonly string[]): CallFault | CrashFault => {
  if (typeof request === "object" && request !== null && "crash" in request) {
    const fault = crashSchema.parse(request);
    assertKnown(fault.crash, functionNames, `There is no function ${fault.crash} to crash.`);
    return fault;
  }
  const fault = callSchema.parse(request);
  const { service, operation, caller, entry } = fault;
  const signed = signingNames[service] ?? service;
  const operations = faultyCalls[namesOf(signed)];
  if (operations === undefined)
    assertKnown(service, Object.keys(faultyCalls), `There is no service ${service} to fail.`);
  else assertKnown(operation, operations, `${service} has no operation ${operation} to fail.`);
  if (caller !== undefined)
    assertKnown(caller, functionNames, `There is no function ${caller} whose calls could fail.`);
  if (entry !== undefined) {
    assertKnown(operation, singleEntryOperations, `The local stack cannot fail one entry of ${operation}.`);
    if (fault.after) throw new RangeError("One entry fails instead of acting, never after it.");
  }
  return { ...fault, service: signed };
};
