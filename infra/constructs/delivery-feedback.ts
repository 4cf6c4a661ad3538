import { Duration } from "aws-cdk-lib";
import { EventBus as Bus, Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import {
  ConfigurationSetEventDestination,
  EmailSendingEvent,
  EventDestination,
  type ConfigurationSet,
} from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { alarmLines, sesDetailTypes } from "../../shared/names.ts";
import type { Settings } from "../settings.ts";
import type { Alarms } from "./alarms.ts";
import type { ServiceFunction } from "./service-function.ts";
import { WorkQueue } from "./work-queue.ts";

/** The parts between SES and the invitation a mail was for. */
export interface DeliveryFeedbackProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  readonly configurationSet: ConfigurationSet;
  readonly recorder: ServiceFunction;
}

/** What SES calls at the configuration set that which it calls by another name on the bus. */
const sendingEvents: Readonly<Record<keyof typeof sesDetailTypes, EmailSendingEvent>> = {
  delivered: EmailSendingEvent.DELIVERY,
  delayed: EmailSendingEvent.DELIVERY_DELAY,
  bounced: EmailSendingEvent.BOUNCE,
  complained: EmailSendingEvent.COMPLAINT,
  rejected: EmailSendingEvent.REJECT,
};

/** Brings what became of a mail home: SES speaks on the account's default bus only. */
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
      consequence:
        "An invitation does not show what became of its mail. The message is what SES said: read the log, mend the cause, then move the message back to the queue delivery.",
      patience: {
        longest: Duration.hours(1),
        meaning: "Partners see old delivery states, bounced addresses are mailed again. Read the function's log.",
      },
    });
    alarms.watch(this, "Unattended", {
      name: "customer-unattended",
      metric: recorder.countLines(alarmLines.customerUnattended),
      threshold: 1,
      description:
        "Nobody can speak for a customer any more, because its last administrator's mailbox is gone: its partners' permissions end at their end. Read the log for its id, find out whom to ask, then recover it with POST /v1/operator/customers/{id}/administrators.",
    });
    new Rule(this, "Rule", {
      description: "What became of this stage's mails",
      eventPattern: {
        source: ["aws.ses"],
        detailType: Object.values(sesDetailTypes),
        detail: { mail: { tags: { "ses:configuration-set": [configurationSet.configurationSetName] } } },
      },
      targets: [new SqsQueue(delivery.queue, { deadLetterQueue: delivery.dead.queue })],
    });
  }
}
