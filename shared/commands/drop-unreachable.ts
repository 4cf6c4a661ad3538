import { withoutCustomer } from "../domain/administered.ts";
import { dropAdministrator } from "../domain/administrators.ts";
import type { Cause } from "../events/envelope.ts";
import { addressPlace, isReachable, unreachableCheck } from "../store/addresses.ts";
import { administeredWrite, rightsPlace } from "../store/administered.ts";
import { customerPlace, customerWrites } from "../store/customer-items.ts";
import { attempt } from "./attempt.ts";
import { cancelRestorationsTo } from "./cancel-restorations.ts";
import type { Dependencies } from "./dependencies.ts";
import { saveCountedForAll } from "./save-counted.ts";

type Needs = Pick<Dependencies, "table">;

/**
 * Mail to an address cannot arrive any more: each customer that it speaks for drops it (customers, rule 16), in one transaction
 * a customer with the address's rights, its open requests for permissions and the events. May run any number of times, and
 * does nothing once the operator has lifted what stopped mail to the address.
 */
export async function dropUnreachable(
  { table }: Needs,
  address: string,
  cause: Omit<Cause, "partnerId">,
): Promise<void> {
  const { rights } = await table.read({ rights: rightsPlace(address) });
  // One after another: all of them write the rights of the address.
  for (const customerId of rights.customers) {
    await attempt(() => dropOne(table, { customerId, address }, cause));
  }
}

async function dropOne(
  table: Needs["table"],
  { customerId, address }: { readonly customerId: string; readonly address: string },
  cause: Omit<Cause, "partnerId">,
): Promise<void> {
  const { customer, rights, known } = await table.read({
    customer: customerPlace(customerId),
    rights: rightsPlace(address),
    known: addressPlace(address),
  });
  if (customer === null || isReachable(known) || !rights.customers.includes(customerId)) return;
  const steps = dropAdministrator(customer, address, "unreachable", cause.now);
  if (steps.length === 0) return;
  const { writes, partners } = await cancelRestorationsTo(table, customerId, address, cause);
  const all = [
    ...customerWrites(steps, { ...cause, partnerId: "" }),
    administeredWrite(rights, withoutCustomer(rights, customerId)),
    ...writes,
    unreachableCheck(address),
  ];
  await saveCountedForAll(table, all, partners, cause.now);
}
