import { html } from "../../../shared/html/html.ts";
import { partnerPlace } from "../../../shared/partner/items/partners.ts";
import { definitions } from "../../../shared/pages/parts.ts";
import { findService } from "../../../shared/policy/services.ts";
import { dateInWords, instantInWords, say } from "../../../shared/policy/words.ts";
import type { SupportRequestReading } from "../../../shared/support/answers.ts";
import { readRequest, readRequestsForCustomer } from "../../../shared/support/commands/read-support-requests.ts";
import { isId } from "../../../shared/kernel/ids.ts";
import { byId } from "../../../shared/table/plans.ts";
import { customerPath } from "../addresses.ts";
import { ofCustomer, parameter, showing } from "../routes.ts";
import type { CustomerVisit } from "../visit.ts";
import { sessionPage } from "./frame.ts";

/** Requests on one page of the list. */
const limit = 25;

/** The names of partners by their ids. */
async function partnersOf({ portal }: CustomerVisit, requests: readonly SupportRequestReading[]) {
  const found = await portal.table.read(
    byId(
      requests.map(({ partnerId }) => partnerId),
      partnerPlace,
    ),
  );
  return (id: string): string => found.get(id)?.displayName ?? id;
}

async function listPage(visit: CustomerVisit): Promise<string> {
  const { customer, setting, texts, portal, request } = visit;
  const { before = "" } = request.query;
  const cursor = isId("support request", before) ? before : null;
  const { items, next } = await readRequestsForCustomer(portal, customer.id, { limit, cursor });
  const partnerOf = await partnersOf(visit, items);
  const { support, lang } = texts;
  const names = { operator: setting.operatorName, customer: customer.name };
  const pathOf = (place: string, carried: object = {}): string =>
    customerPath(customer.id, `/support${place}`, { locale: setting.locale, ...carried });
  return sessionPage(setting, texts, {
    title: support.title,
    main: html`<p>${say(items.length === 0 && cursor === null ? support.none : support.intro, names)}</p>
      <ul class="plain-list">
        ${items.map(
          ({ id, subject, partnerId, openedAt, status }) =>
            html`<li>
              <a href="${pathOf(`/${id}`)}">${subject}</a>
              <span class="hint"
                >${say(support.entry, {
                  partner: partnerOf(partnerId),
                  date: dateInWords(openedAt, lang),
                  status: support.statuses[status],
                })}</span
              >
            </li>`,
        )}
      </ul>
      ${next !== null && html`<p><a href="${pathOf("", { before: next })}">${support.older}</a></p>`}`,
  });
}

async function requestPage(visit: CustomerVisit): Promise<string> {
  const { customer, setting, texts, portal } = visit;
  const request = await readRequest(portal.table, parameter(visit, "request"), { customerId: customer.id });
  const partner = (await partnersOf(visit, [request]))(request.partnerId);
  const { support, lang } = texts;
  const { operatorName: operator, locale } = setting;
  const service = findService(request.service ?? "");
  const kind = request.kind === "service" ? support.service : support.access;
  return sessionPage(setting, texts, {
    title: request.subject,
    above: html`<p class="back"><a href="${customerPath(customer.id, "/support", { locale })}">${support.back}</a></p>`,
    main: html`${definitions(
        [support.partner, partner],
        [support.status, support.statuses[request.status]],
        [support.about, service === undefined ? kind : `${kind}: ${service.name}`],
        [support.severity, support.severities[request.severity]],
        [support.opened, dateInWords(request.openedAt, lang)],
        request.closedAt !== null && [support.closed, dateInWords(request.closedAt, lang)],
      )}
      ${request.status !== "closed" && html`<p>${say(support.wrong, { partner, operator })}</p>`}
      <h2>${support.messages}</h2>
      <ol class="history">
        ${request.messages.map(
          ({ by, at, text }) =>
            html`<li>
              <span class="hint">${by === "partner" ? partner : operator}, ${instantInWords(at, lang)}</span>
              ${text.split(/\n+/).map((paragraph) => html`<p>${paragraph}</p>`)}
            </li>`,
        )}
      </ol>`,
  });
}

/** The pages of the requests that partners opened on the customer's behalf (product table, row 35). */
export const supportRoutes = {
  "GET /portal/customers/{id}/support": showing(ofCustomer, listPage),
  "GET /portal/customers/{id}/support/{request}": showing(ofCustomer, requestPage),
};
