import type { CodeWatch, WrongCodes } from "./model.ts";
import type { EventOf } from "../events/all.ts";
import { faultRefusal, type Fault, type Refusal } from "../kernel/refusal.ts";
import { secondsLeftOfDay, type Instant } from "../kernel/time.ts";

/** A partner whose codes were never stopped. */
export const noCodeWatch = (partnerId: string): CodeWatch => ({ partnerId, version: 0, stoppedOn: null });

/** The watch after a stop, with its event. */
export interface CodeStop {
  readonly after: CodeWatch;
  readonly event: EventOf<"CodesStopped">;
}

/** Stops the partner's codes for the day. Null if they are stopped already. */
export function stopCodes(before: CodeWatch, { day, wrong }: WrongCodes, sandbox: boolean): CodeStop | null {
  if (before.stoppedOn === day) return null;
  const after = { ...before, version: before.version + 1, stoppedOn: day };
  const aggregate = `${before.partnerId}/codes`;
  return { after, event: { type: "CodesStopped", aggregate, sequence: after.version, sandbox, data: { day, wrong } } };
}

/** Wrong codes that count towards a freeze: those of these days since the operator's latest release. */
export const wrongSince = (released: WrongCodes | null, days: readonly WrongCodes[]): number =>
  days
    .filter(({ day }) => released === null || day >= released.day)
    .reduce((sum, { day, wrong }) => sum + wrong - (day === released?.day ? released.wrong : 0), 0);

/** Refuses any code on a day on which the partner's codes are stopped. */
export const codesStopped = (now: Instant): Refusal =>
  refusedToday("codes-stopped", { code: "codes-stopped", message: stopped }, now);
const stopped =
  "Too many wrong codes were entered on requests of this partner, so no code is accepted today. Try again tomorrow.";

/** Refuses a code, right or wrong, to a mailbox that has entered as many wrong ones as are taken in a day. */
export const mailboxUsedUp = (now: Instant): Refusal =>
  refusedToday("code-quota", { code: "code-tries-used", message: usedUp }, now);
const usedUp = "Too many wrong codes were entered for this mailbox today. Try again tomorrow.";

const refusedToday = (kind: "codes-stopped" | "code-quota", fault: Omit<Fault, "pointer">, now: Instant): Refusal =>
  faultRefusal(kind, { pointer: "/code", ...fault }, { retryAfter: secondsLeftOfDay(now) });
