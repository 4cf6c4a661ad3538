import type { Fault, Refusal } from "../kernel/refusal.ts";
import type { HttpAnswer } from "./request.ts";

/** Every kind of refusal with its HTTP status and title (HTTP contract, Problems). */
export const problemKinds = {
  validation: [422, "The request has faults"],
  "malformed-body": [400, "The body cannot be read"],
  "unsupported-media-type": [415, "The body's type is not supported"],
  "body-too-large": [413, "The body is too large"],
  forbidden: [403, "Not allowed"],
  "not-found": [404, "Not found"],
  "method-not-allowed": [405, "The method is not allowed"],
  "link-missing": [422, "The link is missing"],
  "permissions-required": [422, "Permissions are required"],
  "unknown-permission": [422, "Unknown permission"],
  "open-invitation-exists": [409, "An open invitation exists"],
  "relationship-exists": [409, "The relationship exists"],
  "relationship-ended": [409, "The relationship has ended"],
  "termination-blocked": [409, "Something has to be settled first"],
  "suppressed-address": [409, "No mail goes to this address"],
  "wrong-state": [409, "Not possible in this state"],
  "mailed-invitation": [409, "Rapport mails this invitation"],
  "precondition-required": [428, "If-Match is required"],
  stale: [412, "The resource has changed"],
  "idempotency-key-reused": [422, "The key was used before"],
  "partner-frozen": [403, "The partner is frozen"],
  "template-limit": [409, "Too many templates"],
  "user-exists": [409, "The user exists"],
  "user-signed-in": [409, "The user has signed in"],
  "last-administrator": [409, "The last administrator stays"],
  "not-an-administrator": [422, "The address is not an administrator"],
  "cool-off": [409, "The administrator is too new"],
  "customer-needed": [422, "Choose the customer"],
  "partner-blocked": [409, "The customer does not accept requests from the partner"],
  "customer-unattended": [409, "A customer would be unattended"],
  "nothing-asked": [422, "Nothing is asked for"],
  "own-address": [422, "The address is a user of the partner"],
  "job-running": [409, "A job is running"],
  "limit-reached": [409, "The limit is reached"],
  "recovery-exists": [409, "A recovery exists"],
  "offer-changed": [422, "The offer has changed"],
  "bad-signature": [401, "The signature is not valid"],
  "link-replaced": [410, "The link was replaced"],
  "link-revoked": [409, "The link was revoked"],
  "code-wrong": [422, "The code is not valid"],
  "code-quota": [429, "Too many codes"],
  "codes-stopped": [429, "No code is accepted today"],
  quota: [429, "The quota is used up"],
  busy: [409, "Too many changes at once"],
  unavailable: [503, "Too busy at the moment"],
  internal: [500, "Something went wrong"],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string]>>;

/** RFC 9457, with the members that a refusal carries. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly Pick<Fault, "pointer" | "code" | "message">[];
  readonly [member: string]: unknown;
}

/** The problem document of a refusal. `instance` names the request by its correlation id, for a path may hold a link. */
export function problemOf(refusal: Refusal, correlationId: string): Problem {
  const [status, title] = problemKinds[refusal.kind];
  return {
    // First, so that none can pass for a standard one.
    ...refusal.members,
    type: `/problems/${refusal.kind}`,
    title,
    status,
    detail: refusal.message,
    instance: instanceOf(correlationId),
    ...(refusal.faults.length > 0 && {
      errors: refusal.faults.map(({ pointer, code, message }) => ({ pointer, code, message })),
    }),
  };
}

/** A problem document as an answer. */
export const problemAnswer = (problem: Problem): HttpAnswer => ({
  status: problem.status,
  body: problem,
  headers: { "content-type": "application/problem+json" },
});

/** What a refusal says in headers: when the request may be repeated, in seconds, and which methods there are (RFC 9110). */
export const refusalHeaders = ({ retryAfter, members }: Refusal): Record<string, string> => ({
  ...(retryAfter !== null && { "retry-after": String(retryAfter) }),
  ...(Array.isArray(members["methods"]) && { allow: members["methods"].join(", ") }),
});

/** The problem document of a fault of ours: it says nothing, but where to find it in the log. */
export const internalProblem = (correlationId: string): Problem => ({
  type: "/problems/internal",
  title: problemKinds.internal[1],
  status: 500,
  detail: "An internal error occurred and was logged. Check whether your request was carried out before you repeat it.",
  instance: instanceOf(correlationId),
});

const instanceOf = (correlationId: string): string => `urn:rapport:request:${correlationId}`;
