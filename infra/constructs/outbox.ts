import { Duration } from "aws-cdk-lib";
import { EventSourceMapping, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { table as names } from "../../shared/names.ts";
import type { Settings } from "../settings.ts";
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
      words: {
        hurt: "Subscribers miss events that were not published for 12 hours, and mails that follow them did not go out.",
        firstLook:
          "The message in the queue stream-dead: it holds positions in the stream, which DynamoDB forgets a day after the write. Then the log of publish-events.",
        fix: "Mend the cause. Read the records now (aws dynamodbstreams get-records), and send the key of each, as JSON with PK and SK, to the queue republish.",
        normal: "The queue stream-dead is empty and every event is published.",
      },
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
      words: {
        hurt: "Everybody: events, and the mails that follow them, are more than five minutes late. None is lost.",
        firstLook: "The log of publish-events: what the bus answers. Then the AWS Health Dashboard for EventBridge.",
        fix: "If it began with a deployment, deploy the version before. If EventBridge does not answer, wait: events are tried for 12 hours.",
        normal: "Events are read within five minutes of their write.",
      },
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
      deadWords: {
        hurt: "Subscribers miss events that stay unpublished although they are tried every five minutes, and mails wait.",
        firstLook:
          "The messages in the queue poison, each the key of an event, and what the log of publish-events says of it.",
        fix: "Mend what the log names, mostly a permission or a size. The schedule then publishes them; npm run republish -- --stage <stage> does it at once.",
        normal: "The queue poison is empty.",
      },
      patience: {
        longest: Duration.minutes(30),
        words: {
          hurt: "Subscribers: events that the operator moved back are not published.",
          firstLook: "Whether publish-events runs: its log, its throttles, and its trigger on the queue republish.",
          fix: "Enable the trigger, or mend what the log names.",
          normal: "No message has waited for half an hour.",
        },
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
