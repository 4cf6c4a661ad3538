import { Aws, Duration } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { Construct } from "constructs";
import { dueShards } from "../../shared/names.ts";
import { physicalName, type Settings } from "../settings.ts";
import { alarmPeriod, type Alarms } from "./alarms.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import type { ServiceFunction } from "./service-function.ts";

/** Between two sweeps of a shard; the function's time-out is shorter. */
const interval = Duration.minutes(5);

/** One schedule per shard of the due index; each invokes the sweep with its shard. */
export class Sweeper extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { settings, alarms, sweep }: { settings: Settings; alarms: Alarms; sweep: ServiceFunction },
  ) {
    super(scope, id);
    const dead = new DeadLetterQueue(this, "Dead", {
      settings,
      alarms,
      name: "sweep-dead",
      consequence:
        "The scheduler could not start a sweep; reminders and expiry events of that shard are late. Read the message's error, then purge the queue: the next sweep does the work.",
    });
    const role = new Role(this, "Role", {
      description: `Starts ${physicalName(settings, sweep.name)}`,
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [sweep.lambda.functionArn] }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [dead.queue.queueArn] }));

    for (const shard of dueShards) {
      const schedule = new CfnSchedule(this, `Shard${shard}`, {
        name: physicalName(settings, `sweep-${shard}`),
        scheduleExpression: `rate(${interval.toMinutes()} minutes)`,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: sweep.lambda.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify({ shard }),
          retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: interval.toSeconds() },
          deadLetterConfig: { arn: dead.queue.queueArn },
        },
      });
      schedule.node.addDependency(role);
    }
    // The next sweep is the retry; a late one would only meet it.
    sweep.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: interval });
    alarms.watch(this, "Silent", {
      name: "sweep-silent",
      metric: sweep.lambda.metricInvocations({ period: alarmPeriod }),
      threshold: dueShards.length,
      periods: 3,
      silence: true,
      description:
        "Some shards have not been swept for a quarter of an hour; reminders and expiry events are late. Look whether the schedules are enabled.",
    });
  }
}
