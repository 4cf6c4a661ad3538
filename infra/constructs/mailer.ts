import { Duration, Stack } from "aws-cdk-lib";
import { Rule, type CfnRule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { ConfigurationSet, SuppressionReasons } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { alarmLines, eventSource, mailedEvents } from "../../shared/names.ts";
import { physicalName, type Settings } from "../settings.ts";
import { mailsPerSecond } from "../settings/mail.ts";
import type { Alarms } from "./alarms.ts";
import type { EventBus } from "./event-bus.ts";
import { anyIdentity, type SenderIdentity } from "./sender-identity.ts";
import type { ServiceFunction } from "./service-function.ts";
import { WorkQueue } from "./work-queue.ts";

/** The parts between an event and a mail. */
export interface MailerProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  readonly bus: EventBus;
  readonly sender: ServiceFunction;
  readonly identity: SenderIdentity;
}

/** With fifteen minutes between tries at the end, days of SES being down; the queue's two weeks end it anyway. */
const maxReceiveCount = 400;

/** Why any identity will do as a recipient's: which ones are verified, SES knows and the stack does not. */
const recipientsInSandbox =
  "In the sandbox SES asks for permission on the recipient's identity too, and takes mail for verified ones only.";

/** Mails a second for which one more consumer pays: SES takes a mail in about a tenth of a second. */
const perConsumer = 5;

/** How many consumers share a rate, and how far apart each of them sends; AWS takes no less than two. */
export function paceOf(perSecond: number): { readonly consumers: number; readonly interval: Duration } {
  const consumers = Math.min(100, Math.max(2, Math.ceil(perSecond / perConsumer)));
  return { consumers, interval: Duration.millis(Math.ceil((consumers * 1000) / perSecond)) };
}

/** Sends the mails that events ask for, through a queue that can wait while SES cannot. */
export class Mailer extends Construct {
  readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, { settings, alarms, bus, sender, identity }: MailerProps) {
    super(scope, id);
    // A complaint is kept in the table only, for it must not stop codes, sign-in links and notices to administrators.
    this.configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
      configurationSetName: physicalName(settings),
      suppressionReasons: SuppressionReasons.BOUNCES_ONLY,
    });
    const { consumers, interval } = paceOf(mailsPerSecond(settings.mail));
    const mail = new WorkQueue(this, "Mail", {
      settings,
      alarms,
      name: "mail",
      deadName: "mail-dead",
      consumer: sender,
      batchSize: 5,
      maxConcurrency: consumers,
      maxReceiveCount,
      deadWords: {
        hurt: "A customer did not get a mail, and it is not tried any more.",
        firstLook:
          "The message in the queue mail-dead, which is the event, and the log of send-mail by its correlationId.",
        fix: "Mend the cause, then bring the events back: npm run redrive -- mail --stage <stage>. A mail that went out does not go out twice.",
        normal: "The queue mail-dead is empty.",
      },
      patience: {
        longest: Duration.hours(1),
        words: {
          hurt: "Customers do not hear of their invitations: nothing has taken mails from their queue for an hour.",
          firstLook: "Whether send-mail runs: its log, its throttles, and its trigger on the queue mail.",
          fix: "Enable the trigger, or mend what the log names. Mails wait for up to 14 days and then go out.",
          normal: "No event has waited for an hour.",
        },
      },
    });
    alarms.watch(this, "Refused", {
      name: "mail-refused",
      metric: sender.countLines(alarmLines.mailWaits),
      threshold: 1,
      periods: 3,
      words: {
        hurt: "Customers do not get all of their mails: SES has refused some for a quarter of an hour. They wait; none is lost.",
        firstLook: "The log of send-mail: the error of the line mail waits. Then the account in the console of SES.",
        fix: "By what the error says: request production access, verify the sender, ask AWS to lift a pause, or raise the quota.",
        normal: "SES has taken every mail for five minutes. What waits goes out within a quarter of an hour.",
      },
    });
    const rule = new Rule(this, "Rule", {
      description: "Events on which a mail may go out",
      eventBus: bus.bus,
      eventPattern: { source: [eventSource], detailType: [...mailedEvents] },
      targets: [new SqsQueue(mail.queue, { deadLetterQueue: mail.dead.queue })],
    });
    // A replay must never mail a customer again, and the pattern's type has no word for it.
    (rule.node.defaultChild as CfnRule).addPropertyOverride("EventPattern.replay-name", [{ exists: false }]);

    mail.grantPostpone(sender);
    sender.configure("mailQueue", mail.queue.queueUrl);
    sender.configure("mailInterval", String(interval.toMilliseconds()));
    sender.allow(["ses:SendRawEmail"], [identity.arn, this.configurationSetArn]);
    if (settings.mail.sandbox) sender.allowAny(["ses:SendRawEmail"], anyIdentity, recipientsInSandbox);
    sender.configure("mailSender", settings.mail.sender);
    sender.configure("mailConfigurationSet", this.configurationSet.configurationSetName);
  }

  private get configurationSetArn(): string {
    const resourceName = this.configurationSet.configurationSetName;
    return Stack.of(this).formatArn({ service: "ses", resource: "configuration-set", resourceName });
  }
}
