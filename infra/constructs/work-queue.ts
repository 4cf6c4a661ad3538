import { Duration, Validations } from "aws-cdk-lib";
import { Rule, type RuleProps } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { AlarmWords } from "../alarm-words.ts";
import { physicalName } from "../settings.ts";
import { alarmPeriod } from "./alarms/alarms.ts";
import { DeadLetterQueue, longestRetention, type QueueProps } from "./dead-letter-queue.ts";
import type { ServiceFunction } from "./service-function.ts";

/** A queue, the one function that empties it, and what happens to messages it cannot handle. */
export interface WorkQueueProps extends QueueProps {
  readonly consumer: ServiceFunction;
  /** Beyond ten messages SQS wants a `window`. */
  readonly batchSize: number;
  /** How long messages are gathered before a batch that is not full goes out; not at all when absent. */
  readonly window?: Duration;
  /** At most so many consumers at once; AWS takes 2 and more. */
  readonly maxConcurrency: number;
  /** How often a message is tried. */
  readonly maxReceiveCount: number;
  /** Last part of the dead-letter queue's name. */
  readonly deadName: string;
  /** What the operator is told of a dead letter; that the queue is empty again says when it is over. */
  readonly deadWords: Omit<AlarmWords, "normal">;
  /** For how many periods of an alarm a dead letter may stay, where something brings it back by itself; 1 when absent. */
  readonly deadPeriods?: number;
  /**
   * Alarm when the oldest message waits longer. SQS leaves out messages that were received three times, so this tells of
   * a consumer that has stopped, and not of messages that it cannot handle.
   */
  readonly patience: { readonly longest: Duration; readonly words: Omit<AlarmWords, "firstCheck"> };
}

/** Lambda's own advice: six times the function's time-out and the window, or a throttled batch is received twice. */
const visibilityFactor = 6;

/** A queue that a function empties, message by message: only what failed comes back. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly dead: DeadLetterQueue;
  private readonly name: string;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { settings, alarms, name, consumer, patience, window, deadPeriods = 1 } = props;
    this.name = physicalName(settings, name);
    const longestRun = visibilityFactor * consumer.needs.size.timeout;
    this.dead = new DeadLetterQueue(this, "Dead", {
      ...props,
      name: props.deadName,
      words: { ...props.deadWords, normal: `The queue ${props.deadName} is empty.` },
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
      threshold: patience.longest.toSeconds(),
      words: {
        ...patience.words,
        firstCheck: `Whether ${consumer.name} runs: its log, its throttles, and its trigger on the queue ${name}.`,
      },
    });
    consumer.allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], [this.queue.queueArn]);
    const mapping = new EventSourceMapping(this, "Consumer", {
      target: consumer.lambda,
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

  /** Lets the consumer postpone a message itself, longer than the queue's visibility time-out would. */
  grantPostpone(to: ServiceFunction): void {
    to.allow(["sqs:ChangeMessageVisibility"], [this.queue.queueArn]);
  }
}
