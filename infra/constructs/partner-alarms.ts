import { Construct } from "constructs";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { alarmLines, type FunctionName } from "../../shared/names.ts";
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
  readonly description: string;
}

const enteringCodes = ["serve-offer", "receive-callback"] as const;
const reporting = ["serve-offer", "receive-callback", "serve-confirm"] as const;

const partnerAlarms: readonly PartnerAlarm[] = [
  {
    name: "codes-stopped",
    line: alarmLines.codesStopped,
    functions: enteringCodes,
    description:
      "Too many wrong codes were entered on requests of one partner. Until midnight UTC none of its customers can accept with a code. The log line has partnerId: look at the history of its invitations, and freeze the partner with POST /v1/operator/partners/{id}/freeze if it tries to guess codes.",
  },
  {
    name: "partner-frozen-for-codes",
    line: alarmLines.frozenForCodes,
    functions: enteringCodes,
    description:
      "A partner was frozen because too many wrong codes were entered on its requests within a week. Its mails have stopped and its customers cannot accept. The log line has partnerId: find out who entered the codes, then release the partner with POST /v1/operator/partners/{id}/release or leave it frozen.",
  },
  {
    name: "partner-reported",
    line: alarmLines.partnerReported,
    functions: reporting,
    description:
      "A customer reported that it does not know a partner, or did not ask for a code of its request. The log line has partnerId and invitationId: read the request, and freeze the partner with POST /v1/operator/partners/{id}/freeze if it deceives customers.",
  },
  {
    name: "partner-frozen-for-reports",
    line: alarmLines.frozenForReports,
    functions: reporting,
    description:
      "A partner was frozen because several customers reported it. Its mails have stopped and its customers cannot accept. The log line has partnerId: read what it sent, then release the partner with POST /v1/operator/partners/{id}/release or leave it frozen.",
  },
  {
    name: "partner-name-waits",
    line: alarmLines.namePending,
    functions: ["serve-partner"],
    description:
      "A partner asks for a name that could deceive customers and goes on under its old name meanwhile. The log line has partnerId: GET /v1/operator/partners/{id} shows the name. Approve it with PATCH on the same path, or refuse it with POST …/refuse-name.",
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
    for (const { name, line, functions, description } of partnerAlarms) {
      for (const logging of functions) props.functions[logging].countLinesAs({ namespace, metricName: name }, line);
      const metric = new Metric({ namespace, metricName: name, statistic: Stats.SUM, period: alarmPeriod });
      alarms.watch(this, name, { name, metric, threshold: 1, description });
    }
  }
}
