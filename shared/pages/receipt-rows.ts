import type { receiptOf } from "../invitation/rules/receipt.ts";
import { addDays, daysOf } from "../kernel/time.ts";
import type { Locale } from "../policy/locales.ts";
import { dateInWords, instantInWords, say } from "../policy/words.ts";
import type { ReceiptTexts } from "./receipt-texts.ts";

/** What a receipt states. */
export type Receipt = ReturnType<typeof receiptOf>;

/** The texts that a receipt is shown with. */
export interface OnReceipts {
  readonly lang: Locale;
  readonly receipt: Pick<
    ReceiptTexts,
    "rows" | "types" | "unverified" | "none" | "ends" | "extends" | "withPurpose" | "changes"
  >;
  /** What a permission is called. */
  readonly nameOf: (permission: string) => string;
}

/** A statement of a receipt: a text, several of them, a text for machines, or one with more to read. */
export type Stated = string | { readonly list: readonly string[] } | { readonly code: string } | Linked;

interface Linked {
  readonly href: string;
  readonly text: string;
}

type Row = readonly [term: string, stated: Stated];

/** Who accepted: the name, where it is known, else the address. */
export const whoAccepted = ({ offer, decision: { by } }: Receipt): string => by.name ?? by.email ?? offer.customer;

/**
 * What a receipt states: what was agreed, and the evidence. The server and the script of the page that checks receipts
 * show the same rows, so this must run in a browser too.
 */
export function receiptRows(
  receipt: Receipt,
  kid: string,
  { lang, nameOf, receipt: { rows, ...words } }: OnReceipts,
): { readonly agreed: readonly Row[]; readonly evidence: readonly Row[] } {
  const { offer, decision, decidedAt } = receipt;
  const { by, granted, duration } = decision;
  const agreement = decision.agreement ?? offer.agreement;
  const refused = offer.permissions.filter((id) => !granted.includes(id));
  const verified = offer.partnerVerified;
  const names = (ids: readonly string[]): Stated => ({ list: ids.map(nameOf) });
  const withPurpose = (stated: string, id: string): string => {
    const purpose = offer.purposes?.[id];
    return purpose === undefined ? stated : say(words.withPurpose, { named: stated, purpose });
  };
  // Permissions of a live relationship each have an end of their own.
  const changed = ({ permission, change, endsAt }: NonNullable<typeof decision.changes>[number]): string =>
    withPurpose(say(words.changes[change], { name: nameOf(permission), date: dateInWords(endsAt, lang) }), permission);
  const until: Row[] = [];
  if (granted.length > 0 && duration !== null && decision.changes === undefined) {
    const date = dateInWords(addDays(decidedAt, daysOf(duration)), lang);
    until.push([rows.until, say(offer.autoExtend ? words.extends : words.ends, { date })]);
  }
  return {
    agreed: [
      [rows.partner, offer.partnerName],
      [rows.verified, verified === null ? words.unverified : `${dateInWords(verified.at, lang)}: ${verified.how}`],
      [rows.relationship, words.types[offer.relationship]],
      ...(offer.purpose === undefined ? [] : [[rows.purpose, offer.purpose] as const]),
      [rows.sentTo, offer.customer],
      [rows.by, [...new Set([whoAccepted(receipt), by.title, by.email])].filter(Boolean).join(", ")],
      [rows.at, instantInWords(decidedAt, lang)],
      [
        rows.granted,
        granted.length === 0
          ? words.none
          : { list: decision.changes?.map(changed) ?? granted.map((id) => withPurpose(nameOf(id), id)) },
      ],
      ...(refused.length === 0 ? [] : [[rows.refused, names(refused)] as const]),
      ...until,
      [rows.agreement, { href: `/agreements/${agreement.version}`, text: agreement.version }],
    ],
    evidence: [
      [rows.agreementHash, { code: agreement.hash }],
      [rows.offerDigest, { code: receipt.offerDigest }],
      [rows.kid, { code: kid }],
      [rows.id, { code: receipt.jti }],
      [rows.relationshipId, { code: receipt.sub }],
      [rows.issuer, receipt.iss],
    ],
  };
}
