import { renameCustomer as rename } from "../domain/customer-changes.ts";
import { rightsUnchanged } from "../store/administered.ts";
import { customerWrites } from "../store/customer-items.ts";
import { actingAdministrator, customerCause, type AdministratorMoment } from "./administrator-moment.ts";
import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";

/** An administrator renames the customer, which takes its verification away (customers, rule 4). The same name changes nothing. */
export async function renameCustomer(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  name: string,
  moment: AdministratorMoment,
): Promise<void> {
  const key = await masterKey();
  await attempt(async () => {
    const { customer, administrator, rights } = await actingAdministrator(table, moment);
    const steps = rename(customer, name, { by: administrator, now: moment.now });
    if (steps.length === 0) return;
    await table.transact([...customerWrites(steps, customerCause(moment, key)), rightsUnchanged(rights)]);
  });
}
