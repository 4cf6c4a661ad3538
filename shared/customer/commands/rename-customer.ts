import { renameCustomer as rename } from "../rules/changes.ts";
import { rightsUnchanged } from "../items/administered.ts";
import { customerWrites } from "../items/item.ts";
import { actingAdministrator, customerCause, type AdministratorMoment } from "./administrator-moment.ts";
import { done, type Reads } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";

/** An administrator renames the customer, which takes its verification away (customers, rule 4). The same name changes nothing. */
export async function renameCustomer(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  name: string,
  moment: AdministratorMoment,
): Promise<void> {
  const key = await masterKey();
  const load = (reads: Reads) => actingAdministrator(reads, moment);
  await execute(table, moment, load, ({ customer, administrator, rights }) => {
    const steps = rename(customer, name, { by: administrator, now: moment.now });
    const writes = [...customerWrites(steps, customerCause(moment, key)), rightsUnchanged(rights)];
    return done(steps.length === 0 ? [] : writes);
  });
}
