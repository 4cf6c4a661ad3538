import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { readCustomer, readCustomers } from "../../shared/customer/commands/read-customers.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { parseQuery } from "../../shared/schema/parse.ts";
import { idIn, type RouteHandlers } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import type { routes } from "./manifest.ts";
import { customersQuery } from "../../shared/customer/requests.ts";
import { customerBody, customerRow } from "./view.ts";

/** A partner's customers, route by route. */
export function serveCustomers(dependencies: Pick<Dependencies, "table">, clock: Clock): RouteHandlers<typeof routes> {
  return {
    "GET /v1/customers": async (request) => {
      const { limit, cursor = null } = parseQuery(customersQuery, request.query);
      const { partnerId } = callerOf(request);
      const now = clock();
      const { items, next } = await readCustomers(dependencies, { partnerId, limit, cursor });
      return { status: 200, body: { items: items.map((customer) => customerRow(customer, now)), next } };
    },

    "GET /v1/customers/{id}": async (request) => {
      const customer = await readCustomer(dependencies, callerOf(request).partnerId, idIn(request));
      const body = customerBody(customer, clock());
      return readAnswer(request, body, body.version);
    },
  };
}
