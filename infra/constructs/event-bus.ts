import { Duration } from "aws-cdk-lib";
import { EventBus as Bus } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import { busName, eventSource } from "../../shared/names.ts";
import type { Settings } from "../settings.ts";
import type { ServiceFunction } from "./service-function.ts";

/** The stage's bus, on which every change of state is an event, and its archive. */
export class EventBus extends Construct {
  readonly bus: Bus;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.bus = new Bus(this, "Bus", { eventBusName: busName(settings.stage) });
    this.bus.archive("Archive", {
      description: "Every event of Rapport, for replays",
      eventPattern: { source: [eventSource] },
      // Older events can be replayed from the history in the table.
      retention: Duration.days(settings.retention.archiveDays),
    });
  }

  /** Grants a function access to publish on the bus, and sets its name. */
  grantPut(to: ServiceFunction): void {
    to.allow(["events:PutEvents"], [this.bus.eventBusArn]);
    to.configure("bus", this.bus.eventBusName);
  }
}
