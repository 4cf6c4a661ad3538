import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { dueShards } from "../../shared/names.ts";
import type { Settings } from "../settings.ts";
import { alarmPeriod, type Alarms } from "./alarms/alarms.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import { Schedules } from "./schedules.ts";
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
    });
    const schedules = new Schedules(this, "Schedules", { settings, target: sweep, interval, dead });
    for (const shard of dueShards) schedules.add(`Shard${shard}`, `sweep-${shard}`, { shard });
    alarms.watch(this, "Silent", {
      name: "sweep-silent",
      metric: sweep.lambda.metricInvocations({ period: alarmPeriod }),
      threshold: dueShards.length,
      periods: 3,
      breachesWhenMissing: true,
    });
  }
}
