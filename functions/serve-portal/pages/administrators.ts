import { errorSummary, field, type FieldError } from "../../../shared/pages/field.ts";
import { html, type Html } from "../../../shared/html/html.ts";
import {
  isCoolingOff,
  type Administrator,
  type AdministratorPolicy,
  type WaitingAdministrator,
} from "../../../shared/customer/rules/administrator.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import { dateInWords, durationInWords, instantInWords, say } from "../../../shared/policy/words.ts";
import { customerPath } from "../addresses.ts";
import type { CustomerPageSetting } from "../page-setting.ts";
import type { PortalTexts } from "../texts.ts";
import { csrfField, sessionPage } from "./frame.ts";
import { dataTable } from "./table.ts";

/** Who speaks for a customer, who was added and has not confirmed, and who can be added. */
export interface AdministratorsPageModel extends CustomerPageSetting {
  /** Whose session it is. */
  readonly own: string;
  readonly administrators: readonly Administrator[];
  readonly waiting: readonly WaitingAdministrator[];
  readonly policy: Pick<AdministratorPolicy, "confirmDays" | "coolOffDays">;
  readonly now: Instant;
  /** What was typed, and what is wrong with it. */
  readonly typed: string;
  readonly errors: readonly FieldError[];
}

type Model = AdministratorsPageModel;

const isNew = ({ customer }: Model): boolean => customer.coolOffUntil !== null;

const pathIn = ({ customer, locale }: Model, id = ""): string =>
  customerPath(customer.id, `/administrators${id && `/${id}`}`, { locale });

const way = (model: Model, { id, email }: Pick<Administrator, "id" | "email">, words: string): Html =>
  html`<a href="${pathIn(model, id)}">${words} <span class="hidden">${email}</span></a>`;

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
    <td data-label="${words.since}">${dateInWords(since, lang, "medium")}</td>
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
          // What the operator asked for is the operator's to send again.
          addedBy !== null &&
          html`<form method="post" action="${pathIn(model)}">
            ${csrfField(model)} <input type="hidden" name="email" value="${email}" />
            <button type="submit" class="plain">${words.again} <span class="hidden">${email}</span></button>
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

/** Who speaks for the customer, the ways to remove one or to leave, and the form that adds one. */
export function administratorsPage(model: AdministratorsPageModel, texts: PortalTexts): string {
  const { administrators, waiting, errors, customer } = model;
  const { administrators: words } = texts;
  return sessionPage(model, texts, {
    title: words.title,
    above: errorSummary(errors, texts),
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
