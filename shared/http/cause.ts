import type { Instant } from "../kernel/time.ts";
import type { Cause } from "../events/envelope.ts";
import { callerOf } from "./caller.ts";
import type { HttpRequest } from "./request.ts";

/** The cause of what a caller of the API does. */
export function causedByCaller(request: HttpRequest, now: Instant): Cause {
  const { id, role, partnerId } = callerOf(request);
  return {
    partnerId,
    actor: { kind: role === "operator" ? "operator" : "partner", id },
    now,
    correlationId: request.correlationId,
    causationId: null,
  };
}
