import * as z from "zod/mini";
import { signConfirmation } from "../../../shared/crypto/confirmations.ts";
import { entryOfLink } from "../../../shared/customer/rules/administrators.ts";
import {
  addedMail,
  confirmedMail,
  droppedMail,
  farewellMail,
  welcomeMail,
} from "../../../shared/customer/mails/administrator-mails.ts";
import { isOffered, type Locale } from "../../../shared/policy/locales.ts";
import { rightsPlace } from "../../../shared/customer/items/administered.ts";
import type { ActingPerson } from "../../../shared/customer/mails/customer-mail.ts";
import { administratorsPage, noticeToAdministrators, personSchema, type CustomerContext } from "./customer-context.ts";
import type { Mailing } from "../mailing.ts";
import { languageAmong, noticeTo, readerIn } from "./to-administrators.ts";

const addedSchema = z.object({ ...personSchema, expiresAt: z.string(), number: z.number() });

/** Notifies all administrators of an addition, and asks the added address to confirm while its link is valid. */
export async function addedMailings(context: CustomerContext): Promise<Mailing[]> {
  const { administrator, by: person, expiresAt } = addedSchema.parse(context.event.data);
  const by: ActingPerson = person ?? "operator";
  const at = context.event.metadata.occurredAt;
  const added = { by, at, address: administrator.email, expiresAt };
  return [
    ...(await welcomeMailing(context)),
    ...(await noticeToAdministrators(context, (reader) =>
      addedMail(reader, { ...added, page: administratorsPage(reader, context) }),
    )),
  ];
}

async function welcomeMailing(context: CustomerContext): Promise<Mailing[]> {
  const { event, customer, masterKey, publicUrl, now } = context;
  const { administrator, by, number } = addedSchema.parse(event.data);
  const entry = entryOfLink(customer, { id: administrator.id, number }, now);
  if (entry === undefined) return [];
  const { id: address, email, expiresAt } = entry;
  const token = signConfirmation(
    { kind: "administrator", subject: customer.id, address, number, endsAt: expiresAt },
    masterKey,
  );
  const locale = await languageOfAddress(context, address, entry.locale);
  const link = `${publicUrl}/confirm/${token}?lang=${locale}`;
  const added = { by: by ?? "operator", at: event.metadata.occurredAt, expiresAt, link } as const;
  return [noticeTo(email, context, welcomeMail(await readerIn(locale, context, customer), added))];
}

/** The language in which the address last read a page, else another known one. */
async function languageOfAddress(
  { table, customer }: CustomerContext,
  address: string,
  otherwise: string | null,
): Promise<Locale> {
  const { rights } = await table.read({ rights: rightsPlace(address) });
  return languageAmong({ locale: [rights.locale, otherwise].find(isOffered) ?? null }, customer);
}

const confirmedSchema = z.object({ administrator: personSchema.administrator, coolOffUntil: z.nullable(z.string()) });

/** Notifies all administrators, including the new one, that an added address has confirmed. */
export function confirmedMailings(context: CustomerContext): Promise<Mailing[]> {
  const { administrator, coolOffUntil } = confirmedSchema.parse(context.event.data);
  const at = context.event.metadata.occurredAt;
  return noticeToAdministrators(context, (reader) => {
    const isSelf = reader.administrator.id === administrator.id;
    const page = isSelf ? reader.page("") : administratorsPage(reader, context);
    return confirmedMail(reader, { isSelf, at, address: administrator.email, coolOffUntil, page });
  });
}

const removedSchema = z.object({
  ...personSchema,
  cause: z.enum(["removed", "left", "unconfirmed", "unreachable", "erased"]),
  confirmed: z._default(z.boolean(), true),
});

/**
 * Notifies the remaining administrators of a removal and its reason; and the removed address, unless it is unreachable, never
 * confirmed, or is an administrator again.
 */
export async function removedMailings(context: CustomerContext): Promise<Mailing[]> {
  const { event, customer } = context;
  const { administrator, by: person, cause, confirmed: wasConfirmed } = removedSchema.parse(event.data);
  const removal = { by: person ?? ("operator" as const), at: event.metadata.occurredAt, wasConfirmed };
  const { email } = administrator;
  const toOthers = await noticeToAdministrators(context, (reader) =>
    droppedMail(reader, { ...removal, cause, address: email, page: administratorsPage(reader, context) }),
  );
  if (cause === "unconfirmed" || cause === "unreachable") return toOthers;
  if (customer.administrators.some(({ id }) => id === administrator.id)) return toOthers;
  const locale = await languageOfAddress(context, administrator.id, null);
  const reader = await readerIn(locale, context, customer);
  return [noticeTo(email, context, farewellMail(reader, { ...removal, cause })), ...toOthers];
}
