import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { listCustomers } from "../../shared/customer/commands/list-customers.ts";
import { editCustomer, readCustomer, recoverCustomer } from "../../shared/customer/commands/supervise-customer.ts";
import { readCustomerOf, type Customer } from "../../shared/customer/model.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { expectedVersions, versionsIfSent } from "../../shared/http/conditional.ts";
import { etagOf, readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim, replayedHeader } from "../../shared/http/idempotency.ts";
import { parse } from "../../shared/http/parse.ts";
import { inQuery } from "../../shared/http/pointer.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import type { routes } from "./manifest.ts";
import { customerBody, customersQuery, recoveryBody } from "./requests.ts";
import { viewCustomer, viewListedCustomer, type CustomerView } from "./view-customer.ts";

/** The routes of customers. */
export type CustomerRoute = Extract<(typeof routes)[number]["key"], `${string}/customers${string}`>;

/** What the operator does with customers: find them, verify them, and recover them when nobody can speak for one. */
export function serveCustomers(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "policy">,
  clock: Clock,
): Record<CustomerRoute, RouteHandler> {
  const idOf = ({ parameters }: HttpRequest): string => parameters["id"] ?? "";
  const viewOf = (customer: Customer): CustomerView => viewCustomer(readCustomerOf(customer), customer.recovery);

  return {
    "GET /v1/operator/customers": async (request) => {
      const { limit, cursor = null, q = null, unattended } = parse(customersQuery, request.query, inQuery);
      const search = { limit, cursor, q, unattended: unattended !== undefined };
      const { items, next } = await listCustomers(dependencies, search);
      return { status: 200, body: { items: items.map(viewListedCustomer), next } };
    },

    "GET /v1/operator/customers/{id}": async (request) => {
      const customer = await readCustomer(dependencies, idOf(request));
      return readAnswer(request, viewOf(customer), customer.version);
    },

    "PATCH /v1/operator/customers/{id}": async (request) => {
      const expected = expectedVersions(request);
      const { externalId, verified } = parse(customerBody, request.body);
      const change = { externalId, verified: verified === undefined ? undefined : (verified?.how ?? null) };
      const cause = causedByCaller(request, clock());
      return answer(200, viewOf(await editCustomer(dependencies, idOf(request), change, expected, cause)));
    },

    "POST /v1/operator/customers/{id}/administrators": async (request) => {
      const input = parse(recoveryBody, request.body);
      const cause = causedByCaller(request, clock());
      const claim = idempotencyClaim(request);
      const expected = versionsIfSent(request);
      const recovered = await recoverCustomer(dependencies, idOf(request), input, cause, claim, expected);
      const { reading, recovery, replayed } = recovered;
      return answer(202, viewCustomer(reading, recovery), replayedHeader(replayed));
    },
  };
}

const answer = (status: number, body: CustomerView, headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
  status,
  body,
  headers: { etag: etagOf(body, body.version), ...headers },
});
