import * as z from "zod/mini";
import type { DomainEvent } from "../../events/event.ts";
import type { Invitation } from "../../invitation/model.ts";
import type { Sandbox } from "../../partner/rules/sandbox.ts";
import { customersIn } from "../rules/administered.ts";
import { noSenders } from "../rules/senders.ts";
import { senders, type Administered, type Senders } from "../model.ts";
import type { Cause } from "../../events/envelope.ts";
import { aggregateWrites } from "../../events/stored-events.ts";
import { hasEvents } from "../../schema/values.ts";
import { customerKeys } from "./keys.ts";
import { placeOr } from "../../table/places.ts";
import { check, isAsRead, put, type Write } from "../../table/writes.ts";

const stored = z.object({ ...senders.shape, ...hasEvents });

/** The senders settings of a customer; everyone is allowed if there is no item. */
export const sendersPlace = (customerId: string) =>
  placeOr(customerKeys.senders(customerId), (item) => stored.parse(item), noSenders(customerId));

/** Holds a transaction to the senders that were read: the customer has kept nobody out since. */
export const sendersUnchanged = (read: Senders): Write => check(customerKeys.senders(read.customerId), isAsRead(read));

/** The writes of changed senders settings. */
export const sendersWrites = (
  before: Senders,
  { after, event }: { readonly after: Senders; readonly event: DomainEvent },
  cause: Cause,
): Write[] =>
  aggregateWrites(before, cause, [event], (newest) =>
    put(customerKeys.senders(after.customerId), "senders", { ...after, ...newest }, isAsRead(before)),
  );

/**
 * Whose senders settings apply to a request: those of the customer whose permissions it asks for, otherwise those of
 * every customer of the address in the same sandbox.
 */
export const sendersPlan = (
  { customerId }: Pick<Invitation, "customerId">,
  rights: Pick<Administered, "customers" | "sandboxes">,
  sandbox: Sandbox,
) => (customerId === null ? customersIn(rights, sandbox) : [customerId]).map(sendersPlace);
