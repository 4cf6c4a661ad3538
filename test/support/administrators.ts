import type { AdministratorMoment } from "../../shared/customer/commands/administrator-moment.ts";
import { addAdministrator, confirmAdministrator } from "../../shared/customer/commands/change-administrators.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { recipientOf } from "../../shared/delivery/commands/recipient.ts";
import { signSignIn } from "../../shared/crypto/sign-in.ts";
import { withCustomer } from "../../shared/customer/rules/administered.ts";
import { foundCustomer } from "../../shared/customer/model.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { administeredWrite, rightsPlace } from "../../shared/customer/items/administered.ts";
import { customerPlace, newCustomerWrites } from "../../shared/customer/items/item.ts";
import { signInPlace } from "../../shared/portal-access/sign-in-item.ts";
import { present } from "../../shared/table/places.ts";
import { later, now } from "./builders/fixed-clock.ts";

type Place = Pick<Dependencies, "table" | "masterKey" | "newId">;

/** Founds a customer for an address, as accepting would, and answers the moment at which its administrator acts. */
export async function anAdministrator(place: Place, email: string, at: Instant = now): Promise<AdministratorMoment> {
  const { address } = recipientOf(email, await place.masterKey());
  const customer = foundCustomer(
    { id: place.newId("customer"), name: email, founder: { id: address, email, name: null, locale: null } },
    now,
  );
  const before = await place.table.read(rightsPlace(address));
  const after = withCustomer(before, { customerId: customer.id, email, locale: null, isFounder: true });
  await place.table.transact([...newCustomerWrites(customer, "d"), administeredWrite(before, after)]);
  return { now: at, correlationId: "c-4", customerId: customer.id, address, email };
}

/** The confirmation that waits for an address. Its number is 0 where none waits. */
export async function confirmationOf({ table, masterKey }: Omit<Place, "newId">, customerId: string, email: string) {
  const { address } = recipientOf(email, await masterKey());
  const { waiting } = await table.read(present(customerPlace(customerId)));
  return { customerId, address, number: waiting.find(({ id }) => id === address)?.number ?? 0 };
}

/** An administrator that another one added, at a moment after its cool-off. */
export async function aColleague(
  place: Place & Pick<Dependencies, "policy">,
  of: AdministratorMoment,
  email: string,
): Promise<AdministratorMoment> {
  await addAdministrator(place, { email, locale: null }, of);
  const confirmation = await confirmationOf(place, of.customerId, email);
  await confirmAdministrator(place, confirmation, { now: of.now, correlationId: "c-6", locale: null });
  return { ...of, now: later({ days: 7 }, of.now), address: confirmation.address, email };
}

/** The token of the newest mail that an address asked for; null where none was mailed. */
export async function newestToken({ table, masterKey }: Omit<Place, "newId">, email: string): Promise<string | null> {
  const key = await masterKey();
  const { address } = recipientOf(email, key);
  const { version } = await table.read(signInPlace(address));
  return version === 0 ? null : signSignIn({ address, number: version }, key);
}
