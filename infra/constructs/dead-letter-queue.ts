import { Duration, Validations } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { physicalName, type Settings } from "../settings.ts";
import { alarmPeriod, type Alarms } from "./alarms/alarms.ts";

/** The common properties of queues. */
export interface QueueProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  /** Last part of the queue's name. */
  readonly name: string;
}

/** A dead-letter queue. A message in it raises an alarm, and only people read it. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  /**
   * @param props `periods` is the number of alarm periods that a message may stay, where something empties the queue by itself.
   */
  constructor(scope: Construct, id: string, props: QueueProps & { readonly periods?: number }) {
    super(scope, id);
    const { settings, alarms, name, periods = 1 } = props;
    this.queue = new Queue(this, "Queue", {
      queueName: physicalName(settings, name),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(settings.retention.deadLetterDays),
    });
    for (const id of ["AwsSolutions-SQS3", "Serverless-SQSRedrivePolicy"])
      Validations.of(this.queue).acknowledge({
        id,
        reason:
          "It is a dead-letter queue: also of rules, schedules and the stream, where cdk-nag does not look for one.",
      });
    alarms.watch(this, "NotEmpty", {
      name: `${name}-not-empty`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: "Maximum" }),
      threshold: 1,
      periods,
    });
  }
}
