import { Duration, Validations } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from "aws-cdk-lib/aws-lambda";
import { Metric, Stats, type MetricOptions } from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern, LogGroup, MetricFilter, type IFilterPattern, type ILogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { join } from "node:path";
import type { EnvironmentKey, Needs } from "../../shared/manifest.ts";
import { environmentNames, type measures } from "../../shared/names.ts";
import type { AlarmWords } from "../alarm-words.ts";
import { manifests, type FunctionName } from "../manifests.ts";
import { physicalName, type Settings } from "../settings.ts";
import { alarmPeriod, type Alarms } from "./alarms/alarms.ts";
import { functionLogName } from "./logs.ts";

/** The texts of a function's alarm. */
const whenFailing = ({ kind, hurt, fix }: Needs): AlarmWords => ({
  hurt,
  firstCheck:
    kind === "serves"
      ? "The function's log: the error, and its correlation id, which every log line of the request has."
      : "The function's log: an error that ended the run, or a run that reached its time-out.",
  fix:
    fix ??
    "If it began with a deployment, deploy the previous version. If a service of AWS does not answer, wait: requests may be repeated.",
  normal: "No failed run for five minutes.",
});

const dashed = (name: string): string => name.replaceAll(" ", "-");

/**
 * One Lambda function with its own role, which can only write its log. Constructs that own resources grant more.
 */
export class ServiceFunction extends Construct {
  readonly name: FunctionName;
  readonly needs: Needs;
  readonly lambda: LambdaFunction;
  private readonly role: Role;
  private readonly logGroup: ILogGroup;
  private readonly settings: Settings;

  constructor(scope: Construct, name: FunctionName, settings: Settings) {
    super(scope, name);
    this.name = name;
    this.settings = settings;
    this.needs = manifests[name].needs;
    const functionName = physicalName(settings, name);
    this.logGroup = LogGroup.fromLogGroupName(this, "Log", functionLogName(settings, name));
    this.role = new Role(this, "Role", {
      description: `What ${functionName} may do`,
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      // Inline, because a separate policy cannot be imported with a retained role.
      inlinePolicies: {
        log: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
              resources: [this.logGroup.logGroupArn],
            }),
          ],
        }),
      },
    });
    Validations.of(this.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${this.logGroup.logGroupName}:*]`,
      reason:
        "The star is every stream of the function's own log group; Lambda names the streams, and no other group is meant.",
    });
    this.lambda = new LambdaFunction(this, "Function", {
      functionName,
      description: this.needs.purpose,
      code: Code.fromAsset(join(settings.codeRoot, name)),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: this.needs.size.memory,
      timeout: Duration.seconds(this.needs.size.timeout),
      role: this.role,
      ...(settings.restoration.stopped && { reservedConcurrentExecutions: 0 }),
      logGroup: this.logGroup,
      // Lambda's own lines about runs that succeed would be most of the log; failures and time-outs are logged.
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
    });
    Validations.of(this.lambda).acknowledge({
      id: "Serverless-LambdaDLQ",
      reason:
        "Nobody invokes it asynchronously but schedules, which have a dead-letter queue of their own or come again; queues and the stream keep what failed.",
    });
    Validations.of(this.lambda).acknowledge({
      id: "Serverless-LambdaTracing",
      reason:
        "Every line of every log has the correlation id that the request, its events and its mails share; X-Ray would be a second trail, sampled and paid for.",
    });
    this.configure("stage", settings.stage);
    this.configure("locales", settings.locales.join(","));
  }

  /** Adds an alarm for errors. It belongs to the stack of its topic. */
  watchErrors(alarms: Alarms): void {
    alarms.watch(alarms, this.name, {
      name: `${this.name}-errors`,
      metric: this.lambda.metricErrors({ period: alarmPeriod }),
      threshold: 1,
      words: whenFailing(this.needs),
    });
  }

  /** Sets an environment variable. The construct that owns the resource calls it. */
  configure(key: EnvironmentKey, value: string): void {
    this.lambda.addEnvironment(environmentNames[key], value);
  }

  /** Grants actions that the service cannot restrict to a resource, with the reason why that is acceptable. */
  allowEverywhere(actions: readonly string[], reason: string): void {
    this.allowAny(actions, { arn: "*", finding: "*" }, reason);
  }

  /** Grants actions on every resource of a kind. `finding` is the ARN in cdk-nag's notation. */
  allowAny(actions: readonly string[], { arn, finding }: { arn: string; finding: string }, reason: string): void {
    this.allow(actions, [arn]);
    const policy = this.role.node.findChild("DefaultPolicy");
    Validations.of(policy).acknowledge({ id: `AwsSolutions-IAM5[Resource::${finding}]`, reason });
  }

  /** Counts log lines with one of these messages. Lambda does not count a partially failed batch as an error. */
  countLines(...messages: readonly [string, ...string[]]): Metric {
    for (const message of messages)
      this.filter(`Count-${dashed(message)}`, messages[0], FilterPattern.allTerms(message));
    return this.metric(messages[0], { statistic: Stats.SUM, period: alarmPeriod });
  }

  /** A metric of a measured value. */
  measured(name: (typeof measures)[keyof typeof measures], options: { statistic: string; period: Duration }): Metric {
    const pattern = FilterPattern.stringValue("$.measure", "=", name);
    this.filter(`Measure-${dashed(name)}`, name, pattern, "$.value");
    return this.metric(name, options);
  }

  /** A metric of the function's log filters. */
  metric(name: string, options: MetricOptions): Metric {
    return new Metric({ metricName: dashed(name), namespace: physicalName(this.settings, this.name), ...options });
  }

  private filter(id: string, name: string, filterPattern: IFilterPattern, metricValue?: string): void {
    const metricNamespace = physicalName(this.settings, this.name);
    const named = { metricName: dashed(name), metricNamespace };
    new MetricFilter(this, id, {
      logGroup: this.logGroup,
      filterPattern,
      ...named,
      ...(metricValue && { metricValue }),
    });
  }

  /** Grants these actions on these ARNs. */
  allow(actions: readonly string[], resources: readonly string[]): void {
    this.role.addToPrincipalPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }
}
