import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { CustomerReading, ListedCustomer, SupervisedCustomer } from "../../shared/customer/answers.ts";
import { listAllCustomers } from "../../shared/customer/commands/list-all-customers.ts";
import { editCustomer, readCustomer, recoverCustomer } from "../../shared/customer/commands/supervise-customer.ts";
import { customerBody, operatorCustomersQuery, recoveryBody } from "../../shared/customer/requests.ts";
import { readCustomerOf, type Customer, type Recovery } from "../../shared/customer/model.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { expectedVersions, versionsIfSent } from "../../shared/http/conditional.ts";
import { changedAnswer } from "../../shared/http/changed-answer.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim } from "../../shared/http/idempotency.ts";
import { parse, parseQuery } from "../../shared/schema/parse.ts";
import { idIn, type RouteHandler } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import type { routes } from "./manifest.ts";

/** The routes of customers. */
export type CustomerRoute = Extract<(typeof routes)[number]["key"], `${string}/customers${string}`>;

/** The operator's API of customers: find, verify and recover them. */
export function serveCustomers(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "policy">,
  clock: Clock,
): Record<CustomerRoute, RouteHandler> {
  return {
    "GET /v1/operator/customers": async (request) => {
      const { limit, cursor = null, q = null, unattended } = parseQuery(operatorCustomersQuery, request.query);
      const search = { limit, cursor, q, unattended: unattended !== undefined };
      const { items, next } = await listAllCustomers(dependencies, search);
      return { status: 200, body: { items: items.map(listed), next } };
    },

    "GET /v1/operator/customers/{id}": async (request) => {
      const customer = await readCustomer(dependencies, idIn(request));
      return readAnswer(request, supervised(readCustomerOf(customer), customer.recovery), customer.version);
    },

    "PATCH /v1/operator/customers/{id}": async (request) => {
      const expected = expectedVersions(request);
      const { externalId, verified } = parse(customerBody, request.body);
      const change = { externalId, verified: verified === undefined ? undefined : (verified?.how ?? null) };
      const cause = causedByCaller(request, clock());
      const customer = await editCustomer(dependencies, idIn(request), change, expected, cause);
      return changedAnswer(200, supervised(readCustomerOf(customer), customer.recovery));
    },

    "POST /v1/operator/customers/{id}/administrators": async (request) => {
      const input = parse(recoveryBody, request.body);
      const cause = causedByCaller(request, clock());
      const claim = idempotencyClaim(request);
      const expected = versionsIfSent(request);
      const recovered = await recoverCustomer(dependencies, idIn(request), input, cause, claim, expected);
      const { reading, recovery, replayed } = recovered;
      return changedAnswer(202, supervised(reading, recovery), { replayed });
    },
  };
}

const inList = ({ status, force, requestedAt, dueAt }: Recovery) => ({ status, force, requestedAt, dueAt });

const listed = (customer: Customer): ListedCustomer => ({
  ...readCustomerOf(customer),
  recovery: customer.recovery && inList(customer.recovery),
});

const supervised = (reading: CustomerReading, recovery: Recovery | null): SupervisedCustomer => ({
  ...reading,
  recovery: recovery && { ...inList(recovery), email: recovery.email, reason: recovery.reason },
});
