import * as z from "zod/mini";
import { customerDueAt } from "../rules/administrators.ts";
import { isAttended, type Customer, type CustomerStep } from "../model.ts";
import { following, toStoredEvent, type Cause } from "../../events/envelope.ts";
import { instant } from "../../schema/primitives.ts";
import { eventAt, eventWrite } from "../../events/stored-events.ts";
import { dueKeys, dueShardOf } from "../../table/keys.ts";
import { customerKeys, customerLists } from "./keys.ts";
import { place } from "../../table/places.ts";
import { isAtVersion, isNew, type Write } from "../../table/writes.ts";

const text = z.nullable(z.string());
const moment = z.nullable(instant);

const administratorSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: text,
  locale: text,
  since: instant,
  coolOffUntil: moment,
});

const waitingSchema = z.object({
  id: z.string(),
  email: z.string(),
  locale: text,
  addedBy: text,
  addedAt: instant,
  expiresAt: instant,
  number: z.number(),
});

const recoverySchema = z.object({
  id: z.string(),
  email: z.string(),
  reason: z.string(),
  requestedAt: instant,
  dueAt: instant,
  number: z.number(),
  status: z.enum(["waiting", "stopped", "confirming"]),
  force: z.boolean(),
});

const customerSchema: z.ZodMiniType<Customer> = z.object({
  id: z.string(),
  version: z.number(),
  name: z.string(),
  verified: z.nullable(z.object({ at: instant, how: z.string() })),
  externalId: text,
  foundedAt: instant,
  sandbox: z._default(text, null),
  administrators: z.array(administratorSchema),
  attendanceSince: instant,
  waiting: z.array(waitingSchema),
  links: z.number(),
  mails: z.nullable(z.object({ day: z.string(), count: z.number() })),
  recovery: z.nullable(recoverySchema),
  eventAt,
});

/** Reads a stored customer. Throws if the item is not one. */
export const parseCustomer = (item: unknown): Customer => customerSchema.parse(item);

/** A customer with its administrators. */
export const customerPlace = (id: string) => place(customerKeys.state(id), parseCustomer);

/** The name by which the operator's list sorts and searches: without case and accents. */
export const nameKey = (name: string): string =>
  name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().slice(0, 200);

/** A customer as stored: listed by name, and in the due index while something is due. */
export function customerItem(customer: Customer) {
  const due = customerDueAt(customer);
  return {
    ...customerKeys.state(customer.id),
    entity: "customer",
    schema: 1,
    GSI1PK: customerLists.all,
    GSI1SK: `${nameKey(customer.name)}#${customer.id}`,
    ...(due !== null && {
      GSI2PK: dueKeys.partition(dueShardOf(customer.id)),
      GSI2SK: dueKeys.at(due, "customer", customer.id),
    }),
    ...customer,
  };
}

/** The writes of a new customer. `domain`: pseudonym of the founder's mail domain, for the operator's search. */
export const newCustomerWrites = (customer: Customer, domain: string): Write[] => [
  { kind: "put", item: customerItem(customer), condition: isNew },
  {
    kind: "put",
    item: { ...customerKeys.ofDomain(domain, customer.id), entity: "customer-of-domain", schema: 1 },
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
