import * as z from "zod/mini";
import type { DomainEvent } from "../../events/event.ts";
import { noSenders, senderModes, type Senders } from "../rules/senders.ts";
import { following, toStoredEvent, type Cause } from "../../events/envelope.ts";
import { eventAt, eventWrite } from "../../events/stored-events.ts";
import { customerKeys } from "./keys.ts";
import { placeOr } from "../../table/places.ts";
import { isAtVersion, type Condition, type Write } from "../../table/writes.ts";

const sendersSchema: z.ZodMiniType<Senders> = z.object({
  customerId: z.string(),
  version: z.number(),
  mode: z.enum(senderModes),
  blocked: z.array(z.string()),
  listed: z.array(z.string()),
  eventAt,
});

/** Whom a customer takes requests from; everybody where there is no item. */
export const sendersPlace = (customerId: string) =>
  placeOr(customerKeys.senders(customerId), (item) => sendersSchema.parse(item), noSenders(customerId));

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
