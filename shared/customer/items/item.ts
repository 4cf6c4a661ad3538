import * as z from "zod/mini";
import { customerDueAt } from "../rules/administrators.ts";
import { nameKey } from "../rules/names.ts";
import { customer, isAttended, type Customer, type CustomerStep } from "../model.ts";
import type { Cause } from "../../events/envelope.ts";
import { aggregateWrites } from "../../events/stored-events.ts";
import { hasEvents } from "../../schema/values.ts";
import { duePartition, dueShardOf } from "../../table/keys.ts";
import { customerKeys, customerLists } from "./keys.ts";
import { place, placeOr } from "../../table/places.ts";
import { isAtVersion, isNew, put, remove, rewrite, type Write } from "../../table/writes.ts";

const stored = z.object({ ...customer.shape, ...hasEvents });

/** Reads a stored customer. Throws if the item is not one. */
export const parseCustomer = (item: unknown): Customer => stored.parse(item);

/** A customer with its administrators. */
export const customerPlace = (id: string) => place(customerKeys.state(id), parseCustomer);

/** A customer as stored: listed by name, and in the due index while something is due. */
export function customerItem(state: Customer) {
  const due = customerDueAt(state);
  return {
    ...customerKeys.state(state.id),
    entity: "customer",
    schema: 1,
    GSI1PK: customerLists.all,
    GSI1SK: `${nameKey(state.name)}#${state.id}`,
    ...(due !== null && {
      GSI2PK: duePartition(dueShardOf(state.id)),
      GSI2SK: due,
    }),
    ...state,
  };
}

/** The write of a new customer. `domain`: pseudonym of the founder's mail domain, which only the operator's search reads. */
export const newCustomerWrite = (founded: Customer, domain: string): Write =>
  rewrite(null, { ...customerItem(founded), domain }, isNew);

/** Whether a customer's founder is of a mail domain, by its pseudonym. */
export const isOfDomainPlace = (id: string, domain: string) =>
  placeOr(customerKeys.state(id), (item) => item["domain"] === domain, false);

/** The writes of consecutive steps, conditional on the version that was read. */
export function customerWrites(steps: readonly CustomerStep[], given: Cause): Write[] {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { before } = first;
  const { after } = last;
  const events = steps.map(({ event }) => event);
  const key = customerKeys.unattended(after.id);
  const [wasAttended, isNowAttended] = [isAttended(before), isAttended(after)];
  return [
    ...aggregateWrites(before, given, events, (newest) =>
      rewrite(customerItem(before), customerItem({ ...after, ...newest }), isAtVersion(before.version)),
    ),
    ...(wasAttended && !isNowAttended ? [put(key, "unattended-customer", {})] : []),
    ...(!wasAttended && isNowAttended ? [remove(key)] : []),
  ];
}
