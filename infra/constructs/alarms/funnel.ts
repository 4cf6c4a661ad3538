import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { alarmLines, countedEvents, eventSource } from "../../../shared/names.ts";
import type { Settings } from "../../settings.ts";
import type { Alarms } from "./alarms.ts";
import type { EventBus } from "../event-bus.ts";
import type { ServiceFunction } from "../service-function.ts";
import { WorkQueue } from "../work-queue.ts";

/** The parts between an event and the numbers of a week. */
export interface FunnelProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  readonly bus: EventBus;
  readonly counter: ServiceFunction;
}

/** Three transactions of a third each; a hundred events are far below the 6 MB that a function is handed. */
const batchSize = 100;

/**
 * Counts how far invitations come. Numbers of weeks may be five minutes late, and events that are counted together cost
 * less (decision 0013). Replays are welcome: what was counted is not counted again.
 */
export class Funnel extends Construct {
  constructor(scope: Construct, id: string, { settings, alarms, bus, counter }: FunnelProps) {
    super(scope, id);
    const funnel = new WorkQueue(this, "Funnel", {
      settings,
      alarms,
      name: "funnel",
      consumer: counter,
      batchSize,
      window: Duration.minutes(5),
      maxConcurrency: 2,
      maxReceiveCount: 20,
      longestWait: Duration.hours(1),
    });
    alarms.watch(this, "NotCounted", {
      name: "funnel-not-counted",
      metric: counter.countLines(alarmLines.stepsWait, alarmLines.eventNotCounted),
      threshold: 1,
      periods: 3,
      // The queue gives a single event that failed out again after eleven to sixteen minutes.
      outOf: 10,
    });
    funnel.subscribe(this, {
      description: "Events by which an invitation comes further",
      eventBus: bus.bus,
      eventPattern: { source: [eventSource], detailType: [...countedEvents] },
    });
  }
}
