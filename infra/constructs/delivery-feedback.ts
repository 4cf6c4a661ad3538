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
      consumer: recorder,
      batchSize: 10,
      maxConcurrency: 5,
      maxReceiveCount: 20,
      longestWait: Duration.hours(1),
    });
    alarms.watch(this, "NotRecorded", {
      name: "delivery-not-recorded",
      metric: recorder.countLines(alarmLines.deliveryNotRecorded),
      threshold: 1,
      periods: 3,
    });
    delivery.subscribe(this, {
      description: "SES events about this stage's mails",
      eventPattern: {
        source: ["aws.ses"],
        detailType: Object.values(sesDetailTypes),
        detail: { mail: { tags: { "ses:configuration-set": [configurationSet.configurationSetName] } } },
      },
    });
  }
}
