import { afterEach, expect, test, vi } from "vitest";
import { alarmOf } from "../../../functions/publish-events/alarms.ts";
import type { EventType } from "../../../shared/events/all.ts";
import { alarmLines } from "../../../shared/names.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { anEvent } from "../../support/builders/some-events.ts";

const log = listenToEachLog();
afterEach(() => vi.restoreAllMocks());

const alarming: readonly (readonly [EventType, object, keyof typeof alarmLines])[] = [
  ["CustomerUnattended", {}, "customerUnattended"],
  ["CodesStopped", { day: "2026-06-01", wrong: 50 }, "codesStopped"],
  ["PartnerNamePending", { pendingName: "Northwind Official" }, "namePending"],
  ["InvitationReported", {}, "partnerReported"],
  ["SupportRequestOpened", {}, "supportWaits"],
  ["SupportRequestContinued", {}, "supportWaits"],
  ["SupportRequestReopened", {}, "supportWaits"],
  ["PartnerFrozen", { cause: "wrong-codes", reason: "Guessed." }, "frozenForCodes"],
  ["PartnerFrozen", { cause: "reports", reason: "Unknown." }, "frozenForReports"],
];

test.each(alarming)("%s with %j is counted for the operator, and not about test data", (type, data, name) => {
  const event = anEvent({ type, data: { ...data } });
  alarmOf(event);
  alarmOf({ ...event, metadata: { ...event.metadata, sandbox: true } });
  const { aggregate, partnerId, correlationId } = event.metadata;
  const about = { aggregate, partnerId, correlationId };
  expect(log.lines).toEqual([
    { level: "warn", message: alarmLines[name], ...about },
    { level: "info", message: "sandbox, no alarm", ...about, alarm: name },
  ]);
  // Metric filters look for the words anywhere in a line.
  expect(JSON.stringify(log.lines[1])).not.toContain(alarmLines[name]);
});

test.each<readonly [EventType, object]>([
  ["PartnerFrozen", { cause: "operator", reason: "Complaints" }],
  ["PartnerFrozen", { reason: "From before causes were told." }],
  ["CustomerAttended", {}],
  ["InvitationDeclined", {}],
  ["SupportRequestAnswered", {}],
  ["SupportRequestClosed", {}],
])("%s with %j raises no alarm", (type, data) => {
  alarmOf(anEvent({ type, data: { ...data } }));
  expect(log.lines).toEqual([]);
});

/** Of work that is tried again or late, of which there is no event. */
const faults: readonly (keyof typeof alarmLines)[] = [
  ...(["mailWaits", "mailNotPutOff", "deliveryNotRecorded", "eventNotCounted", "stepsWait"] as const),
  ...(["eventSetAside", "eventStuck", "dataRequestStuck", "jobWaits", "jobRowFailed"] as const),
];

test("every alarm line is logged for an event, except those about retried and late work", () => {
  const lines = new Set<string>([...alarming.map(([, , name]) => name), ...faults]);
  expect(lines).toEqual(new Set(Object.keys(alarmLines)));
});
