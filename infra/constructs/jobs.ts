import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { alarmLines, eventSource, workedEvents } from "../../shared/names.ts";
import type { Settings } from "../settings.ts";
import type { Alarms } from "./alarms/alarms.ts";
import type { EventBus } from "./event-bus.ts";
import type { ServiceFunction } from "./service-function.ts";
import { WorkQueue } from "./work-queue.ts";

/** The properties of `Jobs`. */
export interface JobsProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  readonly bus: EventBus;
  readonly worker: ServiceFunction;
}

/** A job is one message, which comes again until the job is over: for hours while the table does not answer. */
const maxReceiveCount = 400;

/**
 * Works on partners' jobs, each of which is one message of a queue. A run works for as long as its time lasts and returns the
 * message, so that jobs of several partners take turns (decision 0045).
 */
export class Jobs extends Construct {
  constructor(scope: Construct, id: string, { settings, alarms, bus, worker }: JobsProps) {
    super(scope, id);
    const jobs = new WorkQueue(this, "Jobs", {
      settings,
      alarms,
      name: "jobs",
      consumer: worker,
      batchSize: 1,
      maxConcurrency: 2,
      maxReceiveCount,
      longestWait: Duration.hours(1),
    });
    alarms.watch(this, "NotWorked", {
      name: "jobs-not-worked",
      metric: worker.countLines(alarmLines.jobWaits, alarmLines.jobRowFailed),
      threshold: 1,
    });
    jobs.subscribe(this, {
      description: "Jobs that have started",
      eventBus: bus.bus,
      eventPattern: { source: [eventSource], detailType: [...workedEvents] },
    });
    jobs.grantPostpone(worker);
    worker.configure("jobsQueue", jobs.queue.queueUrl);
  }
}
