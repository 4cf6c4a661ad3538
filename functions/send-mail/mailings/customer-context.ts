import * as z from "zod/mini";
import type { Customer } from "../../../shared/customer/model.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import type { Mail } from "../../../shared/invitation/mails/request-mail.ts";
import { customerPlace } from "../../../shared/customer/items/item.ts";
import type { Table } from "../../../shared/table/table.ts";
import type { Mailing, MailSetting } from "../mailing.ts";
import { inOwnLanguages } from "./administrators-languages.ts";
import { languageAmong, toAdministrators, type AdministratorReader } from "./to-administrators.ts";

/** An event of a customer, and the present customer. */
export interface CustomerContext extends MailSetting {
  readonly table: Table;
  readonly event: StoredEvent;
  readonly customer: Customer;
}

/** Reads the customer of an event; null if there is none. */
export async function readCustomerContext(
  table: Table,
  event: StoredEvent,
  setting: MailSetting,
): Promise<CustomerContext | null> {
  const [id = ""] = event.metadata.aggregate.split("/");
  const { customer } = await table.read({ customer: customerPlace(id) });
  return customer && { ...setting, table, event, customer: await inOwnLanguages(table, customer) };
}

/** The acting administrator in a customer's event; null for the operator or a job. */
export const bySchema = z.nullable(z.object({ email: z.string(), name: z.nullable(z.string()) }));

/** The address that an event is about, and the acting administrator. */
export const personSchema = { administrator: z.object({ id: z.string(), email: z.string() }), by: bySchema };

/** A notice of a customer's own event to every administrator. */
export const noticeToAdministrators = (
  context: CustomerContext,
  mailTo: (reader: AdministratorReader) => Mail,
): Promise<Mailing[]> =>
  toAdministrators(
    context,
    context.customer,
    (administrator) => languageAmong(administrator, context.customer),
    mailTo,
  );

/** The address of a page of the customer in the portal. */
export const customerPage = ({ page }: AdministratorReader, { customer }: CustomerContext, path = ""): string =>
  page(`/customers/${customer.id}${path}`);

/** The address of the page with the customer's administrators. */
export const administratorsPage = (reader: AdministratorReader, context: CustomerContext): string =>
  customerPage(reader, context, "/administrators");
