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
    words: {
      hurt: "Nobody yet: 4 percent of the account's mails bounce. At 5 percent AWS reviews the account, at 10 it may stop all mail.",
      firstCheck: "The console of SES, Reputation metrics. Then which partner's invitations have the status bounced.",
      fix: "Ask the partner where its addresses are from, and freeze it with POST /v1/operator/partners/{id}/freeze if it guesses them.",
      normal: "Less than 4 percent bounce. SES counts a representative volume of mails, so this takes days.",
    },
  },
  {
    id: "ComplaintRate",
    name: "mail-complaint-rate",
    metricName: "Reputation.ComplaintRate",
    threshold: 0.0008,
    words: {
      hurt: "Nobody yet: 0.08 percent of the account's mails are reported as spam. At 0.1 percent AWS reviews the account, at 0.5 it may stop all mail.",
      firstCheck:
        "The console of SES, Reputation metrics. Then which partner's invitations have the status complained.",
      fix: "Read what the partner sends and to whom, and freeze it with POST /v1/operator/partners/{id}/freeze if customers did not ask for it.",
      normal: "Less than 0.08 percent are reported. SES counts a representative volume of mails, so this takes days.",
    },
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
      deadName: "mail-dead",
      consumer: sender,
      batchSize: 5,
      maxConcurrency: consumers,
      maxReceiveCount,
      deadWords: {
        hurt: "A customer did not get a mail, and it is not tried any more.",
        firstCheck:
          "The message in the queue mail-dead, which is the event, and the log of send-mail by its correlationId.",
        fix: "Fix the cause, then bring the events back: npm run redrive -- mail --stage <stage>. A mail that went out does not go out twice.",
      },
      patience: {
        longest: Duration.hours(1),
        words: {
          hurt: "Customers do not get their invitations: nothing has taken mails from their queue for an hour.",
          fix: "Enable the trigger, or fix what the log names. Mails wait for up to 14 days and then go out.",
          normal: "No event has waited for an hour.",
        },
      },
    });
    alarms.watch(this, "Refused", {
      name: "mail-refused",
      metric: sender.countLines(alarmLines.mailWaits),
      threshold: 1,
      periods: 3,
      // A waiting mail is finally tried every 15 minutes.
      outOf: 10,
      words: {
        hurt: "Customers do not get all of their mails: SES has refused some for a quarter of an hour or longer. They wait; none is lost.",
        firstCheck: "The log of send-mail: the error of the line mail waits. Then the account in the console of SES.",
        fix: "By what the error says: request production access, verify the sender, ask AWS to lift a pause, or raise the quota.",
        normal:
          "SES takes every mail. What waits goes out within a quarter of an hour; the alarm itself ends within an hour.",
      },
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
      words: {
        hurt: "Customers wait for their mails: more than 50 have not gone out for half an hour.",
        firstCheck:
          "Whether mail-refused is in alarm as well: its entry says what to do. If not, the sending rate of the account in SES.",
        fix: "If SES takes mails, but fewer than are asked for, raise the sending rate in the console of SES. Mails wait for up to 14 days.",
        normal: "At most 50 events wait.",
      },
    });
    alarms.watch(this, "NotPutOff", {
      name: "mail-not-put-off",
      metric: sender.countLines(alarmLines.mailNotPutOff),
      threshold: 1,
      periods: 3,
      words: {
        hurt: "Mails that SES refused are tried every three minutes, so they are given up after 20 hours and not after days.",
        firstCheck: "The log of send-mail: the error of the line mail not put off.",
        fix: "If it began with a deployment, deploy the previous version. If SQS does not answer, wait.",
        normal: "Every refused mail has been put off for five minutes.",
      },
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
      words: {
        hurt: "Nobody yet: 80 percent of the mails that SES takes in 24 hours are used. At 100 percent mails wait.",
        firstCheck: "The dashboard: how many mails go out, and whether one partner sends most of them.",
        fix: "Ask for a higher quota in the console of Service Quotas (SES, sending quota). Until then the quotas of partners limit them.",
        normal: "Less than 80 percent are used.",
      },
    });
    for (const { id, name, metricName, threshold, words } of reputation) {
      const metric = new Metric({
        namespace: "AWS/SES",
        metricName,
        statistic: Stats.MAXIMUM,
        period: Duration.hours(1),
      });
      alarms.watch(this, id, { name, metric, threshold, sparse: true, words });
    }
  }

  private get configurationSetArn(): string {
    const resourceName = this.configurationSet.configurationSetName;
    return Stack.of(this).formatArn({ service: "ses", resource: "configuration-set", resourceName });
  }
}
