import { CfnOutput, Duration, Stack } from "aws-cdk-lib";
import {
  AlarmStatusWidget,
  Dashboard as Board,
  GraphWidget,
  MathExpression,
  Metric,
  SingleValueWidget,
  Stats,
  TextWidget,
  type IMetric,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import type { Work } from "../../../shared/manifest.ts";
import { alarmLines, measures, table as names } from "../../../shared/names.ts";
import { costOf, type Kind } from "../../prices.ts";
import { physicalName, type Settings } from "../../settings.ts";
import { alarmPeriod, type Alarms } from "./alarms.ts";
import type { DataTable } from "../data-table.ts";
import type { HttpApi } from "../http-api.ts";
import type { ServiceFunction } from "../service-function.ts";

/** What the dashboard shows. */
export interface DashboardProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  readonly http: HttpApi;
  readonly table: DataTable;
  readonly functions: readonly ServiceFunction[];
  readonly workers: Readonly<Record<Work, ServiceFunction>>;
}

const half = 12;
const day = Duration.days(1);
const sum = { statistic: Stats.SUM, period: alarmPeriod };
const maximum = { statistic: Stats.MAXIMUM, period: alarmPeriod };
const indexes = [undefined, names.listIndex.name, names.dueIndex.name, names.orderIndex.name] as const;

/** The stage on one page: alarms first, then mail, API, outbox, sweeps, table, abuse and cost. */
export class Dashboard extends Construct {
  private readonly props: DashboardProps;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    this.props = props;
    const { settings, alarms } = props;
    const { region } = Stack.of(this);
    // An account has one list of dashboards for all its regions, and a second one of this name would replace the first.
    const dashboardName = `${physicalName(settings)}-${region}`;
    new Board(this, "Board", {
      dashboardName,
      defaultInterval: day,
      widgets: [
        [new AlarmStatusWidget({ title: "Alarms", alarms: [...alarms.all], width: 24, height: 8 })],
        this.mail(),
        this.api(),
        this.work(),
        this.table(),
        this.abuse(),
        this.cost(),
      ],
    });
    new CfnOutput(Stack.of(this), "DashboardUrl", {
      value: `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`,
    });
  }

  private mail(): GraphWidget[] {
    const { settings, workers } = this.props;
    const QueueName = physicalName(settings, "mail");
    const queue = (metricName: string, label: string) =>
      new Metric({ namespace: "AWS/SQS", metricName, label, dimensionsMap: { QueueName }, ...maximum });
    const ofAccount = (metricName: string) => new Metric({ namespace: "AWS/SES", metricName, ...sum });
    return [
      graph("Mail: what waits", [
        queue("ApproximateNumberOfMessagesVisible", "Waiting"),
        queue("ApproximateNumberOfMessagesNotVisible", "Being sent or postponed"),
        workers.mail.metric(measures.quotaUsed, { ...maximum, label: "Quota used, percent" }),
      ]),
      graph("Mail of the account: results", ["Send", "Delivery", "Bounce", "Complaint", "Reject"].map(ofAccount)),
    ];
  }

  private api(): GraphWidget[] {
    const { stage } = this.props.http;
    return [
      graph("API: requests", [stage.metricCount(sum), stage.metricClientError(sum), stage.metricServerError(sum)]),
      graph("API: time of an answer", [
        stage.metricLatency({ period: alarmPeriod, statistic: Stats.percentile(50), label: "Half of them" }),
        stage.metricLatency({ period: alarmPeriod, statistic: Stats.percentile(99), label: "99 of 100" }),
      ]),
    ];
  }

  private work(): GraphWidget[] {
    const { outbox, sweeps } = this.props.workers;
    return [
      graph("Outbox: how late, seconds", [
        outbox.metric(measures.outboxLag, { ...maximum, label: "Heartbeat" }),
        new MathExpression({
          expression: "age / 1000",
          usingMetrics: { age: outbox.lambda.metric("IteratorAge", maximum) },
          label: "Oldest event",
          period: alarmPeriod,
        }),
      ]),
      graph("Sweeps", [
        sweeps.lambda.metricInvocations(sum),
        sweeps.lambda.metricErrors(sum),
        sweeps.lambda.metricDuration(maximum),
      ]),
    ];
  }

  private table(): GraphWidget[] {
    const of = (metricName: string) => indexes.map((index) => this.tableMetric(metricName, index, alarmPeriod));
    return [
      graph("Table: units used", [...of("ConsumedReadCapacityUnits"), ...of("ConsumedWriteCapacityUnits")]),
      graph("Table: refused", [...of("ReadThrottleEvents"), ...of("WriteThrottleEvents")]),
    ];
  }

  private abuse(): GraphWidget[] {
    const { settings, workers } = this.props;
    const lines = [alarmLines.codesStopped, alarmLines.frozenForCodes, alarmLines.partnerReported];
    return [
      graph("Abuse: requests beyond a limit", [
        new Metric({ namespace: physicalName(settings, "api"), metricName: "throttled", ...sum }),
      ]),
      graph(
        "Abuse: codes and reports",
        lines.map((line) => workers.outbox.metric(line, sum)),
      ),
    ];
  }

  /** Costs by the services' own metrics and the list prices in the repository. */
  private cost(): (TextWidget | GraphWidget | SingleValueWidget)[] {
    const { http, functions } = this.props;
    const daily = { statistic: Stats.SUM, period: day };
    const units = (metricName: string) => indexes.map((index) => this.tableMetric(metricName, index, day));
    const gigabyteSeconds = functions.map(({ needs }) => needs.size.memory / 1_024 / 1_000);
    const meters = [
      dollars("calls", "API", [http.stage.metricCount(daily)]),
      dollars(
        "invocations",
        "Runs of functions",
        functions.map(({ lambda }) => lambda.metricInvocations(daily)),
      ),
      dollars(
        "compute",
        "Time of functions",
        functions.map(({ lambda }) => lambda.metricDuration(daily)),
        gigabyteSeconds,
      ),
      dollars("reads", "Reads", units("ConsumedReadCapacityUnits")),
      dollars("writes", "Writes", units("ConsumedWriteCapacityUnits")),
      dollars("mails", "Mails of the account", [new Metric({ namespace: "AWS/SES", metricName: "Send", ...daily })]),
    ];
    const charges = new Metric({
      namespace: "AWS/Billing",
      metricName: "EstimatedCharges",
      dimensionsMap: { Currency: "USD" },
      statistic: Stats.MAXIMUM,
      period: Duration.hours(6),
      region: "us-east-1",
      label: "All of the account, this month so far",
    });
    return [
      new GraphWidget({ title: "Cost of use: dollars a day, list prices", left: meters, stacked: true, width: half }),
      new SingleValueWidget({ title: "Bill of the account, dollars", metrics: [charges], width: 6, height: 6 }),
      new TextWidget({
        width: 6,
        height: 6,
        markdown:
          "Left out of the cost of use: storage, logs, queues, the bus, and what a stage costs when idle. The bill is shown once *billing alerts* are switched on in the preferences of Billing.",
      }),
    ];
  }

  private tableMetric(metricName: string, index: string | undefined, period: Duration): Metric {
    const dimensionsMap = {
      TableName: this.props.table.table.tableName,
      ...(index && { GlobalSecondaryIndexName: index }),
    };
    const label = `${metricName}${index ? ` ${index}` : ""}`;
    return new Metric({ namespace: "AWS/DynamoDB", metricName, dimensionsMap, statistic: Stats.SUM, period, label });
  }
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: half });
}

/** Dollars a day for the sum of metrics, each times its factor. */
function dollars(
  kind: Kind,
  label: string,
  metrics: readonly IMetric[],
  factors: readonly number[] = [],
): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, at) => [`${kind}${at}`, metric]));
  const addends = Object.keys(usingMetrics).map((name, at) => `FILL(${name}, 0) * ${factors[at] ?? 1}`);
  const expression = `(${addends.join(" + ")}) * ${costOf(kind, 1).toFixed(12)}`;
  return new MathExpression({ expression, usingMetrics, label, period: day });
}
