import { Duration, Stack } from "aws-cdk-lib";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { CfnRule } from "aws-cdk-lib/aws-events";
import { ConfigurationSet, SuppressionReasons } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { alarmLines, eventSource, mailedEvents, measures } from "../../shared/names.ts";
import { physicalName, type Settings } from "../settings.ts";
import { mailsPerSecond } from "../settings/mail.ts";
import { alarmPeriod, sumOf, type Alarms } from "./alarms/alarms.ts";
import type { EventBus } from "./event-bus.ts";
import { Schedules } from "./schedules.ts";
import { anyIdentity, type SenderIdentity } from "./sender-identity.ts";
import type { ServiceFunction } from "./service-function.ts";
import { WorkQueue } from "./work-queue.ts";

/** The properties of `Mailer`. */
export interface MailerProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  readonly bus: EventBus;
  readonly sender: ServiceFunction;
  readonly identity: SenderIdentity;
}

/** Several days of an SES outage, with 15 minutes between the last tries. The queue keeps messages for two weeks. */
const maxReceiveCount = 400;

/** The stack does not know which recipients SES has verified. */
const recipientsInSandbox =
  "In the sandbox SES asks for permission on the recipient's identity too, and takes mail for verified ones only.";

/** Mails a second per consumer: SES takes about a tenth of a second per mail. */
const perConsumer = 5;

/** The number of consumers for a rate, at least two as AWS requires, and the interval between the mails of each. */
export function paceOf(perSecond: number): { readonly consumers: number; readonly interval: Duration } {
  const consumers = Math.min(100, Math.max(2, Math.ceil(perSecond / perConsumer)));
  return { consumers, interval: Duration.millis(Math.ceil((consumers * 1000) / perSecond)) };
}

/** Interval of measuring the quota. */
const quotaInterval = Duration.minutes(15);

/**
 * The reputation of the whole account. AWS reviews an account at 5 % bounces or 0.1 % complaints, and may pause its sending at
 * 10 % or 0.5 %; source: "Reputation metrics" of the SES guide.
 */
const reputation = [
  {
    id: "BounceRate",
    name: "mail-bounce-rate",
    metricName: "Reputation.BounceRate",
    threshold: 0.04,
  },
  {
    id: "ComplaintRate",
    name: "mail-complaint-rate",
    metricName: "Reputation.ComplaintRate",
    threshold: 0.0008,
  },
] as const;

/** Sends the mails of events, through a queue that keeps them during an SES outage. */
export class Mailer extends Construct {
  readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, { settings, alarms, bus, sender, identity }: MailerProps) {
    super(scope, id);
    // Complaints are recorded in the table only, because they must not stop codes, sign-in links and notices to administrators.
    this.configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
      configurationSetName: physicalName(settings),
      suppressionReasons: SuppressionReasons.BOUNCES_ONLY,
    });
    const { consumers, interval } = paceOf(mailsPerSecond(settings.mail));
    const mail = new WorkQueue(this, "Mail", {
      settings,
      alarms,
      name: "mail",
      consumer: sender,
      batchSize: 5,
      maxConcurrency: consumers,
      maxReceiveCount,
      longestWait: Duration.hours(1),
    });
    alarms.watch(this, "Refused", {
      name: "mail-refused",
      metric: sender.countLines(alarmLines.mailWaits),
      threshold: 1,
      periods: 3,
      // A waiting mail is finally tried every 15 minutes.
      outOf: 10,
    });
    this.watchSending(settings, alarms, sender, mail);
    const rule = mail.subscribe(this, {
      description: "Events on which a mail may go out",
      eventBus: bus.bus,
      eventPattern: { source: [eventSource], detailType: [...mailedEvents] },
    });
    // A replay must never mail a customer again. The pattern's type does not have this key.
    (rule.node.defaultChild as CfnRule).addPropertyOverride("EventPattern.replay-name", [{ exists: false }]);

    mail.grantPostpone(sender);
    sender.allowEverywhere(
      ["ses:GetSendQuota"],
      "The quota is the account's, and SES knows no narrower resource for it.",
    );
    sender.configure("mailQueue", mail.queue.queueUrl);
    sender.configure("mailInterval", String(interval.toMilliseconds()));
    sender.allow(["ses:SendRawEmail"], [identity.arn, this.configurationSetArn]);
    if (settings.mail.sandbox) sender.allowAny(["ses:SendRawEmail"], anyIdentity, recipientsInSandbox);
    sender.configure("mailSender", settings.mail.sender);
    sender.configure("mailConfigurationSet", this.configurationSet.configurationSetName);
  }

  /** Alarms on the queue and the account. */
  private watchSending(settings: Settings, alarms: Alarms, sender: ServiceFunction, { queue }: WorkQueue): void {
    const maximum = { period: alarmPeriod, statistic: Stats.MAXIMUM };
    alarms.watch(this, "Backlog", {
      name: "mail-backlog",
      metric: sumOf(
        {
          visible: queue.metricApproximateNumberOfMessagesVisible(maximum),
          postponed: queue.metricApproximateNumberOfMessagesNotVisible(maximum),
        },
        "Events whose mails wait",
      ),
      threshold: 51,
      periods: 6,
    });
    alarms.watch(this, "NotPutOff", {
      name: "mail-not-put-off",
      metric: sender.countLines(alarmLines.mailNotPutOff),
      threshold: 1,
      periods: 3,
    });
    new Schedules(this, "Quota", { settings, target: sender, interval: quotaInterval }).add(
      "Schedule",
      "measure-quota",
      { measure: "quota" },
    );
    alarms.watch(this, "QuotaUsed", {
      name: "mail-quota",
      // Twice the interval, so that every period has a value.
      metric: sender.measured(measures.quotaUsed, {
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(2 * quotaInterval.toMinutes()),
      }),
      threshold: 80,
    });
    for (const { id, name, metricName, threshold } of reputation) {
      const metric = new Metric({
        namespace: "AWS/SES",
        metricName,
        statistic: Stats.MAXIMUM,
        period: Duration.hours(1),
      });
      alarms.watch(this, id, { name, metric, threshold, sparse: true });
    }
  }

  private get configurationSetArn(): string {
    const resourceName = this.configurationSet.configurationSetName;
    return Stack.of(this).formatArn({ service: "ses", resource: "configuration-set", resourceName });
  }
}
