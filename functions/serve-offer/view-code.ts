import { html, type Html } from "../../shared/html/html.ts";
import { say } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./page-models.ts";
import { actionOf } from "./page-setting.ts";
import type { PageTexts } from "./texts.ts";

/** At the top, that a code is on its way, with the way to its field; in the reader's view when it was sent just now. */
export const codeNotice = ({ codeSent, codeRequired, customer }: OfferPageModel, { code }: PageTexts): Html =>
  codeSent === "no"
    ? html``
    : html`<div class="notice" role="status" id="notice" tabindex="-1" ${codeSent === "just" && html`autofocus`}>
        <p>${say(code.sent, { email: customer.email })}</p>
        <p><a href="#${codeRequired ? "code" : "colleague-code"}">${code.toField}</a></p>
      </div>`;

/** Why accepting needs a code, and the button that sends one. */
export const codeRequest = (model: OfferPageModel, texts: PageTexts): Html =>
  html`<section aria-labelledby="proof">
    <h2 id="proof">${texts.code.heading}</h2>
    <p>${say(texts.code.intro, { email: model.customer.email })}</p>
    ${codeButton(model, texts)}
  </section>`;

/** The button that sends a code. It sends the whole form along, and the page comes back as it was. */
export const codeButton = (model: OfferPageModel, { code }: PageTexts): Html =>
  html`<button type="submit" formaction="${actionOf(model, "code")}" class="secondary">
    ${model.codeSent === "no" ? code.send : code.again}
  </button>`;
