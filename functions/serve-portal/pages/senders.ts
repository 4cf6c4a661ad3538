import { changeSenders, readKnownSenders, readSender } from "../../../shared/customer/commands/change-senders.ts";
import { assertNoCoolOff } from "../../../shared/customer/rules/administrators.ts";
import { allowing, maySend, senderStatuses, senderStatusOf } from "../../../shared/customer/rules/senders.ts";
import { senderModes, type Senders } from "../../../shared/customer/model.ts";
import { html, type Html } from "../../../shared/html/html.ts";
import { isId } from "../../../shared/kernel/ids.ts";
import { Refusal } from "../../../shared/kernel/refusal.ts";
import { choice, several } from "../../../shared/pages/form.ts";
import { backLink, csrfField, radio, wordsAbout } from "../../../shared/pages/parts.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { say } from "../../../shared/policy/words.ts";
import { customerPath } from "../addresses.ts";
import { onTo } from "../../../shared/pages/session-answers.ts";
import type { CustomerPageSetting } from "../page-setting.ts";
import { formPage, ofCustomer, parameter } from "../routes.ts";
import type { PortalTexts } from "../texts.ts";
import { toPlace } from "../visit.ts";
import { confirmPage } from "./confirm.ts";
import { sessionPage } from "./frame.ts";

type Known = Pick<Partner, "id" | "displayName">;

type SendersSetting = CustomerPageSetting & { readonly senders: Senders };

/** The button that changes a partner from one to the other. It says what it does, so nothing asks again. */
function toggle(
  { id, displayName }: Known,
  setting: SendersSetting,
  { senders: words, lang }: PortalTexts,
): Html | false {
  const { senders, customer } = setting;
  const may = maySend(senders, id);
  // A new administrator can block a partner but not allow one.
  if (!may && customer.coolOffUntil !== null) return false;
  return html`<form method="post" action="${customerPath(customer.id, `/senders/${id}`, { locale: lang })}">
    ${csrfField(setting)}
    <button type="submit" name="status" value="${may ? "blocked" : allowing(senders)}" class="secondary">
      ${wordsAbout(may ? words.block : words.allow, displayName)}
    </button>
  </form>`;
}

const row = (partner: Known, setting: SendersSetting, texts: PortalTexts): Html => {
  const { id, displayName } = partner;
  const { senders: words } = texts;
  const isBlocked = senderStatusOf(setting.senders, id) === "blocked";
  return html`<tr>
    <th scope="row">${displayName}</th>
    <td>${maySend(setting.senders, id) ? words.may : isBlocked ? words.blocked : words.unlisted}</td>
    <td class="act">${toggle(partner, setting, texts)}</td>
  </tr>`;
};

const modeForm = (setting: CustomerPageSetting, { mode }: Senders, { senders: words, lang }: PortalTexts): Html =>
  html`<form method="post" action="${customerPath(setting.customer.id, "/senders", { locale: lang })}">
    ${csrfField(setting)}
    <fieldset>
      <legend>${words.mode}</legend>
      ${senderModes.map((value) => radio("mode", { value, label: words[value] }, value === mode))}
    </fieldset>
    <p class="actions"><button type="submit">${words.save}</button></p>
  </form>`;

/** The page of senders: the rule, and every known partner. */
export function sendersPage(
  setting: SendersSetting & { readonly partners: readonly Known[]; readonly changed: string },
  texts: PortalTexts,
): string {
  const { senders, partners, customer, changed } = setting;
  const { title, intro, heading, none } = texts.senders;
  return sessionPage(setting, texts, {
    title,
    names: { partner: changed },
    main: html`<p>${intro}</p>
      ${
        customer.coolOffUntil === null
          ? modeForm(setting, senders, texts)
          : html`<p>${texts.senders.rule} ${texts.senders[senders.mode]}.</p>`
      }
      <h2 id="partners">${heading}</h2>
      ${
        partners.length === 0
          ? html`<p>${none}</p>`
          : html`<table aria-labelledby="partners">
              <tbody>
                ${partners.map((partner) => row(partner, setting, texts))}
              </tbody>
            </table>`
      }`,
  });
}

/** The page of one sender. One comes to look at it, so its button is not the main one. */
export function senderPage(setting: SendersSetting & { readonly partner: Known }, texts: PortalTexts): string {
  const { senders, partner, locale, customer } = setting;
  const names = { partner: partner.displayName };
  const { senders: words } = texts;
  const may = maySend(senders, partner.id);
  return sessionPage(setting, texts, {
    title: say(words.partnerTitle, names),
    names,
    above: backLink(customerPath(customer.id, "/senders", { locale }), words.title),
    main: html`<p>${say(may ? words.mayText : words.mayNotText, names)}</p>
      <p>${may ? words.blockText : words.allowText}</p>
      ${toggle(partner, setting, texts)}`,
  });
}

/** Asks which partners go on the list before only those on it can send requests. */
export function listPage(setting: SendersSetting & { readonly missing: readonly Known[] }, texts: PortalTexts): string {
  const { missing, customer, locale } = setting;
  const { toList } = texts.senders;
  const fields = html`<input type="hidden" name="mode" value="listed" />
    <input type="hidden" name="asked" value="yes" />
    <fieldset>
      <legend>${toList.legend}</legend>
      ${missing.map(
        ({ id, displayName }) =>
          html`<div class="box">
            <input type="checkbox" id="${id}" name="partner" value="${id}" checked />
            <label for="${id}">${displayName}</label>
          </div>`,
      )}
    </fieldset>`;
  const words = { ...toList, title: say(toList.title, { count: missing.length }) };
  return confirmPage(setting, { words, back: customerPath(customer.id, "/senders", { locale }), fields }, texts);
}

/** The pages of a customer's senders (product table, row 14). */
export const senderRoutes = {
  ...formPage("/portal/customers/{id}/senders", ofCustomer, {
    fields: { mode: choice(20), asked: choice(5), partner: several() },
    show: async (visit) => {
      const { portal, request, moment, setting, texts } = visit;
      const known = await readKnownSenders(portal, moment.customerId);
      const missing = missingOn(known);
      const { mode, partner = "" } = request.query;
      if (mode === "listed" && missing.length > 0) return listPage({ ...setting, ...known, missing }, texts);
      // The partner that was just blocked or allowed.
      const changed = isId("partner", partner) ? await readSender(portal, moment.customerId, partner) : null;
      return sendersPage({ ...setting, ...known, changed: changed?.partner.displayName ?? "" }, texts);
    },
    act: async (visit, { mode: said, asked, partner }) => {
      const { portal, moment, administrator, customer, setting } = visit;
      const mode = oneOf(senderModes, said);
      assertNoCoolOff(administrator, moment.now);
      if (mode === "listed" && asked === null) {
        const missing = missingOn(await readKnownSenders(portal, moment.customerId));
        if (missing.length > 0) return onTo(customerPath(customer.id, "/senders", { locale: setting.locale, mode }));
      }
      await changeSenders(portal, { mode, listed: mode === "listed" ? partner : [] }, moment);
      return toPlace(visit, "/senders", `senders-${mode}`);
    },
  }),

  ...formPage("/portal/customers/{id}/senders/{partnerId}", ofCustomer, {
    fields: { status: choice(20) },
    show: async (visit) => {
      const found = await readSender(visit.portal, visit.moment.customerId, parameter(visit, "partnerId"));
      return senderPage({ ...visit.setting, ...found }, visit.texts);
    },
    act: async (visit, form) => {
      const partner = parameter(visit, "partnerId");
      const status = oneOf(senderStatuses, form.status);
      await changeSenders(visit.portal, { partnerId: partner, status }, visit.moment);
      return toPlace(visit, "/senders", status === "blocked" ? "blocked" : "allowed", { partner });
    },
  }),
};

/** Partners that the customer works with and that only the list would exclude. Nothing is asked once the list counts. */
const missingOn = ({ senders, partners }: Awaited<ReturnType<typeof readKnownSenders>>): readonly Known[] =>
  senders.mode === "listed"
    ? []
    : partners.filter(({ id, isLive }) => isLive && senderStatusOf(senders, id) === "neither");

function oneOf<Value extends string>(known: readonly Value[], said: string | null): Value {
  const value = known.find((one) => one === said);
  if (value === undefined) throw new Refusal("validation", "The form has no valid choice. Nothing was changed.");
  return value;
}
