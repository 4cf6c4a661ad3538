import type { Instant } from "../../kernel/time.ts";
import { dateInWords, say } from "../../policy/words.ts";
import { noticeMail, type NoticePart } from "../../mail/notice.ts";
import type { Mail } from "../../invitation/mails/request-mail.ts";
import type { GrantNews, RelationshipNames, RelationshipTexts } from "./texts.ts";

/** A granted permission, by its name, with the end that it has or had. */
export interface NamedGrant {
  readonly name: string;
  readonly endsAt: Instant;
}

/** Reader of a notice. A customer gets links to the relationship and to its renewal, if there is something to renew. */
export type Reader = {
  readonly texts: RelationshipTexts;
  readonly names: RelationshipNames;
} & (
  | { readonly side: "partner"; readonly relationshipId: string }
  | { readonly side: "customer"; readonly page: string; readonly renewal: string | null }
);

/** Granted permissions will end or be extended, or have. The subject contains the earliest date. */
export function grantsNotice(reader: Reader, news: GrantNews, grants: readonly NamedGrant[]): Mail {
  const { lang, [reader.side]: texts } = reader.texts;
  const { subject, text, next } = texts[news];
  const known = { ...reader.names, date: dateInWords(grants.map(({ endsAt }) => endsAt).sort()[0] ?? "", lang) };
  const parts = [
    say(text, known),
    grants.map(({ name, endsAt }) => `${name} – ${dateInWords(endsAt, lang)}`),
    say(next, known),
  ];
  return noticeTo(reader, say(subject, known), parts, news === "expiring" || news === "expired");
}

/** To the partner: the customer took permissions back. */
export function removedNotice(
  reader: Extract<Reader, { side: "partner" }>,
  at: Instant,
  removed: readonly string[],
): Mail {
  const { subject, text, next } = reader.texts.partner.removed;
  const known = { ...reader.names, date: dateInWords(at, reader.texts.lang) };
  return noticeTo(reader, say(subject, known), [say(text, known), removed, next]);
}

/** To the partner: the customer ended the relationship, with the reason and the permissions that ended. */
export function terminatedNotice(
  reader: Extract<Reader, { side: "partner" }>,
  { at, reason, permissions }: { at: Instant; reason: string | null; permissions: readonly string[] },
): Mail {
  const words = reader.texts.partner.terminated;
  const known = { ...reader.names, date: dateInWords(at, reader.texts.lang) };
  return noticeTo(reader, say(words.subject, known), [
    say(words.text, known),
    reason !== null && say(words.reason, { reason }),
    ...(permissions.length === 0 ? [] : [words.permissions, permissions]),
    words.next,
  ]);
}

/** `isEnd`: a renewal would postpone this end, so the mail links to it. */
function noticeTo(reader: Reader, subject: string, parts: readonly (NoticePart | false)[], isEnd = false): Mail {
  const { texts, names } = reader;
  const { partner, customer } = texts;
  const mail = { texts, operator: names.operator, subject };
  return reader.side === "partner"
    ? noticeMail({
        ...mail,
        parts,
        footer: say(partner.footer, { ...names, relationshipId: reader.relationshipId }),
        addresses: [names.address],
      })
    : noticeMail({
        ...mail,
        footer: say(customer.footer, { ...names }),
        parts: [
          ...parts,
          ...(isEnd && reader.renewal !== null
            ? [{ href: reader.renewal, label: customer.renew }, customer.renewHint]
            : [{ href: reader.page, label: customer.link }]),
        ],
      });
}
