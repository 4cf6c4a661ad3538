import { Construct } from "constructs";
import { alarmLines } from "../../../shared/names.ts";
import type { Alarms } from "./alarms.ts";
import type { ServiceFunction } from "../service-function.ts";

/** The alarms of events, each with the line that the publisher logs for the event. */
const eventAlarms = {
  "customer-unattended": alarmLines.customerUnattended,
  "codes-stopped": alarmLines.codesStopped,
  "partner-frozen-for-codes": alarmLines.frozenForCodes,
  "partner-reported": alarmLines.partnerReported,
  "partner-frozen-for-reports": alarmLines.frozenForReports,
  "partner-name-waits": alarmLines.namePending,
  "support-request-waits": alarmLines.supportWaits,
};

/** Alarms the operator of events that need a decision, by the lines that the publisher logs. */
export class EventAlarms extends Construct {
  constructor(scope: Construct, id: string, props: { readonly alarms: Alarms; readonly publisher: ServiceFunction }) {
    super(scope, id);
    for (const [name, line] of Object.entries(eventAlarms)) {
      props.alarms.watch(this, name, { name, metric: props.publisher.countLines(line), threshold: 1 });
    }
  }
}
