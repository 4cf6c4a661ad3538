import { Duration } from "aws-cdk-lib";
import { EventSourceMapping, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { table as names } from "../../shared/names.ts";
import { physicalName, type Settings } from "../settings.ts";
import { alarmPeriod, type Alarms } from "./alarms.ts";
import type { DataTable } from "./data-table.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import type { EventBus } from "./event-bus.ts";
import { Schedules } from "./schedules.ts";
import type { ServiceFunction } from "./service-function.ts";
import { WorkQueue } from "./work-queue.ts";

/** The parts between a committed event item and the bus. */
export interface OutboxProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  readonly table: DataTable;
  readonly bus: EventBus;
  readonly publisher: ServiceFunction;
}

/** Half of the day that a stream keeps a record: the other half is left to read what could not be published. */
const longestRetry = Duration.hours(12);

/** Finite, and out of reach before `longestRetry` unless the function fails at once every time. */
const retryAttempts = 1_000;

/** Between two tries of what was set aside. */
const tryAgainAfter = Duration.minutes(5);

/** An event that is still set aside after so many alarm periods has been tried again three times. */
const setAsidePeriods = 4;

/**
 * Publishes what commands committed: the stream invokes the publisher with new event items; the key of an event that
 * cannot be published now waits in `poison`, from where a schedule publishes it. `republish` is for an operator who does
 * not want to wait for the schedule.
 */
export class Outbox extends Construct {
  constructor(scope: Construct, id: string, { settings, alarms, table, bus, publisher }: OutboxProps) {
    super(scope, id);
    const streamDead = new DeadLetterQueue(this, "StreamDead", {
      settings,
      alarms,
      name: "stream-dead",
      consequence:
        "Events were not published for 12 hours; subscribers miss them. The message holds stream positions that die a day after the write: read the records now, then republish by key.",
    });
    table.grantStreamRead(publisher);
    publisher.allow(["sqs:SendMessage"], [streamDead.queue.queueArn]);
    new EventSourceMapping(this, "Stream", {
      target: publisher.lambda,
      eventSourceArn: table.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [newEventItems],
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
      description: `Events and mails are more than five minutes late for everybody. Read the log of ${physicalName(settings, publisher.name)} and the health of EventBridge.`,
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
      consequence: `Events stay unpublished although they are tried again every five minutes; their subscribers miss them, and mails wait. Each message is an item's key: read in the log of ${physicalName(settings, publisher.name)} why the bus does not take it and mend the cause. The next run publishes it, or \`npm run republish\` at once.`,
      patience: {
        longest: Duration.minutes(30),
        meaning: `Events that were moved back are not published. Read the log of ${physicalName(settings, publisher.name)}.`,
      },
    });
    publisher.allow(["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"], [republish.dead.queue.queueArn]);
    const schedules = new Schedules(this, "SetAside", { settings, target: publisher, interval: tryAgainAfter });
    schedules.add("Schedule", "publish-set-aside", { publish: "set-aside" });
    publisher.configure("poisonQueue", republish.dead.queue.queueUrl);
    table.grant(publisher, ["GetItem"]);
    bus.grantPut(publisher);
  }
}

/** The event item is the outbox: inserted once, never changed. */
const newEventItems = {
  pattern: JSON.stringify({
    eventName: ["INSERT"],
    dynamodb: { Keys: { [names.sortKey]: { S: [{ prefix: names.eventSortKeyPrefix }] } } },
  }),
};
