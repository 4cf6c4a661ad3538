import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { UserPool, UserPoolClient } from "aws-cdk-lib/aws-cognito";
import type { EventBus } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import { table as names } from "../../../shared/names.ts";
import { physicalName, type Settings } from "../../settings.ts";
import { alarmPeriod, sumOf, type Alarms } from "./alarms.ts";
import type { DataTable } from "../data-table.ts";
import type { ServiceFunction } from "../service-function.ts";

/** What the services of AWS are watched for. */
export interface ServiceAlarmsProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  readonly table: DataTable;
  readonly bus: EventBus;
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly workers: readonly ServiceFunction[];
}

/** Every operation by which functions reach the table. */
const operations = [
  "GetItem",
  "BatchGetItem",
  "Query",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
  "TransactWriteItems",
];

const sum = { statistic: Stats.SUM, period: alarmPeriod };

/** Metrics by which the services say that they do not keep up, or are not allowed to. */
export class ServiceAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ServiceAlarmsProps) {
    super(scope, id);
    this.watchFunctions(props);
    this.watchTable(props);
    this.watchRules(props);
    this.watchSignIn(props);
  }

  private watchFunctions({ alarms, workers }: ServiceAlarmsProps): void {
    alarms.watch(this, "LambdaThrottled", {
      name: "lambda-throttled",
      // Of all functions of the account: they share its concurrency, and none has a part reserved.
      metric: new Metric({ namespace: "AWS/Lambda", metricName: "Throttles", ...sum }),
      threshold: 10,
    });
    // A run that is cut off is done again, and is cut off again.
    for (const { name, needs, lambda } of workers) {
      const { timeout } = needs.size;
      alarms.watch(this, `${name}-slow`, {
        name: `${name}-slow`,
        metric: lambda.metricDuration({ statistic: Stats.MAXIMUM, period: alarmPeriod }),
        threshold: 0.8 * timeout * 1_000,
        periods: 3,
        words: {
          hurt: `Nobody yet: runs of ${name} take 80 percent of its time-out of ${timeout} seconds. At 100 percent its work stops half-way and starts again.`,
          firstCheck: "The log of the function, and whether table-throttled is in alarm.",
          fix: `If the service that it waits for is slow, wait. If there is more work than before, give the function more memory or time in functions/${name}/manifest.ts.`,
          normal: "Its runs have taken less than 80 percent of the time-out for five minutes.",
        },
      });
    }
  }

  private watchTable({ alarms, table }: ServiceAlarmsProps): void {
    const { tableName } = table.table;
    const of = (metricName: string, dimensions: Record<string, string> = {}) =>
      new Metric({
        namespace: "AWS/DynamoDB",
        metricName,
        dimensionsMap: { TableName: tableName, ...dimensions },
        ...sum,
      });
    const places = [
      ["table", {}],
      ["list", { GlobalSecondaryIndexName: names.listIndex.name }],
      ["due", { GlobalSecondaryIndexName: names.dueIndex.name }],
      ["order", { GlobalSecondaryIndexName: names.orderIndex.name }],
    ] as const;
    const throttles = places.flatMap(([place, dimensions]) => [
      [`${place}Reads`, of("ReadThrottleEvents", dimensions)] as const,
      [`${place}Writes`, of("WriteThrottleEvents", dimensions)] as const,
    ]);
    alarms.watch(this, "TableThrottled", {
      name: "table-throttled",
      metric: sumOf(Object.fromEntries(throttles), "Throttled reads and writes"),
      threshold: 10,
      periods: 2,
    });
    const errors = operations.map((operation) => [
      operation.replace(/^./, (letter) => letter.toLowerCase()),
      of("SystemErrors", { Operation: operation }),
    ]);
    alarms.watch(this, "TableErrors", {
      name: "table-errors",
      metric: sumOf(Object.fromEntries(errors) as Record<string, Metric>, "Errors of DynamoDB"),
      threshold: 5,
    });
  }

  private watchRules({ settings, alarms, bus }: ServiceAlarmsProps): void {
    const of = (rule: string, dimensions: Record<string, string> = {}) =>
      new Metric({
        namespace: "AWS/Events",
        metricName: "FailedInvocations",
        dimensionsMap: { RuleName: physicalName(settings, rule), ...dimensions },
        ...sum,
      });
    const own = { EventBusName: bus.eventBusName };
    alarms.watch(this, "RulesFailed", {
      name: "rules-failed",
      metric: sumOf(
        { mail: of("mail", own), funnel: of("funnel", own), jobs: of("jobs", own), delivery: of("delivery") },
        "Failed deliveries",
      ),
      threshold: 1,
    });
  }

  private watchSignIn({ alarms, pool, client }: ServiceAlarmsProps): void {
    const of = (metricName: string) =>
      new Metric({
        namespace: "AWS/Cognito",
        metricName,
        dimensionsMap: { UserPool: pool.userPoolId, UserPoolClient: client.userPoolClientId },
        ...sum,
      });
    alarms.watch(this, "SignInThrottled", {
      name: "sign-in-throttled",
      metric: sumOf({ signIns: of("SignInThrottles"), refreshes: of("TokenRefreshThrottles") }, "Throttled sign-ins"),
      threshold: 5,
    });
  }
}
