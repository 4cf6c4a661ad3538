import * as z from "zod/mini";
import { signSignIn } from "../../../shared/crypto/sign-in.ts";
import { opensSession } from "../../../shared/portal-access/rules.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { signInMail } from "../../../shared/invitation/mails/customer-notices.ts";
import { loadNoticeTexts } from "../../../shared/invitation/mails/texts.ts";
import { spokenLocale } from "../../../shared/policy/locales.ts";
import { signInPolicy } from "../../../shared/portal-access/model.ts";
import { rightsPlace } from "../../../shared/customer/items/administered.ts";
import { signInPlace } from "../../../shared/portal-access/sign-in-item.ts";
import type { Table } from "../../../shared/table/table.ts";
import type { Mailing, MailSetting } from "../mailing.ts";
import { noticeTo } from "./to-administrators.ts";

const eventSchema = z.object({
  signIn: z.object({
    address: z.string(),
    number: z.number(),
    locale: z.string(),
    next: z.string(),
  }),
});

/**
 * The mail with a link to sign in to the portal, if the link can still open a session and the address is still an administrator.
 * The link is made here and not stored.
 */
export async function signInMailings(table: Table, { data }: StoredEvent, setting: MailSetting): Promise<Mailing[]> {
  const { address, number, locale, next } = eventSchema.parse(data).signIn;
  const { rights, signIn } = await table.read({ rights: rightsPlace(address), signIn: signInPlace(address) });
  const { email: to } = rights;
  if (to === null || !opensSession(signIn, number, setting.now)) return [];
  const { publicUrl, masterKey, operatorName } = setting;
  const token = signSignIn({ address, number }, masterKey);
  const link = new URL(`${publicUrl}/portal/sign-in/${token}`);
  const spoken = spokenLocale(locale);
  link.searchParams.set("lang", spoken);
  if (next !== "") link.searchParams.set("next", next);
  const mail = signInMail({
    texts: await loadNoticeTexts(spoken),
    operator: operatorName,
    link: link.href,
    minutes: signInPolicy.minutes,
  });
  return [{ ...noticeTo(to, setting, mail), kind: "sign-in", linkVersion: number }];
}
