import type * as z from "zod/mini";
import { customerEvents } from "../customer/events.ts";
import { deliveryEvents, invitationEvents } from "../invitation/events.ts";
import { dataRequestEvents } from "../data-requests/events.ts";
import { jobEvents } from "../jobs/events.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { partnerEvents } from "../partner/events.ts";
import { relationshipEvents } from "../relationship/events.ts";
import { supportEvents } from "../support/events.ts";
import type { DomainEvent } from "./event.ts";

/** Every event that passes the bus, by its name. Only documents and tests read it; all others need its types alone. */
export const allEvents = {
  ...invitationEvents,
  ...deliveryEvents,
  ...relationshipEvents,
  ...customerEvents,
  ...partnerEvents,
  ...supportEvents,
  ...jobEvents,
  ...dataRequestEvents,
};

/** The name of every event, used as its `detail-type`. */
export type EventType = keyof typeof allEvents;

/** The data of an event, by its name. */
export type EventData = {
  readonly [Type in EventType]: DeepReadonly<z.output<(typeof allEvents)[Type]["data"]>>;
};

/** An event of one name, with its data. */
export type EventOf<Type extends EventType> = Omit<DomainEvent, "type" | "data"> & {
  readonly type: Type;
  readonly data: EventData[Type];
};
