import { personPseudonym } from "../../crypto/pseudonyms.ts";
import type { MasterKey } from "../../crypto/master-key.ts";
import { administratorOf } from "../rules/administrators.ts";
import type { Customer, Administered, Administrator } from "../model.ts";
import { notFound } from "../../kernel/refusal.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Cause, StoredEvent } from "../../events/envelope.ts";
import { rightsPlace } from "./administered.ts";
import { customerPlace } from "./item.ts";
import type { Found } from "../../table/plans.ts";
import type { Reads } from "../../transaction/commit.ts";

/** Time and request of a command by a signed-in address. */
export interface AddressMoment {
  readonly now: Instant;
  readonly correlationId: string;
  /** Pseudonym of the address. */
  readonly address: string;
  readonly email: string;
}

/** The same for one customer. Every command checks that the address is an administrator. */
export interface AdministratorMoment extends AddressMoment {
  readonly customerId: string;
}

/** An administrator and its customer. */
export interface ActingAdministrator {
  readonly customer: Customer;
  readonly administrator: Administrator;
  /** Its rights as read; transactions are conditional on them. */
  readonly rights: Administered;
}

type Acting = Pick<AdministratorMoment, "customerId" | "address">;

/** What an administrator is loaded from. */
export const actingPlaces = ({ customerId, address }: Acting) => ({
  customer: customerPlace(customerId),
  rights: rightsPlace(address),
});

/** An administrator with its customer, as read. A customer of others is reported as unknown. */
export function actingIn(
  { customer, rights }: Found<ReturnType<typeof actingPlaces>>,
  { customerId, address }: Acting,
): ActingAdministrator {
  if (customer === null || !rights.customers.includes(customerId)) throw notFound("customer");
  return { customer, administrator: administratorOf(customer, address), rights };
}

/** Loads a customer for its administrator. */
export const actingAdministrator = async (table: Reads, who: Acting): Promise<ActingAdministrator> =>
  actingIn(await table.read(actingPlaces(who)), who);

/** The cause of a change of the customer. The actor is a pseudonym for this customer. */
export const customerCause = (
  { now, correlationId, customerId, email }: AdministratorMoment,
  key: MasterKey,
): Cause => ({
  partnerId: "",
  actor: { kind: "customer", id: personPseudonym(email, customerId, key), customerId },
  now,
  correlationId,
  causationId: null,
});

/**
 * The administrator who caused an event of a relationship. The event has a pseudonym that is specific to the partner; the person is
 * found by it among the present administrators, and null if it is no longer one of them.
 */
export const administratorBehind = (
  { actor, partnerId }: Pick<StoredEvent["metadata"], "actor" | "partnerId">,
  { administrators }: Pick<Customer, "administrators">,
  key: MasterKey,
): Administrator | null =>
  administrators.find(({ email }) => personPseudonym(email, partnerId ?? "", key) === actor.id) ?? null;

/** The cause of a change of a relationship. The actor is a pseudonym for this partner. */
export const partnerCause = (moment: AdministratorMoment, partnerId: string, key: MasterKey): Cause => ({
  ...customerCause(moment, key),
  partnerId,
  actor: { kind: "customer", id: personPseudonym(moment.email, partnerId, key), customerId: moment.customerId },
});
