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

const pseudonym = text;

/** An administrator of a customer: its founder, or an added address that has confirmed. */
const administrator = z.object({
  id: pseudonym,
  email: personalText,
  /** As typed when accepting; null if the administrator has never accepted. */
  name: personal(z.nullable(text)),
  /** The language of its last visit; null if unknown. */
  locale: z.nullable(text),
  since: instant,
  /** Until then a new administrator can revoke but not grant; null for no cool-off. */
  coolOffUntil: z.nullable(instant),
});
export type Administrator = DeepReadonly<z.output<typeof administrator>>;

/** An added address that has not confirmed. It has no rights and gets no notices. */
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

/** The operator's request to make an address administrator of an unattended customer. */
export const recovery = z.object({
  id: pseudonym,
  email: personalText,
  reason: personal(text),
  requestedAt: instant,
  /** When the address gets its confirmation link, unless an administrator stops it. */
  dueAt: instant,
  /** Number of the recovery, which the links that stop it contain. */
  number: version,
  status: z.enum(["waiting", "stopped", "confirming"]),
  force: z.boolean(),
});
export type Recovery = DeepReadonly<z.output<typeof recovery>>;

/** An organisation. It is founded when an address accepts for it; nothing in it derives from a mail domain. */
export const customer = z.object({
  id: idOf("customer"),
  /** Counts its events; 0 when founded, since the relationship's event covers that. */
  version: count,
  /** As the founder typed it, unverified unless `verified` is set. It can be a person's name. */
  name: personal(text),
  verified: z.nullable(verification),
  /** The vendor's account; only the operator sets it. */
  externalId: z.nullable(text),
  foundedAt: instant,
  /** The sandbox partner for which it was founded; null for a real one. It never changes. */
  sandbox: z.nullable(idOf("partner")),
  administrators: z.array(administrator),
  /** Since when it has administrators, or has had none. */
  attendanceSince: instant,
  waiting: z.array(waitingAdministrator),
  /** Number of the newest confirmation or recovery link. */
  links: count,
  /** Confirmation mails of the last day with one. */
  mails: z.nullable(z.object({ day: text, count })),
  recovery: z.nullable(recovery),
});
export type Customer = DeepReadonly<z.output<typeof customer>> & HasEvents;

/** A contact of a partner at a customer. */
export const contact = z.object({
  name: personal(z.nullable(text)),
  email: personalText,
  title: personal(z.nullable(text)),
});
export type Contact = DeepReadonly<z.output<typeof contact>>;

/** What one partner knows of a customer; no other partner can read it. */
export const partnerCustomer = z.object({
  customerId: idOf("customer"),
  partnerId: idOf("partner"),
  version,
  /** The partner's own name for it, if it gave one; it can be a person's. */
  organization: personal(z.nullable(text)),
  /** Mail domain of the accepting address. It gives no rights. */
  domain: text,
  since: instant,
  /** What the partner calls it now; it can be a person's name. */
  alias: personal(z.nullable(text)),
  /** The partner's own words for some of its customers. */
  tags: z.array(text),
  /** How often alias and tags have changed: their own version. */
  annotations: count,
  /** The people that the partner deals with. */
  contacts: z.array(contact),
});
export type PartnerCustomer = DeepReadonly<z.output<typeof partnerCustomer>> & HasEvents;

/** Whether every partner may ask the customer for something, or only those that it lists. */
export const senderModes = ["all", "listed"] as const;
export type SenderMode = (typeof senderModes)[number];

/** Which partners may ask a customer for something: its own setting, for all of its addresses. */
export const senders = z.object({
  customerId: text,
  version: count,
  mode: z.enum(senderModes),
  blocked: z.array(text),
  /** Ids of partners that are allowed in mode `listed`. */
  listed: z.array(text),
});
export type Senders = DeepReadonly<z.output<typeof senders>> & HasEvents;

/** A relationship that an address accepted, and its customer. */
const acceptance = z.object({ relationshipId: text, customerId: text });
export type AcceptedRelationship = DeepReadonly<z.output<typeof acceptance>>;

/** The customers of an address, and what it accepted. Every change of its rights raises the version. */
export const administered = z.object({
  address: pseudonym,
  version: count,
  email: personal(z.nullable(text)),
  /** Language in which its owner last read a page; null if unknown. */
  locale: z.nullable(text),
  /** Ids, the oldest first. */
  customers: z.array(text),
  /** The sandbox partner of each customer that is test data. */
  sandboxes: z.record(text, text),
  /** The relationships that it accepted, ended ones included, by partner and type. */
  accepted: z.record(text, z.array(acceptance)),
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

/** Whether the customer has administrators. Otherwise nothing is granted, renewed or extended. */
export const isAttended = ({ administrators }: Pick<Customer, "administrators">): boolean => administrators.length > 0;

/** Whether a customer has administrators, and since when. */
export interface Attendance {
  readonly attended: boolean;
  readonly since: Instant;
}

/** Whether the customer has administrators, and since when. */
export const attendanceOf = (customer: Customer): Attendance => ({
  attended: isAttended(customer),
  since: customer.attendanceSince,
});

/** The readable form of a customer, without its administrators. */
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

/** Builds a step of a customer with its event. */
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
