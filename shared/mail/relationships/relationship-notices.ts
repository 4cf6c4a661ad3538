import type { Instant } from "../../domain/time.ts";
import type { Locale } from "../../policy/locales.ts";
import { dateInWords } from "../../policy/words.ts";
import { noticeMail, type NoticePart } from "../notices/notice.ts";
import type { Mail } from "../request-mail.ts";
import { relationshipTexts, type GrantNews, type RelationshipNames } from "./texts.ts";

/** A granted permission, by its name, with the end that it has or had. */
export interface NamedGrant {
  readonly name: string;
  readonly endsAt: Instant;
}

/**
 * To whom a notice about a relationship goes. A partner gets the relationship's id; a customer the way to its page in the
 * portal, and to the one that renews, null where there is nothing to renew.
 */
export type Reader = {
  readonly locale: Locale;
  readonly names: RelationshipNames;
} & (
  | { readonly side: "partner"; readonly relationshipId: string }
  | { readonly side: "customer"; readonly page: string; readonly renewal: string | null }
);

/** That granted permissions will end or go on, or have. The earliest of their dates stands in the subject. */
export function grantsNotice(reader: Reader, news: GrantNews, grants: readonly NamedGrant[]): Mail {
  const { lang, [reader.side]: texts } = relationshipTexts[reader.locale];
  const words = texts[news];
  const date = dateInWords(grants.map(({ endsAt }) => endsAt).sort()[0] ?? "", lang);
  const parts = [
    words.text(reader.names, date),
    grants.map(({ name, endsAt }) => `${name} – ${dateInWords(endsAt, lang)}`),
    words.next(reader.names),
  ];
  return noticeTo(reader, words.subject(reader.names, date), parts, news === "expiring" || news === "expired");
}

/** To the partner: the customer took permissions back. */
export function removedNotice(
  reader: Extract<Reader, { side: "partner" }>,
  at: Instant,
  removed: readonly string[],
): Mail {
  const { lang, partner } = relationshipTexts[reader.locale];
  const { subject, text, next } = partner.removed;
  const date = dateInWords(at, lang);
  return noticeTo(reader, subject(reader.names, date), [text(reader.names, date), removed, next(reader.names)]);
}

/** To the partner: the customer ended the relationship, why, and what it granted until then. */
export function terminatedNotice(
  reader: Extract<Reader, { side: "partner" }>,
  { at, reason, permissions }: { at: Instant; reason: string | null; permissions: readonly string[] },
): Mail {
  const { lang, partner } = relationshipTexts[reader.locale];
  const words = partner.terminated;
  const date = dateInWords(at, lang);
  return noticeTo(reader, words.subject(reader.names, date), [
    words.text(reader.names, date),
    reason !== null && words.reason(reason),
    ...(permissions.length === 0 ? [] : [words.permissions, permissions]),
    words.next(reader.names),
  ]);
}

/** `isEnd`: it tells of an end that a renewal would move, which is then one click away (product table, row 38). */
function noticeTo(reader: Reader, subject: string, parts: readonly (NoticePart | false)[], isEnd = false): Mail {
  const { lang, partner, customer } = relationshipTexts[reader.locale];
  return reader.side === "partner"
    ? noticeMail({
        lang,
        subject,
        parts,
        footer: partner.footer(reader.names, reader.relationshipId),
        addresses: [reader.names.customer],
      })
    : noticeMail({
        ...{ lang, subject, footer: customer.footer(reader.names) },
        parts: [
          ...parts,
          isEnd && reader.renewal !== null
            ? { href: reader.renewal, label: customer.renew }
            : { href: reader.page, label: customer.link },
        ],
      });
}
