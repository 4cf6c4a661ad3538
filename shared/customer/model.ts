import * as z from "zod/mini";
import type { CustomerReading } from "./answers.ts";
import type { CustomerStateEventType } from "./events.ts";
import type { EventData } from "../events/all.ts";
import type { DomainEvent, HasEvents } from "../events/event.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import type { Instant } from "../kernel/time.ts";
import type { Sandbox } from "../partner/rules/sandbox.ts";
import { instant } from "../schema/primitives.ts";
import { count, idOf, personal, personalText, text, version } from "../schema/values.ts";
import { verification } from "../terms/model.ts";

/** A pseudonym of an address. */
const pseudonym = text;

/** Somebody who speaks for a customer: its founder, or one that an administrator added and who has confirmed. */
const administrator = z.object({
  id: pseudonym,
  email: personalText,
  /** As typed when accepting; null for who has never accepted. */
  name: personal(z.nullable(text)),
  /** The language in which its owner read Rapport's pages; null where that is not known. */
  locale: z.nullable(text),
  since: instant,
  /** Until then a new administrator can take away but grant nothing; null for none. */
  coolOffUntil: z.nullable(instant),
});
export type Administrator = DeepReadonly<z.output<typeof administrator>>;

/** An address that was added and has not confirmed from its own mailbox. It has no right and gets no notices. */
const waitingAdministrator = z.object({
  id: pseudonym,
  email: personalText,
  locale: administrator.shape.locale,
  /** The administrator who added it; null for the operator's recovery. */
  addedBy: z.nullable(pseudonym),
  addedAt: instant,
  expiresAt: instant,
  /** Number of the confirmation link; a new number for every entry. */
  number: version,
});
export type WaitingAdministrator = DeepReadonly<z.output<typeof waitingAdministrator>>;

/** A request by the operator to make an address administrator of a customer that nobody can speak for. */
export const recovery = z.object({
  id: pseudonym,
  email: personalText,
  reason: personal(text),
  requestedAt: instant,
  /** When the address gets its confirmation link, unless an administrator stops it. */
  dueAt: instant,
  /** Number of the recovery; links that stop it carry it. */
  number: version,
  status: z.enum(["waiting", "stopped", "confirming"]),
  /** Whether the operator overruled the wait. */
  force: z.boolean(),
});
export type Recovery = DeepReadonly<z.output<typeof recovery>>;

/** An organisation. It is founded when an address accepts for it; nothing in it derives from a mail domain. */
export const customer = z.object({
  id: idOf("customer"),
  /** Counts its events; 0 when it is founded, for founding is told by the relationship's event. */
  version: count,
  /** What the founder typed. Nobody checked it unless `verified` says so. Where the customer is one person, so is its name. */
  name: personal(text),
  verified: z.nullable(verification),
  /** The vendor's account; only the operator sets it. */
  externalId: z.nullable(text),
  foundedAt: instant,
  /** The sandbox partner for which it was founded; null for a real one. It never changes. */
  sandbox: z.nullable(idOf("partner")),
  administrators: z.array(administrator),
  /** Since when it has administrators, or has none. */
  attendanceSince: instant,
  waiting: z.array(waitingAdministrator),
  /** Number of the newest confirmation or recovery link. */
  links: count,
  /** Confirmation mails of the last day on which one was asked for. */
  mails: z.nullable(z.object({ day: text, count })),
  recovery: z.nullable(recovery),
});
export type Customer = DeepReadonly<z.output<typeof customer>> & HasEvents;

/** Somebody whom a partner deals with at a customer. */
export const contact = z.object({
  name: personal(z.nullable(text)),
  email: personalText,
  title: personal(z.nullable(text)),
});
export type Contact = DeepReadonly<z.output<typeof contact>>;

/** What one partner knows of one customer; no other partner sees it. Its version is what its writes are held to. */
export const partnerCustomer = z.object({
  customerId: idOf("customer"),
  partnerId: idOf("partner"),
  version,
  /** What this partner calls it; null where it never said. */
  organization: z.nullable(text),
  /** Mail domain of the address that accepted; it helps to search and gives no right. */
  domain: text,
  since: instant,
});
export type PartnerCustomer = DeepReadonly<z.output<typeof partnerCustomer>>;

/** Whether every partner may ask the customer for something, or only those that it lists. */
export const senderModes = ["all", "listed"] as const;
export type SenderMode = (typeof senderModes)[number];

/** Which partners may ask a customer for something: its own setting, for all of its addresses (product table, row 14). */
export const senders = z.object({
  customerId: text,
  version: count,
  mode: z.enum(senderModes),
  /** Ids of partners that may not, whatever the mode. */
  blocked: z.array(text),
  /** Ids of partners that may while only listed ones may. */
  listed: z.array(text),
});
export type Senders = DeepReadonly<z.output<typeof senders>> & HasEvents;

/** Which customers an address speaks for. It is written with every change of them, so its version dates every right. */
export const administered = z.object({
  address: pseudonym,
  version: count,
  /** Null while it speaks for nobody. */
  email: personal(z.nullable(text)),
  /** Language in which its owner last read a page of Rapport; null where that is not known. */
  locale: z.nullable(text),
  /** Ids, the oldest first. */
  customers: z.array(text),
  /** The sandbox partner of each customer that is test data. */
  sandboxes: z.record(text, text),
  /** How many customers it founded, ever. */
  founded: count,
});
export type Administered = DeepReadonly<z.output<typeof administered>>;

/** A step of a customer: the state before, the state after, and what happened between. */
export interface CustomerStep {
  readonly before: Customer;
  readonly after: Customer;
  readonly event: DomainEvent;
}

/** A new customer. Its founder is administrator at once, without a cool-off. */
export const foundCustomer = (
  {
    id,
    name,
    sandbox = null,
    founder,
  }: Pick<Customer, "id" | "name"> & {
    readonly sandbox?: Sandbox;
    readonly founder: Omit<Administrator, "since" | "coolOffUntil">;
  },
  now: Instant,
): Customer => ({
  id,
  version: 0,
  name,
  verified: null,
  externalId: null,
  foundedAt: now,
  sandbox,
  administrators: [{ ...founder, since: now, coolOffUntil: null }],
  attendanceSince: now,
  waiting: [],
  links: 0,
  mails: null,
  recovery: null,
});

/** Whether somebody can speak for the customer. Otherwise nothing is granted, renewed or extended for it. */
export const isAttended = ({ administrators }: Pick<Customer, "administrators">): boolean => administrators.length > 0;

/** Whether somebody can speak for a customer, and since when that is so. */
export interface Attendance {
  readonly attended: boolean;
  readonly since: Instant;
}

/** Whether somebody can speak for the customer, and since when that is so. */
export const attendanceOf = (customer: Customer): Attendance => ({
  attended: isAttended(customer),
  since: customer.attendanceSince,
});

/** Draws up what may be told of a customer: never who its administrators are. */
export const readCustomerOf = (customer: Customer): CustomerReading => ({
  id: customer.id,
  version: customer.version,
  name: customer.name,
  verified: customer.verified,
  externalId: customer.externalId,
  attended: isAttended(customer),
  administrators: customer.administrators.length,
  since: customer.foundedAt,
  sandbox: customer.sandbox !== null,
});

/** Puts a step of a customer together with its event. */
export function customerStep<Type extends CustomerStateEventType>(
  type: Type,
  before: Customer,
  changed: Customer,
  extra: Omit<EventData[Type], "customer">,
): CustomerStep {
  const after = { ...changed, version: before.version + 1 };
  const data = { customer: readCustomerOf(after), ...extra };
  const sandbox = after.sandbox !== null;
  return { before, after, event: { type, aggregate: after.id, sequence: after.version, sandbox, data } };
}
