import { Duration } from "aws-cdk-lib";
import { EventBus as Bus } from "aws-cdk-lib/aws-events";
import {
  ConfigurationSetEventDestination,
  EmailSendingEvent,
  EventDestination,
  type ConfigurationSet,
} from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { alarmLines, sesDetailTypes } from "../../shared/names.ts";
import type { Settings } from "../settings.ts";
import type { Alarms } from "./alarms/alarms.ts";
import type { ServiceFunction } from "./service-function.ts";
import { WorkQueue } from "./work-queue.ts";

/** The properties of `DeliveryFeedback`. */
export interface DeliveryFeedbackProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  readonly configurationSet: ConfigurationSet;
  readonly recorder: ServiceFunction;
}

/** The configuration set's names of the events that have other names on the bus. */
const sendingEvents: Readonly<Record<keyof typeof sesDetailTypes, EmailSendingEvent>> = {
  delivered: EmailSendingEvent.DELIVERY,
  delayed: EmailSendingEvent.DELIVERY_DELAY,
  bounced: EmailSendingEvent.BOUNCE,
  complained: EmailSendingEvent.COMPLAINT,
  rejected: EmailSendingEvent.REJECT,
};

/** Records the delivery of mails. SES publishes events only on the account's default bus. */
export class DeliveryFeedback extends Construct {
  constructor(scope: Construct, id: string, props: DeliveryFeedbackProps) {
    super(scope, id);
    const { settings, alarms, configurationSet, recorder } = props;
    const defaultBus = Bus.fromEventBusName(this, "DefaultBus", "default");
    new ConfigurationSetEventDestination(this, "Destination", {
      configurationSet,
      destination: EventDestination.eventBus(defaultBus),
      events: Object.values(sendingEvents),
    });
    const delivery = new WorkQueue(this, "Delivery", {
      settings,
      alarms,
      name: "delivery",
      deadName: "delivery-dead",
      consumer: recorder,
      batchSize: 10,
      maxConcurrency: 5,
      maxReceiveCount: 20,
      deadWords: {
        hurt: "An invitation does not show what became of its mail.",
        firstCheck: "The message in the queue delivery-dead, which is what SES said, and the log of record-delivery.",
        fix: "Fix the cause, then bring the messages back: npm run redrive -- delivery --stage <stage>.",
      },
      patience: {
        longest: Duration.hours(1),
        words: {
          hurt: "Partners see old delivery states, and addresses that bounced are mailed again.",
          fix: "Enable the trigger, or fix what the log names. What SES said waits for up to 14 days.",
          normal: "No message has waited for an hour.",
        },
      },
    });
    alarms.watch(this, "NotRecorded", {
      name: "delivery-not-recorded",
      metric: recorder.countLines(alarmLines.deliveryNotRecorded),
      threshold: 1,
      periods: 3,
      words: {
        hurt: "Partners do not see what became of some mails: what SES said could not be recorded for a quarter of an hour.",
        firstCheck: "The log of record-delivery: the error of the line delivery not recorded.",
        fix: "If it began with a deployment, deploy the previous version. Messages are tried 20 times and then wait in the queue delivery-dead.",
        normal: "Every message has been recorded for five minutes.",
      },
    });
    delivery.subscribe(this, {
      description: "What became of this stage's mails",
      eventPattern: {
        source: ["aws.ses"],
        detailType: Object.values(sesDetailTypes),
        detail: { mail: { tags: { "ses:configuration-set": [configurationSet.configurationSetName] } } },
      },
    });
  }
}
