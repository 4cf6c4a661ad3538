import type { StoredEvent } from "../../shared/events/envelope.ts";
import { alarmLines } from "../../shared/names.ts";
import { log } from "../../shared/runtime/log.ts";

/**
 * Writes the line on which the operator is alarmed of an event, if it is one that the operator has to know. Derived from
 * the event, the line is neither lost in a crash nor written of what was never stored.
 */
export function alarmOf({ type, metadata, data }: StoredEvent): void {
  const alarm = (name: keyof typeof alarmLines): void => {
    const { aggregate, partnerId, correlationId, sandbox } = metadata;
    const fields = { aggregate, partnerId, correlationId };
    // About test data it is another line, which no metric counts: what a sandbox partner tries out wakes nobody.
    if (sandbox) log("info", "sandbox, no alarm", { ...fields, alarm: name });
    else log("warn", alarmLines[name], fields);
  };
  if (type === "CustomerUnattended") alarm("customerUnattended");
  if (type === "CodesStopped") alarm("codesStopped");
  if (type === "PartnerNamePending") alarm("namePending");
  if (type === "InvitationReported") alarm("partnerReported");
  if (type === "PartnerFrozen" && data["cause"] === "wrong-codes") alarm("frozenForCodes");
  if (type === "PartnerFrozen" && data["cause"] === "reports") alarm("frozenForReports");
}
