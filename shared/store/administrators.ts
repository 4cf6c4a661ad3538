import * as z from "zod/mini";
import type { Administrator } from "../domain/administrator.ts";
import { instant } from "../schema/primitives.ts";
import { keys } from "./keys.ts";
import type { Table } from "./table.ts";
import { isNew, type Write } from "./writes.ts";

// Those who were known before this was kept have no day; who was named and never answered a request has no language.
const administratorSchema = z.object({
  SK: z.string(),
  email: z.string(),
  since: z._default(z.nullable(instant), null),
  locale: z._default(z.nullable(z.string()), null),
});

const isThere = { expression: "attribute_exists(PK)" };

/** Reads an administrator, from the item at `keys.administrator`; throws on an item that is none. */
export function parseAdministrator(item: unknown): Administrator {
  const { SK, ...administrator } = administratorSchema.parse(item);
  return { ...administrator, id: SK.slice(keys.administrator("", "").SK.length) };
}

/** The customer's administrators. */
export async function readAdministrators(table: Table, customerId: string): Promise<Administrator[]> {
  const { PK, SK } = keys.administrator(customerId, "");
  const { items } = await table.query({ partition: PK, sort: { beginsWith: SK } });
  return items.map(parseAdministrator);
}

/** The write of somebody who was named; fails where the address is an administrator's already. */
export const namedAdministratorWrite = (
  customerId: string,
  { id, email, since }: Omit<Administrator, "locale">,
  namedBy: string,
): Write => ({
  kind: "put",
  item: {
    ...keys.administrator(customerId, id),
    entity: "administrator",
    schema: 1,
    version: 1,
    email,
    since,
    namedBy,
  },
  condition: isNew,
});

/** The write by which somebody is administrator no longer; fails where that is so already. */
export const administratorRemoval = (customerId: string, id: string): Write => ({
  kind: "delete",
  key: keys.administrator(customerId, id),
  condition: isThere,
});

/** Holds a transaction to somebody being administrator. */
export const administratorCheck = (customerId: string, id: string): Write => ({
  kind: "check",
  key: keys.administrator(customerId, id),
  condition: isThere,
});
