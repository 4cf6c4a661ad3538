import { following, toStoredEvent, type Cause, type StoredEvent } from "../../../shared/events/envelope.ts";
import type { EventType } from "../../../shared/events/all.ts";
import { ids } from "./builders.ts";
import { now } from "./fixed-clock.ts";

/** A partner's user acts. */
export const aCause = (named: Partial<Cause> = {}): Cause => ({
  partnerId: ids.partner,
  actor: { kind: "partner", id: "user-1" },
  now,
  correlationId: "correlation-1",
  causationId: null,
  ...named,
});

/** An event of the invitation, in its envelope. */
export const anEvent = ({
  type = "InvitationIssued",
  aggregate = ids.invitation,
  sequence = 2,
  data = {},
}: {
  readonly type?: EventType;
  readonly aggregate?: string;
  readonly sequence?: number;
  readonly data?: Readonly<Record<string, unknown>>;
} = {}): StoredEvent => toStoredEvent({ type, aggregate, sequence, sandbox: false, data }, following(null, aCause()));

/** An event as EventBridge hands it to a queue. */
export const onBus = ({ type, metadata, data }: StoredEvent): string =>
  JSON.stringify({ "detail-type": type, source: "rapport", detail: { metadata, data } });
