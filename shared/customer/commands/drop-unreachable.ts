import { withoutCustomer } from "../rules/administered.ts";
import { dropAdministrator } from "../rules/administrators.ts";
import type { Cause } from "../../events/envelope.ts";
import { addressPlace, isReachable, unreachableCheck } from "../../delivery/address-item.ts";
import { administeredWrite, rightsPlace } from "../items/administered.ts";
import { customerPlace, customerWrites } from "../items/item.ts";
import { cancelRestorationsTo } from "../../relationship/commands/cancel-restorations.ts";
import { done, type Reads } from "../../transaction/commit.ts";
import { closing } from "../../partner/commands/counted-quotas.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";

type Needs = Pick<Dependencies, "table">;

/**
 * Removes an address that no longer receives mail from each of its customers, in one transaction per customer. It is
 * idempotent, and does nothing once the operator has lifted the suppression.
 */
export async function dropUnreachable(
  { table }: Needs,
  address: string,
  cause: Omit<Cause, "partnerId">,
): Promise<void> {
  const { rights } = await table.read({ rights: rightsPlace(address) });
  // One after another: all of them write the rights of the address.
  for (const customerId of rights.customers) {
    await dropOne(table, { customerId, address }, cause);
  }
}

async function dropOne(
  table: Needs["table"],
  { customerId, address }: { readonly customerId: string; readonly address: string },
  cause: Omit<Cause, "partnerId">,
): Promise<void> {
  const load = (reads: Reads) =>
    reads.read({ customer: customerPlace(customerId), rights: rightsPlace(address), known: addressPlace(address) });
  await execute(table, cause, load, async ({ customer, rights, known }) => {
    const isDropped = customer !== null && !isReachable(known) && rights.customers.includes(customerId);
    const steps = isDropped ? dropAdministrator(customer, address, "unreachable", cause.now) : [];
    if (steps.length === 0) return done();
    const { writes, partners } = await cancelRestorationsTo(table, customerId, address, cause);
    const all = [
      ...customerWrites(steps, { ...cause, partnerId: "" }),
      administeredWrite(rights, withoutCustomer(rights, customerId)),
      ...writes,
      unreachableCheck(address),
    ];
    return { ...done(all), counting: closing(partners) };
  });
}
