import * as z from "zod/mini";
import { signStop } from "../../../shared/crypto/stops.ts";
import { isAttended, type Administrator } from "../../../shared/customer/model.ts";
import { stoppableRecovery } from "../../../shared/customer/rules/recovery.ts";
import {
  attendedNotice,
  recoveryCompletedNotice,
  recoveryRequestedNotice,
  recoveryStoppedNotice,
  unattendedNotice,
} from "../../../shared/customer/mails/partner-mails.ts";
import {
  recoveryCompletedMail,
  recoveryRequestedMail,
  recoveryStoppedMail,
} from "../../../shared/customer/mails/administrator-mails.ts";
import {
  administratorsPage,
  bySchema,
  noticeToAdministrators,
  personSchema,
  type CustomerContext,
} from "./customer-context.ts";
import { toLivePartners } from "./live-partners.ts";
import type { Mailing } from "../mailing.ts";
import { languageAmong } from "./to-administrators.ts";

/** Notifies each partner that the customer has no reachable administrator, unless it has one again. */
export const unattendedMailings = async (context: CustomerContext): Promise<Mailing[]> =>
  isAttended(context.customer) ? [] : toLivePartners(context, unattendedNotice);

/** Notifies each partner that the customer has an administrator again, unless that has changed since. */
export const attendedMailings = async (context: CustomerContext): Promise<Mailing[]> =>
  isAttended(context.customer) ? toLivePartners(context, attendedNotice) : [];

const requestedSchema = z.object({
  administrator: personSchema.administrator,
  reason: z.string(),
  force: z.boolean(),
  number: z.number(),
  dueAt: z.string(),
});

/** Notifies all administrators of a recovery, each with a link to stop it while that is possible; and each partner. */
export async function recoveryRequestedMailings(context: CustomerContext): Promise<Mailing[]> {
  const { event } = context;
  const { administrator, reason, force, number, dueAt } = requestedSchema.parse(event.data);
  const at = event.metadata.occurredAt;
  const { email: address } = administrator;
  return [
    ...(await noticeToAdministrators(context, (reader) => {
      const stop = stopLink(context, reader.administrator, number);
      return recoveryRequestedMail(reader, { at, address, reason, force, dueAt, stop });
    })),
    ...(await toLivePartners(context, (reader, about) => recoveryRequestedNotice(reader, { ...about, force, dueAt }))),
  ];
}

function stopLink(
  { customer, masterKey, publicUrl, now }: CustomerContext,
  administrator: Administrator,
  number: number,
): string | null {
  if (stoppableRecovery(customer, number, now) === null) return null;
  const token = signStop({ kind: "recovery", subject: customer.id, address: administrator.id, number }, masterKey);
  return `${publicUrl}/stop/${token}?lang=${languageAmong(administrator, customer)}`;
}

/** Notifies all administrators and each partner that a recovery was stopped. */
export async function recoveryStoppedMailings(context: CustomerContext): Promise<Mailing[]> {
  const by = bySchema.parse(context.event.data["by"]) ?? "former";
  const at = context.event.metadata.occurredAt;
  return [
    ...(await noticeToAdministrators(context, (reader) =>
      recoveryStoppedMail(reader, { by, at, page: administratorsPage(reader, context) }),
    )),
    ...(await toLivePartners(context, recoveryStoppedNotice)),
  ];
}

/** Notifies all administrators and each partner that the address of a recovery has confirmed. */
export async function recoveryCompletedMailings(context: CustomerContext): Promise<Mailing[]> {
  const at = context.event.metadata.occurredAt;
  return [
    ...(await noticeToAdministrators(context, (reader) =>
      recoveryCompletedMail(reader, { at, page: administratorsPage(reader, context) }),
    )),
    ...(await toLivePartners(context, recoveryCompletedNotice)),
  ];
}
