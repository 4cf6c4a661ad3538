import { Construct } from "constructs";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { alarmLines, type FunctionName } from "../../shared/names.ts";
import type { AlarmWords } from "../alarm-words.ts";
import { physicalName, type Settings } from "../settings.ts";
import { alarmPeriod, type Alarms } from "./alarms.ts";
import type { ServiceFunction } from "./service-function.ts";

/** A log line about a partner for which the operator is alarmed. */
interface PartnerAlarm {
  /** Last part of the alarm's name. */
  readonly name: string;
  readonly line: string;
  /** Every function that may log the line. */
  readonly functions: readonly FunctionName[];
  readonly words: AlarmWords;
}

const enteringCodes = ["serve-offer", "receive-callback"] as const;
const reporting = ["serve-offer", "receive-callback", "serve-confirm"] as const;

const partnerAlarms: readonly PartnerAlarm[] = [
  {
    name: "codes-stopped",
    line: alarmLines.codesStopped,
    functions: enteringCodes,
    words: {
      hurt: "Customers of one partner: too many wrong codes were entered on its requests, so none can accept with a code until midnight UTC.",
      firstLook: "The log line has partnerId. Look at the history of its invitations.",
      fix: "If the partner tries to guess codes, freeze it with POST /v1/operator/partners/{id}/freeze.",
      normal: "Codes are taken again after midnight UTC. The alarm itself ends after five minutes.",
    },
  },
  {
    name: "partner-frozen-for-codes",
    line: alarmLines.frozenForCodes,
    functions: enteringCodes,
    words: {
      hurt: "A partner and its customers: it was frozen because too many wrong codes were entered within a week. Its mails have stopped and nobody can accept.",
      firstLook: "The log line has partnerId. Find out who entered the codes.",
      fix: "Release the partner with POST /v1/operator/partners/{id}/release, or leave it frozen.",
      normal: "You have decided. The alarm itself ends after five minutes.",
    },
  },
  {
    name: "partner-reported",
    line: alarmLines.partnerReported,
    functions: reporting,
    words: {
      hurt: "A customer: it reported that it does not know a partner, or did not ask for a code of its request.",
      firstLook: "The log line has partnerId and invitationId. Read the request.",
      fix: "If the partner deceives customers, freeze it with POST /v1/operator/partners/{id}/freeze.",
      normal: "You have decided. The alarm itself ends after five minutes.",
    },
  },
  {
    name: "partner-frozen-for-reports",
    line: alarmLines.frozenForReports,
    functions: reporting,
    words: {
      hurt: "A partner and its customers: it was frozen because several customers reported it. Its mails have stopped and nobody can accept.",
      firstLook: "The log line has partnerId. Read what it sent.",
      fix: "Release the partner with POST /v1/operator/partners/{id}/release, or leave it frozen.",
      normal: "You have decided. The alarm itself ends after five minutes.",
    },
  },
  {
    name: "partner-name-waits",
    line: alarmLines.namePending,
    functions: ["serve-partner"],
    words: {
      hurt: "A partner: it asks for a name that could deceive customers, and goes on under its old name meanwhile.",
      firstLook: "The log line has partnerId. GET /v1/operator/partners/{id} shows the name.",
      fix: "Approve it with PATCH on the same path, or refuse it with POST /v1/operator/partners/{id}/refuse-name.",
      normal: "You have decided. The alarm itself ends after five minutes.",
    },
  },
];

/** Alarms the operator when something about a partner needs a decision, by the lines that functions log. */
export class PartnerAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { settings: Settings; alarms: Alarms; functions: Readonly<Record<FunctionName, ServiceFunction>> },
  ) {
    super(scope, id);
    const { settings, alarms } = props;
    const namespace = physicalName(settings, "partners");
    for (const { name, line, functions, words } of partnerAlarms) {
      for (const logging of functions) props.functions[logging].countLinesAs({ namespace, metricName: name }, line);
      const metric = new Metric({ namespace, metricName: name, statistic: Stats.SUM, period: alarmPeriod });
      alarms.watch(this, name, { name, metric, threshold: 1, words });
    }
  }
}
