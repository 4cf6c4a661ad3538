import { Duration } from "aws-cdk-lib";
import { Stats } from "aws-cdk-lib/aws-cloudwatch";
import { EventSourceMapping, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { alarmLines, measures, table as names } from "../../shared/names.ts";
import type { Settings } from "../settings.ts";
import { alarmPeriod, type Alarms } from "./alarms/alarms.ts";
import type { DataTable } from "./data-table.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import { Schedules } from "./schedules.ts";
import type { ServiceFunction } from "./service-function.ts";
import { WorkQueue } from "./work-queue.ts";

/** The properties of `Outbox`. */
export interface OutboxProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  readonly table: DataTable;
  readonly publisher: ServiceFunction;
}

/** Half of the day for which a stream keeps records. The other half is left to read the events that were not published. */
const longestRetry = Duration.hours(12);

/** Not reached before `longestRetry`, unless the function fails at once every time. */
const retryAttempts = 1_000;

/** Interval of publishing events that were set aside. */
const tryAgainAfter = Duration.minutes(5);

/** After this many alarm periods an event has been retried three times. */
const setAsidePeriods = 4;

/**
 * Publishes what commands committed: the stream invokes the publisher with new event items; the key of an event that
 * cannot be published now waits in `poison`, from where a schedule publishes it. `republish` is for an operator who does
 * not want to wait for the schedule.
 */
export class Outbox extends Construct {
  constructor(scope: Construct, id: string, { settings, alarms, table, publisher }: OutboxProps) {
    super(scope, id);
    const streamDead = new DeadLetterQueue(this, "StreamDead", {
      settings,
      alarms,
      name: "stream-dead",
    });
    table.grantStreamRead(publisher);
    publisher.allow(["sqs:SendMessage"], [streamDead.queue.queueArn]);
    new EventSourceMapping(this, "Stream", {
      target: publisher.lambda,
      enabled: !settings.restoration.stopped,
      eventSourceArn: table.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [newEventItems, heartbeats],
      batchSize: 100,
      parallelizationFactor: 1,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts,
      maxRecordAge: longestRetry,
      onFailure: { bind: () => ({ destination: streamDead.queue.queueArn }) },
    });
    alarms.watch(this, "Late", {
      name: "outbox-late",
      metric: publisher.lambda.metric("IteratorAge", { period: alarmPeriod, statistic: "Maximum" }),
      threshold: Duration.minutes(5).toMilliseconds(),
    });
    this.watchHeartbeat(alarms, publisher);
    alarms.watch(this, "SetAsideLines", {
      name: "events-set-aside",
      metric: publisher.countLines(alarmLines.eventSetAside, alarmLines.eventStuck),
      threshold: 1,
    });

    const republish = new WorkQueue(this, "Republish", {
      settings,
      alarms,
      name: "republish",
      deadName: "poison",
      consumer: publisher,
      batchSize: 10,
      maxConcurrency: 2,
      maxReceiveCount: 3,
      deadPeriods: setAsidePeriods,
      longestWait: Duration.minutes(30),
    });
    publisher.allow(["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"], [republish.dead.queue.queueArn]);
    const schedules = new Schedules(this, "SetAside", { settings, target: publisher, interval: tryAgainAfter });
    schedules.add("Schedule", "publish-set-aside", { publish: "set-aside" });
    publisher.configure("poisonQueue", republish.dead.queue.queueUrl);
  }

  /**
   * The stream's own metric exists only if a batch is read, so a disabled trigger would raise no alarm. A scheduled run writes a
   * heartbeat, which passes table, stream and publisher like an event.
   */
  private watchHeartbeat(alarms: Alarms, publisher: ServiceFunction): void {
    const lag = publisher.measured(measures.outboxLag, { statistic: Stats.MAXIMUM, period: alarmPeriod });
    alarms.watch(this, "HeartbeatLate", {
      name: "outbox-heartbeat-late",
      metric: lag,
      threshold: Duration.minutes(5).toSeconds(),
    });
    alarms.watch(this, "HeartbeatSilent", {
      name: "outbox-heartbeat-silent",
      metric: lag.with({ statistic: Stats.SAMPLE_COUNT }),
      threshold: 1,
      periods: 3,
      breachesWhenMissing: true,
    });
  }
}

/** The filter of the heartbeat's item, which is inserted once and then modified. */
const heartbeats = {
  pattern: JSON.stringify({
    eventName: ["INSERT", "MODIFY"],
    dynamodb: { Keys: { [names.partitionKey]: { S: [names.heartbeatPartition] } } },
  }),
};

/** The filter of event items, which are inserted once and never modified. */
const newEventItems = {
  pattern: JSON.stringify({
    eventName: ["INSERT"],
    dynamodb: { Keys: { [names.sortKey]: { S: [{ prefix: names.eventSortKeyPrefix }] } } },
  }),
};
