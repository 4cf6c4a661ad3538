import { html, type Html } from "../../shared/html/html.ts";
import { page } from "../../shared/pages/page.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { say } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./page-models.ts";
import { actionOf, languagesOf } from "./page-setting.ts";
import type { PageTexts } from "./texts.ts";
import { acceptance, declineReason } from "./view-answer.ts";
import { permissionChoice } from "./view-permissions.ts";
import { durationChoice, limits } from "./view-terms.ts";
import { waysOut } from "./view-ways-out.ts";
import { whoAndWhat } from "./view-who-and-what.ts";

// "Accept without permissions" has its own value: without script a button cannot untick boxes. An unknown value is refused,
// whereas an ignored flag beside "accept" would grant everything.
const buttons = ({ canAcceptWithoutPermissions, permissions }: OfferPageModel, { answer }: PageTexts): Html => {
  const isOptional = canAcceptWithoutPermissions && permissions.length > 0;
  // By the number of ticked boxes. The script shows them on the one button, and hides the other.
  const labels = [0, ...permissions].map((_, count) =>
    count === 0 && !canAcceptWithoutPermissions ? answer.accept : say(answer.acceptCount, { count }),
  );
  return html`<div class="actions" id="decision" tabindex="-1">
    <button
      type="submit"
      name="decision"
      value="accept"
      ${permissions.length > 0 && html`data-labels="${labels.join("|")}"`}
    >
      ${answer.accept}
    </button>
    ${
      isOptional &&
      html`<button
        type="submit"
        name="decision"
        value="accept-none"
        class="secondary without-script"
        aria-describedby="none-hint"
      >
        ${answer.acceptNone}
      </button>`
    }
    <button type="submit" name="decision" value="decline" class="secondary">${answer.decline}</button>
    ${isOptional && html`<p class="hint without-script" id="none-hint">${answer.acceptNoneHint}</p>`}
  </div>`;
};

// One form, so that every button keeps what was chosen and typed.
// The Enter key presses the first button, which has no value, so nobody decides by accident.
// novalidate: the server shows all faults at once beside their fields.
const wholeForm = (model: OfferPageModel, texts: PageTexts): Html =>
  html`<form
    method="post"
    action="${actionOf(model, "decision")}"
    data-seen="/i/${model.link}/seen"
    id="offer"
    novalidate
  >
    <button type="submit" class="hidden" tabindex="-1" aria-hidden="true"></button>
    <input type="hidden" name="offer" value="${model.offerDigest}" />
    <input type="hidden" name="codes" value="${model.codeNumber}" />
    ${model.proof !== "" && html`<input type="hidden" name="proof" value="${model.proof}" />`}
    ${model.permissions.length > 0 && html`${permissionChoice(model, texts)} ${durationChoice(model, texts)}`}
    ${limits(model, texts)} ${acceptance(model, texts)} ${buttons(model, texts)}
    <div class="ways-out">${declineReason(model, texts)} ${waysOut(model, texts)}</div>
  </form>`;

/** The page with a partner's request and its answer form. */
export const offerPage = (model: OfferPageModel, texts: PageTexts): string => {
  const { displayName } = model.partner;
  const asked = { partner: displayName, relationship: model.relationship };
  const title = say(model.isRestoration ? texts.restorationTitle : texts.title, asked);
  const opened = say(texts.opened, { portal: model.portalName ?? "Rapport", operator: model.operatorName });
  const languages = {
    ...languagesOf(model),
    keeping: { form: "offer", field: "show", actionOf: (locale: Locale) => actionOf({ ...model, locale }, "decision") },
  };
  return page(model, texts, {
    title,
    languages,
    errors: model.errors,
    main: html`<p class="hint">${opened}</p>
      ${whoAndWhat(model, texts)} ${wholeForm(model, texts)}`,
    script: "offer.js",
  });
};
