import { addAdministrator, removeAdministrator } from "../../../shared/customer/commands/change-administrators.ts";
import { isCoolingOff, type AdministratorPolicy } from "../../../shared/customer/rules/administrator.ts";
import type { Administrator, WaitingAdministrator } from "../../../shared/customer/model.ts";
import { administratorOf, assertNoCoolOff, customerAsOf } from "../../../shared/customer/rules/administrators.ts";
import { html, type Html } from "../../../shared/html/html.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import { forgottenCookie } from "../../../shared/pages/cookies.ts";
import { field, type FieldError } from "../../../shared/pages/field.ts";
import { text } from "../../../shared/pages/form.ts";
import { csrfField, linkAbout, wordsAbout } from "../../../shared/pages/parts.ts";
import { dateInWords, durationInWords, instantInWords, say } from "../../../shared/policy/words.ts";
import { signOut } from "../../../shared/portal-access/open-session.ts";
import { customerPath, portalPath } from "../addresses.ts";
import { onTo, sessionAnswer } from "../../../shared/pages/session-answers.ts";
import type { CustomerPageSetting } from "../page-setting.ts";
import { formPage, ofCustomer, parameter } from "../routes.ts";
import type { PortalTexts } from "../texts.ts";
import { cookieName, toPlace } from "../visit.ts";
import { confirmPage, refusedPage } from "./confirm.ts";
import { sessionPage } from "./frame.ts";
import { dataTable } from "./table.ts";

/** A customer's administrators and those who have not confirmed yet. */
export interface AdministratorsPageModel extends CustomerPageSetting {
  /** Id of the session's address. */
  readonly own: string;
  readonly administrators: readonly Administrator[];
  readonly waiting: readonly WaitingAdministrator[];
  readonly policy: Pick<AdministratorPolicy, "confirmDays" | "coolOffDays">;
  readonly now: Instant;
  /** The typed address, and its faults. */
  readonly typed: string;
  readonly errors: readonly FieldError[];
}

type Model = AdministratorsPageModel;

const isNew = ({ customer }: Model): boolean => customer.coolOffUntil !== null;

const pathIn = ({ customer, locale }: Model, id = ""): string =>
  customerPath(customer.id, `/administrators${id && `/${id}`}`, { locale });

const way = (model: Model, { id, email }: Pick<Administrator, "id" | "email">, words: string): Html =>
  linkAbout(pathIn(model, id), words, email);

function row(administrator: Administrator, model: Model, { administrators: words, lang }: PortalTexts): Html {
  const { id, email, name, since, coolOffUntil } = administrator;
  const { own, administrators, now } = model;
  const isOwn = id === own;
  const limited =
    isCoolingOff(administrator, now) && say(words.coolOff, { until: instantInWords(coolOffUntil!, lang) });
  const mayGo = administrators.length > 1 && (isOwn || !isNew(model));
  return html`<tr>
    <th scope="row">
      ${email} ${isOwn && html`<span class="hint">${words.you}</span>`}
      ${name !== null && html`<br /><span class="hint">${name}</span>`}
    </th>
    <td data-label="${words.since}">${dateInWords(since, lang)}</td>
    <td>${limited}</td>
    <td class="act">${mayGo && way(model, administrator, isOwn ? words.leave : words.remove)}</td>
  </tr>`;
}

function waitingRow(entry: WaitingAdministrator, model: Model, { administrators: words, lang }: PortalTexts): Html {
  const { email, addedBy, expiresAt } = entry;
  const { administrators, operatorName } = model;
  const adder = addedBy === null ? operatorName : administrators.find(({ id }) => id === addedBy)?.email;
  return html`<tr>
    <th scope="row">${email}</th>
    <td data-label="${words.addedBy}">${adder}</td>
    <td data-label="${words.until}">${instantInWords(expiresAt, lang)}</td>
    <td class="act">
      ${
        !isNew(model) &&
        html`${
          // Only the operator can resend the mail of a recovery.
          addedBy !== null &&
          html`<form method="post" action="${pathIn(model)}">
            ${csrfField(model)} <input type="hidden" name="email" value="${email}" />
            <button type="submit" class="plain">${wordsAbout(words.again, email)}</button>
          </form>`
        }
        ${way(model, entry, words.remove)}`
      }
    </td>
  </tr>`;
}

function addForm(model: Model, texts: PortalTexts): Html {
  const { typed, errors, locale, policy } = model;
  const { add, addHint, addCoolOff, email, submit } = texts.administrators;
  const days = (count: number) => ({ days: durationInWords(`P${count}D`, locale) });
  const wait = policy.coolOffDays > 0 ? ` ${say(addCoolOff, days(policy.coolOffDays))}` : "";
  const hint = say(addHint, days(policy.confirmDays)) + wait;
  const attributes = html`autocomplete="off" inputmode="email" autocapitalize="none" spellcheck="false"`;
  return html`<h2>${add}</h2>
    <form method="post" action="${pathIn(model)}" novalidate>
      ${csrfField(model)} ${field({ id: "email", label: email, hint, value: typed, attributes }, errors, texts)}
      <p class="actions"><button type="submit">${submit}</button></p>
    </form>`;
}

/** The customer's administrators, with links to remove one or leave, and a form to add one. */
export function administratorsPage(model: AdministratorsPageModel, texts: PortalTexts): string {
  const { administrators, waiting, errors, customer } = model;
  const { administrators: words } = texts;
  return sessionPage(model, texts, {
    title: words.title,
    errors,
    main: html`<p>${say(words.intro, { customer: customer.name })}</p>
      ${dataTable(
        "people",
        words.title,
        [words.email, words.since, words.note, words.act],
        administrators.map((administrator) => row(administrator, model, texts)),
      )}
      ${administrators.length === 1 && html`<p class="hint">${words.last}</p>`}
      ${
        waiting.length > 0 &&
        html`<h2>${words.waiting}</h2>
          <p>${words.waitingHint}</p>
          ${dataTable(
            "people",
            words.waiting,
            [words.email, words.addedBy, words.until, words.act],
            waiting.map((entry) => waitingRow(entry, model, texts)),
          )}`
      }
      ${!isNew(model) && addForm(model, texts)}`,
  });
}

/** The pages of a customer's administrators (customers, rules 10 to 12). */
export const administratorRoutes = {
  ...formPage("/portal/customers/{id}/administrators", ofCustomer, {
    fields: { email: text(2_000) },
    show: ({ portal, customer, moment, setting, texts }, typed, errors) => {
      const { address: own, now } = moment;
      const { waiting, administrators } = customerAsOf(customer, now);
      const policy = portal.policy.administrators;
      const form = { typed: typed?.email ?? "", errors };
      return administratorsPage({ ...setting, own, administrators, waiting, now, policy, ...form }, texts);
    },
    act: async (visit, { email }) => {
      await addAdministrator(visit.portal, { email, locale: visit.setting.locale }, visit.moment);
      return toPlace(visit, "/administrators", "added");
    },
  }),

  // Asks to confirm, or explains why the last administrator cannot be removed. Refuses during the reader's cool-off.
  ...formPage("/portal/customers/{id}/administrators/{administrator}", ofCustomer, {
    fields: {},
    show: (visit) => {
      const { customer, administrator, moment, setting, texts } = visit;
      const id = parameter(visit, "administrator");
      const isOwn = id === moment.address;
      if (!isOwn) assertNoCoolOff(administrator, moment.now);
      const waiting = customerAsOf(customer, moment.now).waiting.find((entry) => entry.id === id);
      const { email } = waiting ?? administratorOf(customer, id);
      const back = customerPath(customer.id, "/administrators", { locale: setting.locale });
      if (waiting === undefined && customer.administrators.length === 1) {
        const refusal = {
          words: texts.problems["last-administrator"],
          back: { href: back, label: texts.administrators.title },
        };
        return sessionAnswer(refusedPage(setting, refusal, texts), 409);
      }
      const { removeWaiting, leave, removeAdministrator: remove } = texts.confirm;
      const words = waiting !== undefined ? removeWaiting : isOwn ? leave : remove;
      return confirmPage(
        setting,
        { words, names: { email, customer: customer.name }, back, isDestructive: true },
        texts,
      );
    },
    act: async (visit) => {
      const { portal, session, cookie, customer, moment, setting } = visit;
      const id = parameter(visit, "administrator");
      const isWaiting = !customer.administrators.some((known) => known.id === id);
      await removeAdministrator(portal, id, moment);
      if (id !== moment.address)
        return toPlace(visit, "/administrators", isWaiting ? "waiting-removed" : "administrator-removed");
      const answer = onTo(portalPath("", { locale: setting.locale, done: "left" }));
      if (session.customers.length > 1) return answer;
      await signOut(portal, cookie);
      return { ...answer, cookies: [forgottenCookie(cookieName)] };
    },
  }),
};
