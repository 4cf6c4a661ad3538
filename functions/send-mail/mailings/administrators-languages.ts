import { rightsPlace } from "../../../shared/customer/items/administered.ts";
import type { Customer } from "../../../shared/customer/model.ts";
import { byId } from "../../../shared/table/plans.ts";
import type { Table } from "../../../shared/table/table.ts";

/** The customer with the language that each of its administrators last chose, when answering or signing in for any customer. */
export async function inOwnLanguages(table: Table, customer: Customer): Promise<Customer> {
  const rights = await table.read(
    byId(
      customer.administrators.map(({ id }) => id),
      rightsPlace,
    ),
  );
  const administrators = customer.administrators.map((administrator) => ({
    ...administrator,
    locale: rights.get(administrator.id)?.locale ?? administrator.locale,
  }));
  return { ...customer, administrators };
}
