import { personPseudonym } from "../../crypto/pseudonyms.ts";
import type { MasterKey } from "../../crypto/master-key.ts";
import { administratorOf } from "../rules/administrators.ts";
import type { Customer, Administered, Administrator } from "../model.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Cause } from "../../events/envelope.ts";
import { rightsPlace } from "../items/administered.ts";
import { customerPlace } from "../items/item.ts";
import type { Reads } from "../../transaction/commit.ts";

/** When and in which request somebody acts who has signed in with an address. */
export interface AddressMoment {
  readonly now: Instant;
  readonly correlationId: string;
  /** Pseudonym of the address. */
  readonly address: string;
  readonly email: string;
}

/** The same, for one customer. Whether the address speaks for it is read with everything it does. */
export interface AdministratorMoment extends AddressMoment {
  readonly customerId: string;
}

/** An administrator with the customer it speaks for, as both are now. */
export interface ActingAdministrator {
  readonly customer: Customer;
  readonly administrator: Administrator;
  /** Its rights as they were read; a transaction is held to them. */
  readonly rights: Administered;
}

/** Reads the right to speak for a customer; a customer of others answers as an unknown one. One read request. */
export async function actingAdministrator(
  table: Reads,
  { customerId, address }: Pick<AdministratorMoment, "customerId" | "address">,
): Promise<ActingAdministrator> {
  const { customer, rights } = await table.read({ customer: customerPlace(customerId), rights: rightsPlace(address) });
  if (customer === null || !rights.customers.includes(customerId))
    throw new Refusal("not-found", "There is no such customer.");
  return { customer, administrator: administratorOf(customer, address), rights };
}

/** The cause of what an administrator does for the customer alone. The person is a pseudonym of this customer's own. */
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

/** The cause of what an administrator does to a partner's relationship. The person is a pseudonym of this partner's own. */
export const partnerCause = (moment: AdministratorMoment, partnerId: string, key: MasterKey): Cause => ({
  ...customerCause(moment, key),
  partnerId,
  actor: { kind: "customer", id: personPseudonym(moment.email, partnerId, key), customerId: moment.customerId },
});
