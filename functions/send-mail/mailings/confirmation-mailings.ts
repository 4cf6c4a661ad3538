import * as z from "zod/mini";
import { signConfirmation } from "../../../shared/crypto/confirmations.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { addDays } from "../../../shared/kernel/time.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { confirmAddressMail } from "../../../shared/invitation/mails/partner-notices.ts";
import { loadNoticeTexts } from "../../../shared/invitation/mails/texts.ts";
import { confirmationPolicy } from "../../../shared/policy/confirmations.ts";
import { partnerPlace } from "../../../shared/partner/items/partners.ts";
import type { Table } from "../../../shared/table/table.ts";
import type { Mailing, MailSetting } from "../mailing.ts";
import { partnerLocale } from "./partner-mailings.ts";
import { noticeTo } from "./to-administrators.ts";

const waiting = z._default(z.array(z.string()), []);
const eventSchema = z.object({
  partner: z.object({ notificationsWaiting: waiting }),
  previous: z.optional(z.object({ notificationsWaiting: z.optional(z.array(z.string())) })),
});

/**
 * The mail with which an address confirms that it wants a partner's notices, to each address that this event added and that
 * still has to confirm. The link is made here and not stored.
 */
export async function confirmationMailings(
  table: Table,
  { metadata, data }: StoredEvent,
  { masterKey, publicUrl, operatorName, now }: MailSetting,
): Promise<Mailing[]> {
  const { partner: after, previous } = eventSchema.parse(data);
  // Without a previous value it did not change, unless the partner is new.
  const before = previous === undefined ? [] : (previous.notificationsWaiting ?? after.notificationsWaiting);
  const asked = after.notificationsWaiting.filter((address) => !before.includes(address));
  const endsAt = addDays(metadata.occurredAt, confirmationPolicy.days);
  if (asked.length === 0 || now >= endsAt) return [];
  const { partner } = await table.read({ partner: partnerPlace(metadata.aggregate) });
  if (partner === null) return [];
  const locale = partnerLocale(partner);
  const texts = await loadNoticeTexts(locale);
  return asked
    .filter((to) => partner.notificationsWaiting.includes(to))
    .map((to) => {
      const address = addressPseudonym(to, masterKey);
      const number = metadata.sequence;
      const token = signConfirmation(
        { kind: "notifications", subject: partner.id, address, number, endsAt },
        masterKey,
      );
      const mail = confirmAddressMail({
        texts,
        names: { partner: partner.displayName, operator: operatorName },
        link: `${publicUrl}/confirm/${token}?lang=${locale}`,
        days: confirmationPolicy.days,
      });
      return { ...noticeTo(to, { operatorName }, mail), kind: "partner-notice", linkVersion: number };
    });
}
