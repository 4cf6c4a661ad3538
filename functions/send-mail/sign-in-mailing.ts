import * as z from "zod/mini";
import { signSignIn } from "../../shared/crypto/sign-in.ts";
import { opensSession } from "../../shared/domain/sign-in.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import { signInMail } from "../../shared/mail/notices/customer-notices.ts";
import { defaultLocale, isLocale } from "../../shared/policy/locales.ts";
import { signInPolicy } from "../../shared/policy/sign-in.ts";
import { parseAdministrator } from "../../shared/store/administrators.ts";
import { keys } from "../../shared/store/keys.ts";
import { parseSignIn } from "../../shared/store/sign-ins.ts";
import type { Table } from "../../shared/store/table.ts";
import type { Mailing, MailSetting } from "./mailing.ts";

const eventSchema = z.object({
  signIn: z.object({
    customerId: z.string(),
    administrator: z.string(),
    number: z.number(),
    locale: z.string(),
    next: z.string(),
  }),
});

/**
 * The mail with a link to sign in to the portal; none unless the link would still open a session: it is the newest of its
 * administrator, who still is one. The link is made here and stands nowhere else.
 */
export async function signInMailings(table: Table, { data }: StoredEvent, setting: MailSetting): Promise<Mailing[]> {
  const { customerId, administrator, number, locale, next } = eventSchema.parse(data).signIn;
  const [known, item] = await table.getMany([
    keys.administrator(customerId, administrator),
    keys.signIn(customerId, administrator),
  ]);
  if (!known || !opensSession(parseSignIn(item, customerId, administrator), number, setting.now)) return [];
  const { publicUrl, masterKey, operatorName } = setting;
  const token = signSignIn({ customerId, address: administrator, number }, masterKey);
  const link = new URL(`${publicUrl}/portal/sign-in/${token}`);
  link.searchParams.set("lang", locale);
  if (next !== "") link.searchParams.set("next", next);
  const mail = signInMail({
    locale: isLocale(locale) ? locale : defaultLocale,
    operatorName,
    link: link.href,
    minutes: signInPolicy.minutes,
  });
  const to = parseAdministrator(known).email;
  return [{ kind: "sign-in", to, senderName: operatorName, replyTo: null, linkVersion: number, mail, headers: {} }];
}
