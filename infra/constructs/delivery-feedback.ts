import { Duration } from "aws-cdk-lib";
import { EventBus as Bus, type CfnRule } from "aws-cdk-lib/aws-events";
import {
  ConfigurationSetEventDestination,
  EmailSendingEvent,
  EventDestination,
  type ConfigurationSet,
} from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { alarmLines, ownMailKind, ownMailReports, sesDetailTypes } from "../../shared/names.ts";
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

const detailTypesOf = (own: boolean): string[] =>
  Object.entries(sesDetailTypes)
    .filter(([outcome]) => ownMailReports.some((name) => name === outcome) === own)
    .map(([, detailType]) => detailType);

/** Three of four mails are reminders and notices, of whose delivery nothing is recorded: those reports cost nothing. */
const recorded = [
  { "detail-type": detailTypesOf(true), detail: { mail: { tags: { kind: [ownMailKind] } } } },
  { "detail-type": detailTypesOf(false) },
];

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
    const rule = delivery.subscribe(this, {
      description: "SES events about this stage's mails",
      eventPattern: {
        source: ["aws.ses"],
        detail: { mail: { tags: { "ses:configuration-set": [configurationSet.configurationSetName] } } },
      },
    });
    // The pattern's type does not have this key.
    (rule.node.defaultChild as CfnRule).addPropertyOverride("EventPattern.$or", recorded);
  }
}
