import {
  readAdministeredCustomers,
  readCustomerRelationships,
} from "../../../shared/customer/commands/read-administered.ts";
import { renameCustomer } from "../../../shared/customer/commands/change-own-customer.ts";
import type { Customer } from "../../../shared/customer/model.ts";
import { assertNoCoolOff } from "../../../shared/customer/rules/administrators.ts";
import { html } from "../../../shared/html/html.ts";
import type { HttpAnswer } from "../../../shared/http/request.ts";
import { isId } from "../../../shared/kernel/ids.ts";
import { notFound } from "../../../shared/kernel/refusal.ts";
import { field } from "../../../shared/pages/field.ts";
import { text } from "../../../shared/pages/form.ts";
import { dateInWords, say } from "../../../shared/policy/words.ts";
import { line } from "../../../shared/schema/primitives.ts";
import { customerPath } from "../addresses.ts";
import { onTo, sessionAnswer } from "../../../shared/pages/session-answers.ts";
import type { SessionSetting } from "../page-setting.ts";
import { partnerModel } from "../partner-model.ts";
import { formPage, ofCustomer, parameter, type PortalRoute, showing, signedIn } from "../routes.ts";
import { signInForm } from "./sign-in.ts";
import type { PortalTexts } from "../texts.ts";
import { type CustomerVisit, toPlace, type Visit, visitCustomer, visitOf } from "../visit.ts";
import { confirmPage } from "./confirm.ts";
import { sessionPage } from "./frame.ts";
import { homePage } from "./home.ts";

/** The customers of an address by name, each with a link to the same page of its own. */
export function choicePage(
  setting: SessionSetting & { readonly customers: readonly Customer[]; readonly place: string },
  texts: PortalTexts,
): string {
  const { customers, place, locale, operatorName } = setting;
  const { title, intro, since } = texts.choice;
  return sessionPage(setting, texts, {
    title,
    main: html`<p>${intro}</p>
      <ul class="plain-list">
        ${customers.map(
          ({ id, name, verified, foundedAt, sandbox }) =>
            html`<li>
              <a href="${customerPath(id, place, { locale })}">${name}</a>
              ${sandbox !== null && html`<strong>${texts.sandbox.mark}</strong>`}
              <span class="hint"
                >${say(since, { date: dateInWords(foundedAt, locale) })}${
                  verified !== null && html`, ${say(texts.customer.checked, { operator: operatorName })}`
                }</span
              >
            </li>`,
        )}
      </ul>`,
  });
}

const home: PortalRoute = (portal) => async (request) => {
  const visit = await visitOf(portal, request);
  if (visit === null) return signInForm(portal, request);
  const [only = "", ...others] = visit.session.customers;
  return sessionAnswer(others.length > 0 ? await choose(visit) : await showHome(await visitCustomer(visit, only)));
};

async function showHome({ portal, moment, setting, texts }: CustomerVisit): Promise<string> {
  const all = await readCustomerRelationships(portal, moment.customerId);
  const partners = all.map(({ relationship, partner }) => partnerModel(relationship, partner, moment.now));
  return homePage({ ...setting, partners, now: moment.now }, texts);
}

/** The choice among the customers of an address. */
async function choose({ portal, session, setting, texts }: Visit, place = ""): Promise<string> {
  return choicePage({ ...setting, customers: await readAdministeredCustomers(portal, session), place }, texts);
}

/** An address without a customer redirects to the only one, or shows the choice (customers, rule 14). */
const leading = (placeOf: (visit: Visit) => string): PortalRoute =>
  showing(signedIn, async (visit): Promise<string | HttpAnswer> => {
    const place = placeOf(visit);
    const [only = "", ...others] = visit.session.customers;
    return others.length > 0 ? choose(visit, place) : onTo(customerPath(only, place, { locale: visit.setting.locale }));
  });

const nameSchema = line(200, { normal: true });

/** The pages of a customer's partners (product table, row 35) and name. */
export const customerRoutes = {
  "GET /portal": home,
  "GET /portal/customers/{id}": showing(ofCustomer, showHome),
  "GET /portal/administrators": leading(() => "/administrators"),
  "GET /portal/senders": leading(() => "/senders"),
  "GET /portal/senders/{id}": leading((visit) => {
    const id = parameter(visit, "id");
    if (!isId("partner", id)) throw notFound("partner");
    return `/senders/${id}`;
  }),

  // Removes the operator's verification, which was of the old name (customers, rule 4).
  ...formPage("/portal/customers/{id}/name", ofCustomer, {
    fields: { name: text(2_000) },
    show: ({ customer, administrator, moment, setting, texts }, typed, errors) => {
      assertNoCoolOff(administrator, moment.now);
      const { name: words } = texts;
      const value = typed?.name ?? customer.name;
      const own = { id: "name", label: words.label, value, attributes: html`autocomplete="organization"` };
      const verified = say(words.verified, { operator: setting.operatorName });
      const fields = html`${customer.verified !== null && html`<p class="notice">${verified}</p>`}
      ${field(own, errors, texts)}`;
      const back = customerPath(customer.id, "", { locale: setting.locale });
      return confirmPage(setting, { words, back, fields, errors }, texts);
    },
    act: async (visit, typed) => {
      const name = nameSchema.safeParse(typed.name);
      if (!name.success) return [{ field: "name", message: visit.texts.faults["name-unfit"] }];
      await renameCustomer(visit.portal, name.data, visit.moment);
      return toPlace(visit, "", "renamed");
    },
  }),
};
