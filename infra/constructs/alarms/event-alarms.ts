import { Construct } from "constructs";
import { alarmLines } from "../../../shared/names.ts";
import type { AlarmWords } from "../../alarm-words.ts";
import type { Alarms } from "./alarms.ts";
import type { ServiceFunction } from "../service-function.ts";

/** An event that raises an alarm. */
interface EventAlarm {
  /** Last part of the alarm's name. */
  readonly name: string;
  /** The line that the publisher logs for the event. */
  readonly line: string;
  readonly words: AlarmWords;
}

const eventAlarms: readonly EventAlarm[] = [
  {
    name: "customer-unattended",
    line: alarmLines.customerUnattended,
    words: {
      hurt: "A customer: the mailbox of its last administrator is gone, so nobody can renew or remove permissions.",
      firstCheck: "The line in the log of publish-events has the customer's id as aggregate.",
      fix: "Find out whom to ask at the customer, then recover it with POST /v1/operator/customers/{id}/administrators.",
      normal: "The customer has an administrator again. The alarm itself ends after five minutes.",
    },
  },
  {
    name: "codes-stopped",
    line: alarmLines.codesStopped,
    words: {
      hurt: "Customers of one partner: too many wrong codes were entered on its requests, so none can accept with a code until midnight UTC.",
      firstCheck: "The line in the log of publish-events has partnerId. Look at the history of its invitations.",
      fix: "If the partner tries to guess codes, freeze it with POST /v1/operator/partners/{id}/freeze.",
      normal: "Codes are taken again after midnight UTC. The alarm itself ends after five minutes.",
    },
  },
  {
    name: "partner-frozen-for-codes",
    line: alarmLines.frozenForCodes,
    words: {
      hurt: "A partner and its customers: it was frozen because too many wrong codes were entered within a week. Its mails have stopped and nobody can accept.",
      firstCheck: "The line in the log of publish-events has partnerId. Find out who entered the codes.",
      fix: "Release the partner with POST /v1/operator/partners/{id}/release, or leave it frozen.",
      normal: "You have decided. The alarm itself ends after five minutes.",
    },
  },
  {
    name: "partner-reported",
    line: alarmLines.partnerReported,
    words: {
      hurt: "A customer: it reported that it does not know a partner, or did not ask for a code of its request.",
      firstCheck:
        "The line in the log of publish-events has partnerId, and the request's id as aggregate. Read the request.",
      fix: "If the partner deceives customers, freeze it with POST /v1/operator/partners/{id}/freeze.",
      normal: "You have decided. The alarm itself ends after five minutes.",
    },
  },
  {
    name: "partner-frozen-for-reports",
    line: alarmLines.frozenForReports,
    words: {
      hurt: "A partner and its customers: it was frozen because several customers reported it. Its mails have stopped and nobody can accept.",
      firstCheck: "The line in the log of publish-events has partnerId. Read what it sent.",
      fix: "Release the partner with POST /v1/operator/partners/{id}/release, or leave it frozen.",
      normal: "You have decided. The alarm itself ends after five minutes.",
    },
  },
  {
    name: "partner-name-waits",
    line: alarmLines.namePending,
    words: {
      hurt: "A partner: it asks for a name that could deceive customers, and goes on under its old name meanwhile.",
      firstCheck: "The line in the log of publish-events has partnerId. GET /v1/operator/partners/{id} shows the name.",
      fix: "Approve it with PATCH on the same path, or refuse it with POST /v1/operator/partners/{id}/refuse-name.",
      normal: "You have decided. The alarm itself ends after five minutes.",
    },
  },
];

/** Alarms the operator of events that need a decision, by the lines that the publisher logs. */
export class EventAlarms extends Construct {
  constructor(scope: Construct, id: string, props: { readonly alarms: Alarms; readonly publisher: ServiceFunction }) {
    super(scope, id);
    for (const { name, line, words } of eventAlarms) {
      props.alarms.watch(this, name, { name, metric: props.publisher.countLines(line), threshold: 1, words });
    }
  }
}
