import type { SenderMode } from "../model.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Text } from "../../message.ts";
import { say } from "../../policy/words.ts";
import type { Mail } from "../../invitation/mails/request-mail.ts";
import { customerMail, type CustomerMailReader, type ActingPerson } from "./customer-mail.ts";

/** To administrators: one of them renamed the customer. */
export function renamedMail(
  reader: CustomerMailReader,
  {
    by,
    at,
    before,
    wasVerified,
    page,
  }: {
    readonly by: ActingPerson;
    readonly at: Instant;
    readonly before: string;
    readonly wasVerified: boolean;
    readonly page: string;
  },
): Mail {
  const { changed, footers, links } = reader.texts;
  return customerMail(reader, {
    ...{ by, at, subject: changed.nameSubject, footer: footers.administrators },
    values: { before },
    parts: [changed.name, wasVerified && changed.unverified, changed.wrong, { href: page, label: links.portal }],
  });
}

/** What the operator changed of a customer; what is absent stayed. */
export interface OperatorsChange {
  /** How the customer was verified; null where a verification was withdrawn. */
  readonly verified?: string | null;
  /** The vendor's account; null where it was unlinked. */
  readonly externalId?: string | null;
}

/** To administrators: the operator verified the customer, or linked an account to it. */
export function changedByOperatorMail(
  reader: CustomerMailReader,
  { at, change, page }: { readonly at: Instant; readonly change: OperatorsChange; readonly page: string },
): Mail {
  const { changed, footers, links } = reader.texts;
  const { verified, externalId } = change;
  return customerMail(reader, {
    ...{ at, subject: changed.subject, footer: footers.administrators },
    values: { how: verified ?? "", account: externalId ?? "" },
    parts: [
      verified !== undefined && (verified === null ? changed.verificationWithdrawn : changed.verified),
      externalId !== undefined && (externalId === null ? changed.accountRemoved : changed.account),
      changed.operatorWrong,
      { href: page, label: links.portal },
    ],
  });
}

/** One change of who may send requests to a customer. */
export type SendersNews =
  | { readonly kind: SenderMode }
  | { readonly kind: "blocked" | "unblocked" | "added" | "taken"; readonly partner: string };

/** To administrators: one of them changed who may send requests to the customer. */
export function sendersMail(
  reader: CustomerMailReader,
  {
    by,
    at,
    news,
    page,
  }: { readonly by: ActingPerson; readonly at: Instant; readonly news: readonly SendersNews[]; readonly page: string },
): Mail {
  const { senders, footers, links } = reader.texts;
  const sentences = news.map((one) => {
    const text: Text = senders[one.kind];
    return say(text, "partner" in one ? { partner: one.partner } : {});
  });
  return customerMail(reader, {
    ...{ by, at, subject: senders.subject, footer: footers.administrators },
    parts: [senders.by, sentences, senders.wrong, { href: page, label: links.senders }],
  });
}
