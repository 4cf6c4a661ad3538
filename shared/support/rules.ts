import type { EventOf } from "../events/all.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Instant } from "../kernel/time.ts";
import type { SupportRequestReading } from "./answers.ts";
import type { SupportEventType } from "./events.ts";
import { allowOnRequest, supportRow, type SupportAction } from "./lifecycle.ts";
import { mostMessages, type SupportInput, type SupportRequest, type SupportSide } from "./model.ts";

/** One step of a request: the state before (null for a new one), the state after, and its event. */
export interface SupportStep {
  readonly before: SupportRequest | null;
  readonly after: SupportRequest;
  readonly event: EventOf<SupportEventType>;
}

/** A new request with its first message. */
export const openRequest = (
  given: Pick<SupportRequest, "id" | "partnerId" | "customerId" | "sandbox" | "openedBy">,
  { text, ...input }: SupportInput,
  now: Instant,
): SupportStep =>
  stepOf("open", null, { ...given, ...input, version: 1, messageCount: 1, openedAt: now, closedBy: null }, text, now);

/** A further message. One of the partner waits for an answer, one of the operator is an answer. */
export function writeMessage(before: SupportRequest, side: SupportSide, text: string, now: Instant): SupportStep {
  const action = side === "operator" ? "answer" : before.status === "answered" ? "reopen" : "continue";
  allowOnRequest(action, before);
  if (before.messageCount >= mostMessages) {
    throw new Refusal(
      "limit-reached",
      `A support request has at most ${mostMessages} messages. Close it and open another one.`,
      { limit: mostMessages },
    );
  }
  const { version, messageCount } = before;
  return stepOf(action, before, { ...before, version: version + 1, messageCount: messageCount + 1 }, text, now);
}

/** Closes a request. Repeating it changes nothing. */
export function closeRequest(before: SupportRequest, side: SupportSide, now: Instant): SupportStep | null {
  if (before.status === "closed") return null;
  allowOnRequest("close", before);
  return stepOf("close", before, { ...before, version: before.version + 1, closedBy: side }, null, now);
}

type Changed = Omit<SupportRequest, "status" | "updatedAt" | "closedAt">;

function stepOf(
  action: SupportAction,
  before: SupportRequest | null,
  changed: Changed,
  text: string | null,
  now: Instant,
): SupportStep {
  const { to, event: type } = supportRow(action);
  const after: SupportRequest = { ...changed, status: to, updatedAt: now, closedAt: to === "closed" ? now : null };
  const request = readSupportRequest(after);
  const data = { request, ...(text !== null && { message: { number: after.messageCount, text } }) };
  return {
    before,
    after,
    event: { type, aggregate: after.id, sequence: after.version, sandbox: after.sandbox, data },
  };
}

/** The readable form of a request, without its messages. */
export const readSupportRequest = ({
  eventAt: _,
  eventDigest: __,
  ...request
}: SupportRequest): SupportRequestReading => request;
