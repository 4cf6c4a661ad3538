import { html, type Html } from "../html/html.ts";
import { permissionName, type PermissionTexts } from "../policy/permission-texts.ts";
import { say } from "../policy/words.ts";
import { definitions } from "./parts.ts";
import { receiptRows, whoAccepted, type Receipt, type Stated } from "./receipt-rows.ts";
import type { ReceiptTexts } from "./receipt-texts.ts";
import type { SharedTexts } from "./texts.ts";

export type { Receipt } from "./receipt-rows.ts";

/** The texts of a page with a receipt. */
export interface OnReceipts extends Pick<SharedTexts, "lang"> {
  readonly receipt: ReceiptTexts;
  readonly catalogue: PermissionTexts;
}

/** The heading of a receipt. */
export const receiptTitle = (receipt: Receipt, { receipt: words }: OnReceipts): string =>
  say(words.title, { who: whoAccepted(receipt), partner: receipt.offer.partnerName });

const cell = (stated: Stated): string | Html => {
  if (typeof stated === "string") return stated;
  if ("code" in stated) return html`<code>${stated.code}</code>`;
  if ("href" in stated) return html`<a href="${stated.href}">${stated.text}</a>`;
  return html`<ul>
    ${stated.list.map((text) => html`<li>${text}</li>`)}
  </ul>`;
};

/** What a receipt states, in words. */
export function receiptStatement(receipt: Receipt, kid: string, { catalogue, ...texts }: OnReceipts): Html {
  const nameOf = (id: string): string => permissionName(id, catalogue);
  const { agreed, evidence } = receiptRows(receipt, kid, { ...texts, nameOf });
  const list = (rows: typeof agreed): Html =>
    definitions(...rows.map(([term, stated]) => [term, cell(stated)] as const));
  return html`${list(agreed)}
    <h2>${texts.receipt.evidence}</h2>
    ${list(evidence)}`;
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
