import type { Instant } from "../domain/time.ts";
import type { Cause } from "../events/envelope.ts";

/** The cause of what a sweep does to something of a partner's. */
export const causeOfSweep = (
  { partnerId }: { readonly partnerId: string },
  now: Instant,
  correlationId: string,
): Cause => ({
  partnerId,
  actor: { kind: "job", id: "sweep-due" },
  now,
  correlationId,
  causationId: null,
});
