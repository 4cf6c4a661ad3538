import { Duration, Validations } from "aws-cdk-lib";
import { Rule, type RuleProps } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { physicalName } from "../settings.ts";
import { alarmPeriod } from "./alarms/alarms.ts";
import { DeadLetterQueue, type QueueProps } from "./dead-letter-queue.ts";
import type { ServiceFunction } from "./service-function.ts";

/** The properties of `WorkQueue`. */
export interface WorkQueueProps extends QueueProps {
  readonly consumer: ServiceFunction;
  /** Beyond ten messages SQS wants a `window`. */
  readonly batchSize: number;
  /** How long to wait for a full batch; no wait by default. */
  readonly window?: Duration;
  /** Maximum number of concurrent consumers; at least 2 in AWS. */
  readonly maxConcurrency: number;
  /** Maximum number of tries of a message. */
  readonly maxReceiveCount: number;
  /** Last part of the dead-letter queue's name; `<name>-dead` by default. */
  readonly deadName?: string;
  /** Number of alarm periods that a dead letter may stay, if something returns it automatically; 1 by default. */
  readonly deadPeriods?: number;
  /**
   * Alarm when the oldest message waits longer. SQS leaves out messages that were received three times, so this tells of
   * a consumer that has stopped, and not of messages that it cannot handle.
   */
  readonly longestWait: Duration;
}

/** The maximum in SQS. */
const longestRetention = Duration.days(14);

/** As Lambda recommends: six times the function's time-out, so that a throttled batch is not received twice. */
const visibilityFactor = 6;

/** A queue that a function empties, message by message: only what failed comes back. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly dead: DeadLetterQueue;
  private readonly name: string;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { settings, alarms, name, consumer, longestWait, window, deadPeriods = 1 } = props;
    this.name = physicalName(settings, name);
    const longestRun = visibilityFactor * consumer.needs.size.timeout;
    this.dead = new DeadLetterQueue(this, "Dead", {
      ...props,
      name: props.deadName ?? `${name}-dead`,
      periods: deadPeriods,
    });
    this.queue = new Queue(this, "Queue", {
      queueName: this.name,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: longestRetention,
      visibilityTimeout: Duration.seconds(longestRun + (window?.toSeconds() ?? 0)),
      deadLetterQueue: { queue: this.dead.queue, maxReceiveCount: props.maxReceiveCount },
    });
    alarms.watch(this, "Waiting", {
      name: `${name}-waiting`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: alarmPeriod }),
      threshold: longestWait.toSeconds(),
    });
    consumer.allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], [this.queue.queueArn]);
    const mapping = new EventSourceMapping(this, "Consumer", {
      target: consumer.lambda,
      enabled: !settings.restoration.stopped,
      eventSourceArn: this.queue.queueArn,
      batchSize: props.batchSize,
      ...(window && { maxBatchingWindow: window }),
      maxConcurrency: props.maxConcurrency,
      reportBatchItemFailures: true,
    });
    Validations.of(mapping).acknowledge({
      id: "Serverless-LambdaEventSourceMappingDestination",
      reason:
        "Lambda has destinations for streams; what fails from a queue goes back into it, and to its dead-letter queue in the end.",
    });
  }

  /** Puts the events of a bus that match a pattern into the queue. */
  subscribe(scope: Construct, rule: Pick<RuleProps, "description" | "eventBus" | "eventPattern">): Rule {
    const targets = [new SqsQueue(this.queue, { deadLetterQueue: this.dead.queue })];
    return new Rule(scope, "Rule", { ruleName: this.name, targets, ...rule });
  }

  /** Grants the consumer to postpone messages beyond the queue's visibility time-out. */
  grantPostpone(to: ServiceFunction): void {
    to.allow(["sqs:ChangeMessageVisibility"], [this.queue.queueArn]);
  }
}
