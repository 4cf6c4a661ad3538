import { isId } from "../../../shared/kernel/ids.ts";
import { html } from "../../../shared/html/html.ts";
import { definitions } from "../../../shared/pages/parts.ts";
import { partnerPlace } from "../../../shared/partner/items/partners.ts";
import { findService } from "../../../shared/policy/services.ts";
import { dateInWords, instantInWords, say } from "../../../shared/policy/words.ts";
import type { SupportRequestReading, SupportRequestWithMessages } from "../../../shared/support/answers.ts";
import { readRequest, readRequestsForCustomer } from "../../../shared/support/commands/read-support-requests.ts";
import { byId } from "../../../shared/table/plans.ts";
import { customerPath } from "../addresses.ts";
import type { CustomerPageSetting } from "../page-setting.ts";
import { ofCustomer, parameter, showing } from "../routes.ts";
import type { PortalTexts } from "../texts.ts";
import type { CustomerVisit } from "../visit.ts";
import { sessionPage } from "./frame.ts";

/** Requests on one page of the list. */
const limit = 25;

/** A request with the name of its partner. */
type Named<Request> = Request & { readonly partner: string };

/** One page of the list of requests on the customer's behalf. */
interface SupportListSetting extends CustomerPageSetting {
  readonly requests: readonly Named<SupportRequestReading>[];
  readonly isFirst: boolean;
  /** Where the next page starts; null if this is the last one. */
  readonly next: string | null;
}

/** The list of requests that partners opened on the customer's behalf. */
export function supportListPage(setting: SupportListSetting, texts: PortalTexts): string {
  const { customer, isFirst, locale, next, operatorName, requests } = setting;
  const { support, lang } = texts;
  const names = { operator: operatorName, customer: customer.name };
  const pathOf = (place: string, carried: object = {}): string =>
    customerPath(customer.id, `/support${place}`, { locale, ...carried });
  return sessionPage(setting, texts, {
    title: support.title,
    main: html`<p>${say(requests.length === 0 && isFirst ? support.none : support.intro, names)}</p>
      <ul class="plain-list">
        ${requests.map(
          ({ id, subject, partner, openedAt, status }) =>
            html`<li>
              <a href="${pathOf(`/${id}`)}">${subject}</a>
              <span class="hint"
                >${say(support.entry, {
                  partner,
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

/** A request with its messages. */
export function supportRequestPage(
  setting: CustomerPageSetting & { readonly supportRequest: Named<SupportRequestWithMessages> },
  texts: PortalTexts,
): string {
  const { customer, locale, operatorName: operator, supportRequest } = setting;
  const { partner, status, subject, severity, openedAt, closedAt, messages } = supportRequest;
  const { support, lang } = texts;
  const service = findService(supportRequest.service ?? "");
  const kind = supportRequest.kind === "service" ? support.service : support.access;
  return sessionPage(setting, texts, {
    title: subject,
    above: html`<p class="back"><a href="${customerPath(customer.id, "/support", { locale })}">${support.back}</a></p>`,
    main: html`${definitions(
        [support.partner, partner],
        [support.status, support.statuses[status]],
        [support.about, service === undefined ? kind : `${kind}: ${service.name}`],
        [support.severity, support.severities[severity]],
        [support.opened, dateInWords(openedAt, lang)],
        closedAt !== null && [support.closed, dateInWords(closedAt, lang)],
      )}
      ${status !== "closed" && html`<p>${say(support.wrong, { partner, operator })}</p>`}
      <h2>${support.messages}</h2>
      <ol class="history">
        ${messages.map(
          ({ by, at, text }) =>
            html`<li>
              <span class="hint">${by === "partner" ? partner : operator}, ${instantInWords(at, lang)}</span>
              ${text.split(/\n+/).map((paragraph) => html`<p>${paragraph}</p>`)}
            </li>`,
        )}
      </ol>`,
  });
}

/** Requests with the names of their partners. */
async function named<Request extends SupportRequestReading>(
  { portal }: CustomerVisit,
  requests: readonly Request[],
): Promise<Named<Request>[]> {
  const ids = requests.map(({ partnerId }) => partnerId);
  const found = await portal.table.read(byId(ids, partnerPlace));
  return requests.map((request) => ({
    ...request,
    partner: found.get(request.partnerId)?.displayName ?? request.partnerId,
  }));
}

async function showList(visit: CustomerVisit): Promise<string> {
  const { customer, setting, texts, portal, request } = visit;
  const { before = "" } = request.query;
  const cursor = isId("support request", before) ? before : null;
  const { items, next } = await readRequestsForCustomer(portal, customer.id, { limit, cursor });
  const requests = await named(visit, items);
  return supportListPage({ ...setting, requests, isFirst: cursor === null, next }, texts);
}

async function showRequest(visit: CustomerVisit): Promise<string> {
  const { customer, setting, texts, portal } = visit;
  const found = await readRequest(portal.table, parameter(visit, "request"), { customerId: customer.id });
  const [supportRequest] = await named(visit, [found]);
  return supportRequestPage({ ...setting, supportRequest: supportRequest! }, texts);
}

/** The pages of the requests that partners opened on the customer's behalf (product table, row 35). */
export const supportRoutes = {
  "GET /portal/customers/{id}/support": showing(ofCustomer, showList),
  "GET /portal/customers/{id}/support/{request}": showing(ofCustomer, showRequest),
};
