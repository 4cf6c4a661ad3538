import type { PublicJwk, VerifiedDocument } from "../../shared/crypto/receipts.ts";
import { html, type Html } from "../../shared/html/html.ts";
import { languagesAt, page, type PageSetting } from "../../shared/pages/page.ts";
import { describedBy, fieldErrors, type FieldError } from "../../shared/pages/field.ts";
import { receiptPart, receiptStatement, receiptTitle, type Receipt } from "../../shared/pages/receipt.ts";
import { permissions } from "../../shared/policy/permissions.ts";
import { say } from "../../shared/policy/words.ts";
import type { VerifyTexts } from "./texts.ts";

/** A receipt that was checked on the server. */
export interface Checked {
  readonly pasted: string;
  readonly found:
    | (Extract<VerifiedDocument, { kind: "genuine" }> & { readonly receipt: Receipt | null })
    | Exclude<VerifiedDocument, { kind: "genuine" }>;
}

/** The readable receipt of a personal link. */
export const receiptPage = (
  receipt: Receipt,
  { kid, link, ...setting }: PageSetting & { readonly kid: string; readonly link: string },
  texts: VerifyTexts,
): string =>
  page(setting, texts, {
    title: receiptTitle(receipt, texts),
    tab: texts.receipt.tab,
    main: receiptPart(receipt, { kid, file: `/i/${link}/receipt?format=jws` }, texts),
    languages: languagesAt(),
  });

interface VerifyPageModel extends PageSetting {
  readonly keys: readonly PublicJwk[];
  /** The type of a receipt's signature. */
  readonly type: string;
  readonly checked: Checked | null;
}

/** The page that checks a receipt: by its script, or without one on the server. */
export function verifyPage(model: VerifyPageModel, texts: VerifyTexts): string {
  const { operatorName: operator, checked } = model;
  const errors: readonly FieldError[] = checked?.pasted === "" ? [{ field: "receipt", message: texts.missing }] : [];
  const isChecked = checked !== null && errors.length === 0;
  return page(model, texts, {
    title: texts.title,
    errors,
    main: html`<p>${say(texts.intro, { operator })}</p>
      <p id="offline" hidden>${texts.offline}</p>
      <div id="result" tabindex="-1" role="status">${isChecked && resultOf(checked.found, operator, texts)}</div>
      <form
        id="verify"
        method="post"
        action="/verify?lang=${texts.lang}"
        enctype="multipart/form-data"
        data-keys="${JSON.stringify(model.keys)}"
        data-type="${model.type}"
        data-words="${JSON.stringify(scriptWords(operator, texts))}"
      >
        <div class="field">
          <label for="receipt">${texts.label}</label>
          <p class="hint" id="receipt-hint">${texts.hint}</p>
          ${fieldErrors(errors, "receipt", texts)}
          <textarea
            id="receipt"
            name="receipt"
            rows="6"
            autocomplete="off"
            spellcheck="false"
            ${describedBy(errors, "receipt", "receipt-hint")}
          >
${checked?.found.kind !== "genuine" && checked?.pasted}</textarea>
        </div>
        <div class="field">
          <label for="file">${texts.file}</label>
          <input type="file" id="file" name="file" accept=".jws,.txt,application/jose" />
        </div>
        <p class="actions"><button type="submit">${texts.submit}</button></p>
      </form>`,
    languages: languagesAt("/verify"),
    script: "verify.js",
  });
}

/** The outcome of the check, and what a genuine receipt states. */
function resultOf(found: Checked["found"], operator: string, texts: VerifyTexts): Html {
  const { title, text } = texts.results[found.kind];
  const kid = found.kind === "unreadable" ? "" : found.kid;
  return html`<div class="notice result ${found.kind}">
      <h2>${title}</h2>
      <p>${say(text, { operator, kid })}</p>
    </div>
    ${found.kind === "genuine" && statement(found, texts)}`;
}

function statement(
  { kid, payload, receipt }: Extract<Checked["found"], { kind: "genuine" }>,
  texts: VerifyTexts,
): Html {
  if (receipt !== null) {
    const test = receipt.offer.sandbox && html`<p class="notice"><strong>${texts.sandbox.notice}</strong></p>`;
    return html`<h2>${texts.says}</h2>
      ${test} ${receiptStatement(receipt, kid, texts)}`;
  }
  return html`<h2>${texts.says}</h2>
    <p>${texts.older}</p>
    <pre tabindex="0">${JSON.stringify(payload, null, 2)}</pre>`;
}

/** The words that the script needs. */
const scriptWords = (operator: string, { lang, results, says, older, receipt, catalogue, sandbox }: VerifyTexts) => {
  const { rows, types, unverified, none, ends, extends: renewed, withPurpose, changes, evidence } = receipt;
  return {
    ...{ operator, lang, results, says, older, test: sandbox.notice },
    receipt: { rows, types, unverified, none, ends, extends: renewed, withPurpose, changes, evidence },
    names: Object.fromEntries(permissions.map(({ id }) => [id, catalogue[id].name])),
  };
};
