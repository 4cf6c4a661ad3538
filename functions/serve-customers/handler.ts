import { historyPage } from "../../shared/events/read-history.ts";
import { annotateCustomer } from "../../shared/customer/commands/annotate-customer.ts";
import { readCustomer, readCustomers, readPairHistory } from "../../shared/customer/commands/read-customers.ts";
import { annotationsBody, customersQuery, pairHistoryQuery } from "../../shared/customer/requests.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { changedAnswer } from "../../shared/http/changed-answer.ts";
import { expectedVersions } from "../../shared/http/conditional.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { idIn, type RouteHandlers } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { parse, parseQuery } from "../../shared/schema/parse.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { routes } from "./manifest.ts";
import { customerBody, customerRow } from "./view.ts";

/** The position of the version of alias and tags in a customer's ETag. */
const annotationsPart = 1;

/** A partner's customers, route by route. */
export function serveCustomers(
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  clock: Clock,
): RouteHandlers<typeof routes> {
  return {
    "GET /v1/customers": async (request) => {
      const { cursor = null, ...asked } = parseQuery(customersQuery, request.query);
      const { partnerId } = callerOf(request);
      const now = clock();
      const { items, next } = await readCustomers(dependencies, { ...asked, partnerId, cursor });
      return { status: 200, body: { items: items.map((customer) => customerRow(customer, now)), next } };
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
