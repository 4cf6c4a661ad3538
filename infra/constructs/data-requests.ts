import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { alarmLines } from "../../shared/names.ts";
import type { Settings } from "../settings.ts";
import { alarmPeriod, type Alarms } from "./alarms/alarms.ts";
import { Schedules } from "./schedules.ts";
import type { ServiceFunction } from "./service-function.ts";

/** Between two runs; the function's time-out is shorter. */
const interval = Duration.minutes(5);

/** The schedule that works on exports and erasures of persons' data. A request says how far it has come, so a run goes on with it. */
export class DataRequests extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { settings, alarms, worker }: { settings: Settings; alarms: Alarms; worker: ServiceFunction },
  ) {
    super(scope, id);
    new Schedules(this, "Schedules", { settings, target: worker, interval }).add("Work", "data-requests", {});
    alarms.watch(this, "Stuck", {
      name: "data-requests-stuck",
      metric: worker.countLines(alarmLines.dataRequestStuck),
      threshold: 1,
    });
    alarms.watch(this, "Silent", {
      name: "data-requests-silent",
      metric: worker.lambda.metricInvocations({ period: alarmPeriod }),
      threshold: 1,
      periods: 3,
      breachesWhenMissing: true,
    });
  }
}
