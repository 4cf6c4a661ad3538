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

type ToPartner = Extract<Reader, { side: "partner" }>;

/** What a partner is told that somebody did with its permissions or its relationship. */
export type Change =
  | "removed"
  | "givenBack"
  | "removedElsewhere"
  | "suspended"
  | "paused"
  | "resumed"
  | "stillSuspended"
  | "permissionsPaused"
  | "permissionsResumed";

/** To the partner: permissions were removed, paused or resumed, or the whole relationship was. */
export function changeNotice(
  reader: ToPartner,
  change: Change,
  { at, permissions = [], reason = null }: { at: Instant; permissions?: readonly string[]; reason?: string | null },
): Mail {
  const { [change]: words, terminated } = reader.texts.partner;
  const known = { ...reader.names, date: dateInWords(at, reader.texts.lang) };
  return noticeTo(reader, say(words.subject, known), [
    say(words.text, known),
    permissions.length > 0 && permissions,
    reason !== null && say(terminated.reason, { reason }),
    say(words.next, known),
  ]);
}

/** To the partner: the customer or itself ended the relationship, with the reason and the permissions that ended. */
export function terminatedNotice(
  reader: ToPartner,
  {
    at,
    by,
    reason,
    permissions,
  }: { at: Instant; by: "customer" | "partner"; reason: string | null; permissions: readonly string[] },
): Mail {
  const { terminated, ended } = reader.texts.partner;
  const words = by === "partner" ? ended : terminated;
  const known = { ...reader.names, date: dateInWords(at, reader.texts.lang) };
  return noticeTo(reader, say(words.subject, known), [
    say(words.text, known),
    reason !== null && say(terminated.reason, { reason }),
    ...(permissions.length === 0 ? [] : [terminated.permissions, permissions]),
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
