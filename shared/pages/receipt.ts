import { html, type Html } from "../html/html.ts";
import type { receiptOf } from "../invitation/rules/receipt.ts";
import { addDays, daysOf } from "../kernel/time.ts";
import { permissionName, type PermissionTexts } from "../policy/permission-texts.ts";
import { dateInWords, instantInWords, say } from "../policy/words.ts";
import { definitions } from "./parts.ts";
import type { ReceiptTexts } from "./receipt-texts.ts";
import type { SharedTexts } from "./texts.ts";

/** What a receipt states. */
export type Receipt = ReturnType<typeof receiptOf>;

/** The texts that a receipt is shown with. */
export interface OnReceipts extends Pick<SharedTexts, "lang"> {
  readonly receipt: ReceiptTexts;
  readonly catalogue: PermissionTexts;
}

/** Who accepted: the name, where it is known, else the address. */
const whoAccepted = ({ offer, decision: { by } }: Receipt): string => by.name ?? by.email ?? offer.customer;

/** The heading of a receipt. */
export const receiptTitle = (receipt: Receipt, { receipt: words }: OnReceipts): string =>
  say(words.title, { who: whoAccepted(receipt), partner: receipt.offer.partnerName });

/** What a receipt states, in words. */
export function receiptStatement(receipt: Receipt, kid: string, { receipt: words, catalogue, lang }: OnReceipts): Html {
  const { offer, decision, decidedAt } = receipt;
  const { rows } = words;
  const { by, granted, duration } = decision;
  const agreement = decision.agreement ?? offer.agreement;
  const refused = offer.permissions.filter((id) => !granted.includes(id));
  const names = (ids: readonly string[]): Html =>
    html`<ul>
      ${ids.map((id) => html`<li>${permissionName(id, catalogue)}</li>`)}
    </ul>`;
  const verified = offer.partnerVerified;
  return html`${definitions(
      [rows.partner, offer.partnerName],
      [rows.verified, verified === null ? words.unverified : `${dateInWords(verified.at, lang)}: ${verified.how}`],
      [rows.relationship, words.types[offer.relationship]],
      [rows.sentTo, offer.customer],
      [rows.by, [...new Set([whoAccepted(receipt), by.title, by.email])].filter(Boolean).join(", ")],
      [rows.at, instantInWords(decidedAt, lang)],
      [rows.granted, granted.length === 0 ? words.none : names(granted)],
      refused.length > 0 && [rows.refused, names(refused)],
      granted.length > 0 &&
        duration !== null && [
          rows.until,
          say(offer.autoExtend ? words.extends : words.ends, {
            date: dateInWords(addDays(decidedAt, daysOf(duration)), lang),
          }),
        ],
      [rows.agreement, html`<a href="/agreements/${agreement.version}">${agreement.version}</a>`],
    )}
    <h2>${words.evidence}</h2>
    ${definitions(
      [rows.agreementHash, html`<code>${agreement.hash}</code>`],
      [rows.offerDigest, html`<code>${receipt.offerDigest}</code>`],
      [rows.kid, html`<code>${kid}</code>`],
      [rows.id, html`<code>${receipt.jti}</code>`],
      [rows.relationshipId, html`<code>${receipt.sub}</code>`],
      [rows.issuer, receipt.iss],
    )}`;
}

const keysPath = "/.well-known/jwks.json";

/** A receipt with the signed file, and how that is checked. The addresses are in the text, so that they are printed. */
export const receiptPart = (
  receipt: Receipt,
  { kid, file }: { readonly kid: string; readonly file: string },
  texts: OnReceipts,
): Html => {
  const { receipt: words, lang } = texts;
  return html`<p>${words.intro}</p>
    ${receiptStatement(receipt, kid, texts)}
    <p class="actions"><a class="button" href="${file}" download>${words.download}</a></p>
    <h2>${words.check}</h2>
    <p>${words.checkText} <a href="/verify?lang=${lang}">${words.checkLink}</a> (${receipt.iss}/verify)</p>
    <p>${words.tools} <a href="${keysPath}">${words.keys}</a> (${receipt.iss}${keysPath})</p>`;
};
