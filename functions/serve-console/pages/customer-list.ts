import type { KnownCustomer } from "../../../shared/customer/commands/read-customers.ts";
import { consolePath } from "../../../shared/console/addresses.ts";
import { consolePage } from "../../../shared/console/frame.ts";
import type { ConsoleSetting } from "../../../shared/console/visit.ts";
import { html, type Html } from "../../../shared/html/html.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import type { Locale } from "../../../shared/policy/locales.ts";
import { dateInWords, say } from "../../../shared/policy/words.ts";
import { readRelationship } from "../../../shared/relationship/rules/reading.ts";
import type { Relationship } from "../../../shared/relationship/model.ts";
import type { OwnTexts } from "../texts.ts";

/** What the list is asked for, as its address says it. */
export interface CustomersAsked {
  readonly q: string;
  readonly tag: string;
  /** The last customer of each page before, separated by commas; empty on the first page. */
  readonly after: string;
}

/** One page of customers. */
export interface CustomersModel {
  readonly asked: CustomersAsked;
  readonly items: readonly KnownCustomer[];
  /** The last customer of the page; null if it is the last page. */
  readonly next: string | null;
  readonly now: Instant;
  /** Whether the search is too short or is no search. */
  readonly isUnfit: boolean;
}

/** Pages back that an address remembers. */
const mostSteps = 40;

const listPath = (asked: Partial<CustomersAsked>, locale: Locale): string =>
  consolePath("", { locale, ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== "")) });

function searchForm({ asked, isUnfit }: CustomersModel, { customers: words, lang }: OwnTexts): Html {
  const { search } = words;
  return html`<form method="get" action="/console" role="search" class="search">
    <input type="hidden" name="lang" value="${lang}" />
    ${asked.tag !== "" && html`<input type="hidden" name="tag" value="${asked.tag}" />`}
    <div class="field">
      <label for="q">${search.label}</label>
      <p class="hint" id="q-hint">${search.hint}</p>
      ${isUnfit && html`<p class="error" id="q-error">${search.unfit}</p>`}
      <div class="beside">
        <input
          type="text"
          id="q"
          name="q"
          value="${asked.q}"
          aria-describedby="${isUnfit ? "q-hint q-error" : "q-hint"}"
          ${isUnfit && html`aria-invalid="true"`}
          autocomplete="off"
        />
        <button type="submit" class="secondary">${search.submit}</button>
      </div>
    </div>
  </form>`;
}

/** The filters as chips, each with a link that takes it away. */
function chips({ asked: { q, tag } }: CustomersModel, { customers: words, lang }: OwnTexts): Html | false {
  const { filters } = words;
  const chip = (text: string, without: Partial<CustomersAsked>): Html =>
    html`<li>
      <a class="chip" href="${listPath(without, lang)}"
        >${text} <span aria-hidden="true">×</span><span class="hidden">${filters.remove}</span></a
      >
    </li>`;
  return (
    (q !== "" || tag !== "") &&
    html`<ul class="chips" aria-label="${filters.label}">
      ${q !== "" && chip(say(filters.q, { text: q }), { tag })} ${tag !== "" && chip(say(filters.tag, { tag }), { q })}
    </ul>`
  );
}

/** What a relationship is and what it allows now, in a line. */
function relationshipLine(relationship: Relationship, now: Instant, { customers: words, lang }: OwnTexts): Html {
  const { status, relationship: type, grants, adminPermissions } = readRelationship(relationship, now);
  const active = grants.filter((grant) => grant.status === "active");
  const [first] = active.map(({ endsAt }) => endsAt).sort();
  const permissions =
    first === undefined
      ? words.permissions[adminPermissions === "removed" || adminPermissions === "expired" ? adminPermissions : "none"]
      : say(words.permissions.active, { count: active.length, date: dateInWords(first, lang) });
  return html`<p>
    <strong>${words.types[type]}</strong> ${status === "suspended" && html`(${words.suspended})`}
    <span class="hint">${permissions}</span>
  </p>`;
}

function row({ customer, account, relationships }: KnownCustomer, now: Instant, texts: OwnTexts): Html {
  const { customers: words, lang } = texts;
  const name = customer.alias ?? account.name;
  return html`<tr id="${customer.customerId}">
    <th scope="row">
      ${name} ${name !== account.name && html`<span class="hint">${account.name}</span>`}
      <span class="hint">${customer.domain}</span>
    </th>
    <td data-label="${words.columns.relationships}">
      ${
        relationships.length === 0
          ? html`<span class="hint">${words.ended}</span>`
          : relationships.map((one) => relationshipLine(one, now, texts))
      }
    </td>
    <td data-label="${words.columns.tags}">
      ${customer.tags.map((tag) => html`<a class="chip" href="${listPath({ tag }, lang)}">${tag}</a> `)}
    </td>
    <td data-label="${words.columns.since}">${dateInWords(customer.since, lang)}</td>
  </tr>`;
}

function steps({ asked, next, items }: CustomersModel, { customers: words, lang }: OwnTexts): Html | false {
  const passed = asked.after.split(",").filter(Boolean);
  const last = items.at(-1)?.customer.customerId;
  const to = (after: readonly string[]): string => listPath({ ...asked, after: after.join() }, lang);
  return (
    (passed.length > 0 || next !== null) &&
    html`<nav class="actions" aria-label="${words.steps.label}">
      ${passed.length > 0 && html`<a class="button secondary" href="${to(passed.slice(0, -1))}">${words.steps.previous}</a>`}
      ${
        next !== null &&
        last !== undefined &&
        html`<a class="button secondary" href="${to([...passed, next].slice(-mostSteps))}">${words.steps.next}</a>`
      }
    </nav>`
  );
}

function content(model: CustomersModel, texts: OwnTexts): Html {
  const { asked, items, now } = model;
  const { customers: words } = texts;
  const isAll = asked.q === "" && asked.tag === "" && asked.after === "";
  if (items.length > 0)
    return html`<table class="customers">
        <caption class="hidden">
          ${words.title}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words.columns.name}</th>
            <th scope="col">${words.columns.relationships}</th>
            <th scope="col">${words.columns.tags}</th>
            <th scope="col">${words.columns.since}</th>
          </tr>
        </thead>
        <tbody>
          ${items.map((known) => row(known, now, texts))}
        </tbody>
      </table>
      ${steps(model, texts)}`;
  return html`<p>${isAll ? words.none : words.notFound}</p>
    ${steps(model, texts)}`;
}

/** The partner's customers. */
export const customersPage = (setting: ConsoleSetting, model: CustomersModel, texts: OwnTexts): string =>
  consolePage(setting, texts, {
    title: texts.customers.title,
    main: html`${searchForm(model, texts)} ${chips(model, texts)} ${content(model, texts)}`,
  });
