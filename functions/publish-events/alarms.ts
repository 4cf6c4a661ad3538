import type { EventType } from "../../shared/events/all.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import { alarmLines } from "../../shared/names.ts";
import { log } from "../../shared/runtime/log.ts";

/** After which a support request waits for the operator. */
const waiting: ReadonlySet<EventType> = new Set([
  "SupportRequestOpened",
  "SupportRequestContinued",
  "SupportRequestReopened",
]);

/**
 * Logs the line that raises an alarm, if the event needs the operator. The line follows from a published event, so a crash does
 * not lose it, and it is never written for a change that was not stored.
 */
export function alarmOf({ type, metadata, data }: StoredEvent): void {
  const alarm = (name: keyof typeof alarmLines): void => {
    const { aggregate, partnerId, correlationId, sandbox } = metadata;
    const fields = { aggregate, partnerId, correlationId };
    // Test data gets another line, which no metric filter counts.
    if (sandbox) log("info", "sandbox, no alarm", { ...fields, alarm: name });
    else log("warn", alarmLines[name], fields);
  };
  if (type === "CustomerUnattended") alarm("customerUnattended");
  if (type === "CodesStopped") alarm("codesStopped");
  if (type === "PartnerNamePending") alarm("namePending");
  if (type === "InvitationReported") alarm("partnerReported");
  if (waiting.has(type)) alarm("supportWaits");
  if (type === "PartnerFrozen" && data["cause"] === "wrong-codes") alarm("frozenForCodes");
  if (type === "PartnerFrozen" && data["cause"] === "reports") alarm("frozenForReports");
}
