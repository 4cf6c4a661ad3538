import { Aws, Duration, Validations } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, MathExpression, TreatMissingData, type IMetric } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { alarmDescription, type AlarmWords } from "../../alarm-words.ts";
import alarmTexts from "./alarm-words.json" with { type: "json" };
import { physicalName, type Settings } from "../../settings.ts";

/** The properties of an alarm. */
export interface AlarmProps {
  /** Last part of the alarm's name. */
  readonly name: string;
  readonly metric: IMetric;
  /** Alarm at or above this value; with `breachesWhenMissing`, below it. */
  readonly threshold: number;
  /** The texts of an alarm that is made for many functions; the others are in `alarm-words.json`, by name. */
  readonly words?: AlarmWords;
  /** Number of breaching periods; 1 by default. */
  readonly periods?: number;
  /** Out of this many periods, if retries are less frequent than periods; consecutive by default. */
  readonly outOf?: number;
  /** The metric has values only occasionally, and each holds until the next. */
  readonly sparse?: boolean;
  /** The metric must reach the threshold, for work that must happen. */
  readonly breachesWhenMissing?: boolean;
}

/** Five minutes, the shortest period without extra cost on every metric used here. */
export const alarmPeriod = Duration.minutes(5);

const textsOf: Readonly<Record<string, AlarmWords>> = alarmTexts;

/** The topic of the stage's alarms, with its subscribers. */
export class Alarms extends Construct {
  readonly topic: Topic;
  private readonly settings: Settings;
  private readonly made: Alarm[] = [];

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.settings = settings;
    this.topic = new Topic(this, "Topic", { topicName: physicalName(settings, "alarms"), enforceSSL: true });
    // A topic policy replaces the default one, so CloudWatch has to be let in again.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: "AlarmsOfThisAccount",
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    );
    for (const address of settings.alarms.emails)
      Validations.of(this.topic.addSubscription(new EmailSubscription(address))).acknowledge({
        id: "Serverless-SNSRedrivePolicy",
        reason:
          "A mail about an alarm that comes hours later from a queue helps nobody; the dashboard shows all alarms meanwhile.",
      });
  }

  /** Every alarm that was added. */
  get all(): readonly Alarm[] {
    return this.made;
  }

  /** Adds an alarm under the construct that owns the metric. */
  watch(owner: Construct, id: string, props: AlarmProps): void {
    const words = props.words ?? textsOf[props.name];
    if (!words) throw new Error(`The alarm ${props.name} has no texts in alarm-words.json.`);
    const alarm = new Alarm(owner, id, {
      alarmName: physicalName(this.settings, props.name),
      alarmDescription: alarmDescription(words, `${this.settings.alarms.runbook}#${props.name}`),
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.outOf ?? props.periods ?? 1,
      ...(props.outOf !== undefined && { datapointsToAlarm: props.periods ?? 1 }),
      comparisonOperator: props.breachesWhenMissing
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: whenMissing(props),
    });
    this.made.push(alarm);
    const notify = new SnsAction(this.topic);
    alarm.addAlarmAction(notify);
    alarm.addOkAction(notify);
  }
}

function whenMissing({ breachesWhenMissing, sparse }: AlarmProps): TreatMissingData {
  if (breachesWhenMissing) return TreatMissingData.BREACHING;
  return sparse ? TreatMissingData.IGNORE : TreatMissingData.NOT_BREACHING;
}

/** The sum of several metrics, for one alarm. A missing value counts as 0. */
export function sumOf(metrics: Readonly<Record<string, IMetric>>, label: string): MathExpression {
  const expression = Object.keys(metrics)
    .map((name) => `FILL(${name}, 0)`)
    .join(" + ");
  return new MathExpression({ expression, usingMetrics: { ...metrics }, label, period: alarmPeriod });
}
