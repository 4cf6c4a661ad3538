import type * as z from "zod/mini";
import { historyPage } from "../../shared/events/read-history.ts";
import { annotateCustomer } from "../../shared/customer/commands/annotate-customer.ts";
import { readCustomer, readCustomers, readPairHistory } from "../../shared/customer/commands/read-customers.ts";
import {
  annotationsBody,
  customersFileQuery,
  customersQuery,
  pairHistoryQuery,
} from "../../shared/customer/requests.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { changedAnswer } from "../../shared/http/changed-answer.ts";
import { expectedVersions } from "../../shared/http/conditional.ts";
import { csvAnswer } from "../../shared/http/csv.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { idIn, type HttpRequest, type RouteHandlers } from "../../shared/http/request.ts";
import type { CustomerInList } from "../../shared/relationship/customer-answers.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { parse, parseQuery } from "../../shared/schema/parse.ts";
import type { Page } from "../../shared/table/pages.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { customerColumns, customerRows } from "./csv.ts";
import type { routes } from "./manifest.ts";
import { customerBody, customerRow } from "./view.ts";

/** The position of the version of alias and tags in a customer's ETag. */
const annotationsPart = 1;

/** A partner's customers, route by route. */
export function serveCustomers(
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  clock: Clock,
): RouteHandlers<typeof routes> {
  const list = async (
    request: HttpRequest,
    { cursor, ...asked }: z.output<typeof customersQuery>,
  ): Promise<Page<CustomerInList>> => {
    const { partnerId } = callerOf(request);
    const now = clock();
    const { items, next } = await readCustomers(dependencies, { ...asked, partnerId, cursor: cursor ?? null });
    return { items: items.map((customer) => customerRow(customer, now)), next };
  };
  return {
    "GET /v1/customers": async (request) => ({
      status: 200,
      body: await list(request, parseQuery(customersQuery, request.query)),
    }),

    "GET /v1/customers/export": async (request) => {
      const { items, next } = await list(request, parseQuery(customersFileQuery, request.query));
      return csvAnswer(request, "customers", customerColumns, { items: customerRows(items), next });
    },

    "GET /v1/customers/{id}": async (request) => {
      const known = await readCustomer(dependencies, callerOf(request).partnerId, idIn(request));
      const body = customerBody(known, clock());
      return readAnswer(request, body, body.version, known.customer.annotations);
    },

    "PATCH /v1/customers/{id}": async (request) => {
      const expected = expectedVersions(request, annotationsPart);
      const input = parse(annotationsBody, request.body);
      const cause = causedByCaller(request, clock());
      await annotateCustomer(dependencies, idIn(request), input, cause, expected);
      const known = await readCustomer(dependencies, cause.partnerId, idIn(request));
      return changedAnswer(200, customerBody(known, cause.now), {}, known.customer.annotations);
    },

    "GET /v1/customers/{id}/history": async (request) => {
      const page = parseQuery(pairHistoryQuery, request.query);
      const events = await readPairHistory(dependencies, callerOf(request).partnerId, idIn(request));
      return { status: 200, body: historyPage(events, page) };
    },
  };
}
