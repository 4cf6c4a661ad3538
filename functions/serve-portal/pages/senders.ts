import { changeSenders, readKnownSenders, readSender } from "../../../shared/customer/commands/change-senders.ts";
import { maySend, senderStatuses, senderStatusOf, type SenderStatus } from "../../../shared/customer/rules/senders.ts";
import { senderModes, type Senders } from "../../../shared/customer/model.ts";
import { html, type Html } from "../../../shared/html/html.ts";
import { Refusal } from "../../../shared/kernel/refusal.ts";
import { choice } from "../../../shared/pages/form.ts";
import { linkAbout, radio } from "../../../shared/pages/parts.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { say } from "../../../shared/policy/words.ts";
import { customerPath } from "../addresses.ts";
import type { CustomerPageSetting } from "../page-setting.ts";
import { formPage, ofCustomer, parameter } from "../routes.ts";
import type { PortalTexts } from "../texts.ts";
import { toPlace } from "../visit.ts";
import { csrfField, sessionPage } from "./frame.ts";

type Known = Pick<Partner, "id" | "displayName">;

const row = (
  { id, displayName }: Known,
  { senders, customer }: { readonly senders: Senders } & CustomerPageSetting,
  { senders: words, lang }: PortalTexts,
): Html => {
  const about = say(words.changeAbout, { partner: displayName });
  const href = customerPath(customer.id, `/senders/${id}`, { locale: lang });
  return html`<tr>
    <th scope="row">${displayName}</th>
    <td>${maySend(senders, id) ? words.may : words.mayNot}</td>
    <td>${words.statuses[senderStatusOf(senders, id)]}</td>
    <td class="act">${linkAbout(href, words.change, about)}</td>
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
  setting: CustomerPageSetting & { readonly senders: Senders; readonly partners: readonly Known[] },
  texts: PortalTexts,
): string {
  const { senders, partners, customer } = setting;
  const { title, intro, heading, none } = texts.senders;
  return sessionPage(setting, texts, {
    title,
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

/** The possible changes of each status. The first one is the page's main action. */
const ways: Readonly<
  Record<SenderStatus, readonly (readonly [SenderStatus, "block" | "unblock" | "list" | "unlist"])[]>
> = {
  neither: [
    ["blocked", "block"],
    ["listed", "list"],
  ],
  blocked: [["neither", "unblock"]],
  listed: [
    ["blocked", "block"],
    ["neither", "unlist"],
  ],
};

/** The page of one sender, with buttons to change its status. They say what they do, so nothing asks again. */
export function senderPage(
  setting: CustomerPageSetting & { readonly senders: Senders; readonly partner: Known },
  texts: PortalTexts,
): string {
  const { senders, partner, locale, customer } = setting;
  const names = { partner: partner.displayName };
  const { senders: words } = texts;
  const status = senderStatusOf(senders, partner.id);
  const may = maySend(senders, partner.id);
  // A new administrator can block a partner but not allow one.
  const possible = ways[status].filter(([wanted]) => wanted === "blocked" || customer.coolOffUntil === null);
  return sessionPage(setting, texts, {
    title: say(words.partnerTitle, names),
    names,
    above: html`<p class="back"><a href="${customerPath(customer.id, "/senders", { locale })}">${words.title}</a></p>`,
    main: html`<p>${say(may ? words.mayText : words.mayNotText, names)}</p>
      <p>${status === "blocked" ? words.unblockText : words.blockText}</p>
      ${
        possible.length > 0 &&
        html`<form
          method="post"
          action="${customerPath(customer.id, `/senders/${partner.id}`, { locale })}"
          class="actions"
        >
          ${csrfField(setting)}
          ${possible.map(
            ([wanted, way], place) =>
              html`<button type="submit" name="status" value="${wanted}" class="${place > 0 && "secondary"}">
                ${say(words[way], names)}
              </button>`,
          )}
        </form>`
      }`,
  });
}

/** The pages of a customer's senders (product table, row 14). */
export const senderRoutes = {
  ...formPage("/portal/customers/{id}/senders", ofCustomer, {
    fields: { mode: choice(20) },
    show: async ({ portal, moment, setting, texts }) =>
      sendersPage({ ...setting, ...(await readKnownSenders(portal, moment.customerId)) }, texts),
    act: async (visit, { mode }) => {
      await changeSenders(visit.portal, { mode: oneOf(senderModes, mode) }, visit.moment);
      return toPlace(visit, "/senders", "senders");
    },
  }),

  ...formPage("/portal/customers/{id}/senders/{partnerId}", ofCustomer, {
    fields: { status: choice(20) },
    show: async (visit) => {
      const found = await readSender(visit.portal, visit.moment.customerId, parameter(visit, "partnerId"));
      return senderPage({ ...visit.setting, ...found }, visit.texts);
    },
    act: async (visit, form) => {
      const partnerId = parameter(visit, "partnerId");
      const status = oneOf(senderStatuses, form.status);
      await changeSenders(visit.portal, { partnerId, status }, visit.moment);
      return toPlace(visit, `/senders/${partnerId}`, "senders");
    },
  }),
};

function oneOf<Value extends string>(known: readonly Value[], said: string | null): Value {
  const value = known.find((one) => one === said);
  if (value === undefined) throw new Refusal("validation", "The form has no valid choice. Nothing was changed.");
  return value;
}
