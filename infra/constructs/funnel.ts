import { Duration } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import { countedEvents, eventSource } from "../../shared/names.ts";
import type { Settings } from "../settings.ts";
import type { Alarms } from "./alarms.ts";
import type { EventBus } from "./event-bus.ts";
import type { ServiceFunction } from "./service-function.ts";
import { WorkQueue } from "./work-queue.ts";

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
      deadName: "funnel-dead",
      consumer: counter,
      batchSize,
      window: Duration.minutes(5),
      maxConcurrency: 2,
      maxReceiveCount: 20,
      deadWords: {
        hurt: "A partner's numbers lack a step of an invitation.",
        firstLook: "The message in the queue funnel-dead, which is the event, and the log of count-invitations.",
        fix: "Mend the cause, then bring the events back: npm run redrive -- funnel --stage <stage>. What was counted is not counted twice.",
        normal: "The queue funnel-dead is empty.",
      },
      patience: {
        longest: Duration.hours(1),
        words: {
          hurt: "Partners see numbers that are more than an hour old. Nothing is lost.",
          firstLook: "Whether count-invitations runs: its log, its throttles, and its trigger on the queue funnel.",
          fix: "Enable the trigger, or mend what the log names. Events are counted in the end, late but right.",
          normal: "No event has waited for an hour.",
        },
      },
    });
    new Rule(this, "Rule", {
      description: "Events by which an invitation comes further",
      eventBus: bus.bus,
      eventPattern: { source: [eventSource], detailType: [...countedEvents] },
      targets: [new SqsQueue(funnel.queue, { deadLetterQueue: funnel.dead.queue })],
    });
  }
}
