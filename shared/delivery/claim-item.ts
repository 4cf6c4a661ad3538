import { addDays, epochSeconds, type Instant } from "../kernel/time.ts";
import type { Key } from "../table/keys.ts";
import { presence } from "../table/places.ts";
import type { Table } from "../table/table.ts";
import { isNew, put } from "../table/writes.ts";

/** One mail of an event. `partnerId` is set if several partners are told, for two may have named the same address. */
export interface MailClaim {
  readonly eventId: string;
  readonly kind: string;
  readonly address: string;
  readonly partnerId?: string;
}

/** The key of a claim. */
export const mailKey = ({ eventId, kind, address, partnerId }: MailClaim): Key => ({
  PK: `MAIL#${eventId}`,
  SK: [kind, address, ...(partnerId === undefined ? [] : [partnerId])].join("#"),
});

/** Whether a mail is claimed. */
export const mailClaimPlace = (claim: MailClaim) => presence(mailKey(claim));

/** Claims outlive the retention of a queue (14 days). */
const claimDays = 30;

/** Claims a mail; false when it is claimed already. */
export const claimMail = (table: Table, claim: MailClaim, now: Instant): Promise<boolean> =>
  table.put(put(mailKey(claim), "mail", { at: now, ttl: epochSeconds(addDays(now, claimDays)) }).item, isNew);

/** Gives a claim back: the mail was definitely not sent. */
export const releaseMail = (table: Table, claim: MailClaim): Promise<void> => table.remove(mailKey(claim));
