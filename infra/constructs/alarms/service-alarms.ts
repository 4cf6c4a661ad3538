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
const operations = ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"];

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
      words: {
        hurt: "Callers get 5xx answers, and mails and sweeps are late: the account's concurrency of Lambda is used up.",
        firstCheck: "The console of Lambda: concurrent executions of the account, and which function has most.",
        fix: "Ask for more in the console of Service Quotas (Lambda, concurrent executions, L-B99A9384). A new account has 10, and 1,000 are usual.",
        normal: "Fewer than ten runs in five minutes are refused.",
      },
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
          hurt: `Nobody yet: runs of ${name} take 80 percent of its time-out of ${timeout} seconds. At 100 percent its work stops half-way and begins again.`,
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
      words: {
        hurt: "Everybody: DynamoDB refuses reads or writes, so requests are slow or get 503, and work is done again.",
        firstCheck: "The dashboard: table or index, reads or writes. Contributor Insights of the table shows the key.",
        fix: "If traffic has more than doubled within half an hour, wait: the table grows with it. If one partition is hot, find the partner that sends so much.",
        normal: "Fewer than ten reads and writes in five minutes are refused.",
      },
    });
    const errors = operations.map((operation) => [
      operation.replace(/^./, (letter) => letter.toLowerCase()),
      of("SystemErrors", { Operation: operation }),
    ]);
    alarms.watch(this, "TableErrors", {
      name: "table-errors",
      metric: sumOf(Object.fromEntries(errors) as Record<string, Metric>, "Errors of DynamoDB"),
      threshold: 5,
      words: {
        hurt: "Everybody: DynamoDB fails, so requests get 503 and work is done again.",
        firstCheck: "The AWS Health Dashboard for DynamoDB in the region.",
        fix: "Wait: nothing that was answered is lost, and what was not is tried again. Tell partners if it lasts.",
        normal: "Fewer than five errors in five minutes.",
      },
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
        { mail: of("mail", own), funnel: of("funnel", own), delivery: of("delivery") },
        "Failed deliveries",
      ),
      threshold: 1,
      words: {
        hurt: "A mail, a partner's numbers or the state of a delivery is missing: EventBridge could not put an event into a queue.",
        firstCheck:
          "The queues mail-dead, funnel-dead and delivery-dead: the attributes of a message say the rule and the error.",
        fix: "Fix what the error names, mostly a permission, by deploying the application again. Then bring the events back: npm run redrive -- <queue> --stage <stage>.",
        normal: "No failed delivery for five minutes, and the three queues are empty.",
      },
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
      words: {
        hurt: "Users of partners and the operator cannot sign in or renew their tokens: Cognito refuses the requests.",
        firstCheck: "The console of Cognito and CloudTrail: where the requests come from.",
        fix: "If somebody guesses passwords, the limit protects the pool: wait. If users are many, raise the limit in Service Quotas (Cognito, user authentication).",
        normal: "Fewer than five refused requests in five minutes.",
      },
    });
  }
}
