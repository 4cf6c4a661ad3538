import * as z from "zod/mini";
import type { DomainEvent } from "../../events/event.ts";
import { noSenders } from "../rules/senders.ts";
import { senders, type Senders } from "../model.ts";
import { following, toStoredEvent, type Cause } from "../../events/envelope.ts";
import { eventAt, eventWrite } from "../../events/stored-events.ts";
import { customerKeys } from "./keys.ts";
import { placeOr } from "../../table/places.ts";
import { isAtVersion, type Condition, type Write } from "../../table/writes.ts";

const stored = z.object({ ...senders.shape, eventAt });

/** Whom a customer takes requests from; everybody where there is no item. */
export const sendersPlace = (customerId: string) =>
  placeOr(customerKeys.senders(customerId), (item) => stored.parse(item), noSenders(customerId));

const unchanged = ({ version }: Senders): Condition => isAtVersion(version === 0 ? null : version);

/** Holds a transaction to the senders that were read: the customer has kept nobody out since. */
export const sendersUnchanged = (read: Senders): Write => ({
  kind: "check",
  key: customerKeys.senders(read.customerId),
  condition: unchanged(read),
});

/** The writes of what an administrator said, held to the version that was read, and their event. */
export function sendersWrites(
  before: Senders,
  { after, event }: { readonly after: Senders; readonly event: DomainEvent },
  given: Cause,
): Write[] {
  const cause = following(before, given);
  const stamp = { entity: "senders", schema: 1, eventAt: cause.now };
  return [
    {
      kind: "put",
      item: { ...customerKeys.senders(after.customerId), ...after, ...stamp },
      condition: unchanged(before),
    },
    eventWrite(toStoredEvent(event, cause)),
  ];
}
