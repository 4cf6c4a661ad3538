import * as z from "zod/mini";
import { customerDueAt } from "../rules/administrators.ts";
import { customer, isAttended, type Customer, type CustomerStep } from "../model.ts";
import { following, toStoredEvent, type Cause } from "../../events/envelope.ts";
import { eventAt, eventWrite } from "../../events/stored-events.ts";
import { dueKeys, dueShardOf } from "../../table/keys.ts";
import { customerKeys, customerLists } from "./keys.ts";
import { place } from "../../table/places.ts";
import { isAtVersion, isNew, type Write } from "../../table/writes.ts";

const stored = z.object({ ...customer.shape, eventAt });

/** Reads a stored customer. Throws if the item is not one. */
export const parseCustomer = (item: unknown): Customer => stored.parse(item);

/** A customer with its administrators. */
export const customerPlace = (id: string) => place(customerKeys.state(id), parseCustomer);

/** The name by which the operator's list sorts and searches: without case and accents. */
export const nameKey = (name: string): string =>
  name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().slice(0, 200);

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
      GSI2PK: dueKeys.partition(dueShardOf(state.id)),
      GSI2SK: dueKeys.at(due, "customer", state.id),
    }),
    ...state,
  };
}

/** The writes of a new customer. `domain`: pseudonym of the founder's mail domain, for the operator's search. */
export const newCustomerWrites = (founded: Customer, domain: string): Write[] => [
  { kind: "put", item: customerItem(founded), condition: isNew },
  {
    kind: "put",
    item: { ...customerKeys.ofDomain(domain, founded.id), entity: "customer-of-domain", schema: 1 },
  },
];

/** The writes of steps that follow one another: the last state, held to the version that was read, and every event. */
export function customerWrites(steps: readonly CustomerStep[], given: Cause): Write[] {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return [];
  const cause = following(first.before, given);
  const [before, after] = [isAttended(first.before), isAttended(last.after)];
  const key = customerKeys.unattended(last.after.id);
  return [
    {
      kind: "put",
      item: customerItem({ ...last.after, eventAt: cause.now }),
      condition: isAtVersion(first.before.version),
    },
    ...steps.map(({ event }) => eventWrite(toStoredEvent(event, cause))),
    ...(before && !after ? [{ kind: "put" as const, item: { ...key, entity: "unattended-customer", schema: 1 } }] : []),
    ...(!before && after ? [{ kind: "delete" as const, key }] : []),
  ];
}
