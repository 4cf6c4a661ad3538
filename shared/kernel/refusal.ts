import type { problemKinds } from "../http/problems.ts";
import type { FaultCode } from "./fault-code.ts";

/** One fault in what somebody sent: where it is (JSON Pointer, RFC 6901, or a form field) and what is wrong. */
export interface Fault {
  readonly pointer: string;
  readonly message: string;
  /** What kind of fault it is; programs and pages have their own words for it. */
  readonly code: FaultCode;
  /** Ids of the permissions that it is about. */
  readonly permissions?: readonly string[];
}

/** Why a request is refused. The HTTP boundary states each kind with its status and title. */
export type RefusalKind = Exclude<keyof typeof problemKinds, "internal">;

/** The one error that callers may see: expected, explained, and nothing was changed. Everything else is a fault of ours. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly faults: readonly Fault[];
  /** Seconds after which the same request may pass; null where waiting does not help. */
  readonly retryAfter: number | null;
  /** Members that the problem document carries beside the standard ones. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    kind: RefusalKind,
    detail: string,
    {
      faults = [],
      retryAfter = null,
      ...members
    }: { faults?: readonly Fault[]; retryAfter?: number | null; [member: string]: unknown } = {},
  ) {
    super(detail);
    this.name = "Refusal";
    this.kind = kind;
    this.faults = faults;
    this.retryAfter = retryAfter;
    this.members = members;
  }
}

/** Refuses an id that is unknown, malformed or another's, all alike. */
export const notFound = (noun: string): Refusal => new Refusal("not-found", `There is no such ${noun}.`);

/** A fault of a field. */
export const faultAt = (pointer: string, code: FaultCode, message: string): Fault => ({ pointer, code, message });

/** A refusal for one fault, whose message is also its detail. */
export const faultRefusal = (
  kind: RefusalKind,
  fault: Fault,
  more: { readonly retryAfter?: number; readonly [member: string]: unknown } = {},
): Refusal => new Refusal(kind, fault.message, { ...more, faults: [fault] });

/** Refuses a parameter of the query. */
export const queryRefusal = (parameter: string, code: FaultCode, message: string): Refusal =>
  faultRefusal("validation", faultAt(`/query/${parameter}`, code, message));
