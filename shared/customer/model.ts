import type { CustomerReading } from "./answers.ts";
import type { Administrator, WaitingAdministrator } from "./rules/administrator.ts";
import type { DomainEvent, HasEvents } from "../events/event.ts";
import type { EventData } from "../events/all.ts";
import type { CustomerStateEventType } from "./events.ts";
import type { Verification } from "../terms/model.ts";
import type { Sandbox } from "../partner/rules/sandbox.ts";
import type { Instant } from "../kernel/time.ts";

/** A request by the operator to make an address administrator of a customer that nobody can speak for. */
export interface Recovery {
  /** Pseudonym of the address. */
  readonly id: string;
  readonly email: string;
  readonly reason: string;
  readonly requestedAt: Instant;
  /** When the address gets its confirmation link, unless an administrator stops it. */
  readonly dueAt: Instant;
  /** Number of the recovery; links that stop it carry it. */
  readonly number: number;
  readonly status: "waiting" | "stopped" | "confirming";
  /** Whether the operator overruled the wait. */
  readonly force: boolean;
}

/** An organisation. It is founded when an address accepts for it; nothing in it derives from a mail domain. */
export interface Customer extends HasEvents {
  readonly id: string;
  /** Counts its events; 0 when it is founded, for founding is told by the relationship's event. */
  readonly version: number;
  /** What the founder typed. Nobody checked it unless `verified` says so. */
  readonly name: string;
  readonly verified: Verification | null;
  /** The vendor's account; only the operator sets it. */
  readonly externalId: string | null;
  readonly foundedAt: Instant;
  /** The sandbox partner for which it was founded; null for a real one. It never changes. */
  readonly sandbox: Sandbox;
  readonly administrators: readonly Administrator[];
  /** Since when it has administrators, or has none. */
  readonly attendanceSince: Instant;
  readonly waiting: readonly WaitingAdministrator[];
  /** Number of the newest confirmation or recovery link. */
  readonly links: number;
  /** Confirmation mails of the last day on which one was asked for. */
  readonly mails: { readonly day: string; readonly count: number } | null;
  readonly recovery: Recovery | null;
}

/** Somebody whom a partner deals with at a customer. */
export interface Contact {
  readonly name: string | null;
  readonly email: string;
  readonly title: string | null;
}

/** What one partner knows of one customer; no other partner sees it. */
export interface PartnerCustomer {
  readonly customerId: string;
  readonly partnerId: string;
  /** What this partner calls it; null where it never said. */
  readonly organization: string | null;
  /** Mail domain of the address that accepted; it helps to search and gives no right. */
  readonly domain: string;
  readonly since: Instant;
}

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
  ...{ id, version: 0, name, verified: null, externalId: null, foundedAt: now, sandbox },
  administrators: [{ ...founder, since: now, coolOffUntil: null }],
  attendanceSince: now,
  ...{ waiting: [], links: 0, mails: null, recovery: null },
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
