import { describe, expect, test } from "vitest";
import { serveAccess } from "../../../functions/serve-access/handler.ts";
import { routes } from "../../../functions/serve-access/manifest.ts";
import { newCustomerWrite } from "../../../shared/customer/items/item.ts";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { foundCustomer } from "../../../shared/customer/model.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { partnerItem } from "../../../shared/partner/items/partners.ts";
import { accessReasons } from "../../../shared/relationship/rules/access.ts";
import { relationshipItem } from "../../../shared/relationship/items/item.ts";
import type { RawItem, Table } from "../../../shared/table/table.ts";
import { readerOf } from "../../../shared/table/plans.ts";
import { userItem } from "../../../shared/users/item.ts";
import { aPartner, aRelationship, aUser, ids } from "../../support/builders/builders.ts";
import { clockAt, later, now } from "../../support/builders/fixed-clock.ts";
import { anHttpEvent, call, claimsOf, json, roleOfToken } from "../../support/stack/http-event.ts";
import { scriptedTable, withParts } from "../../support/table/scripted-table.ts";

const relationship = aRelationship();
const founder = { id: "adr_1", email: "ada@customer.example", name: "Ada", locale: null };
const founded = newCustomerWrite(foundCustomer({ id: ids.customer, name: "Customer", founder }, now), "dom_1");
const account = founded.kind === "put" ? founded.item : {};
const known = {
  ...{ ...customerKeys.ofPartner(ids.partner, ids.customer), customerId: ids.customer, partnerId: ids.partner },
  ...{ version: 1, organization: null, domain: "customer.example", since: now },
};
const user = aUser({ id: "user-2", role: "helpdesk" });
const everything: readonly RawItem[] = [
  partnerItem(aPartner()),
  account,
  known,
  relationshipItem(relationship),
  userItem(user),
];

function anApi(items: readonly RawItem[] = everything) {
  let reads = 0;
  const read = readerOf(async () => {
    reads++;
    return withParts(items);
  });
  const written: RawItem[] = [];
  const set: Table["set"] = async (_, attributes) => {
    written.push(attributes);
    return true;
  };
  const handlers = serveAccess(scriptedTable([], { read, set }), clockAt(later({ days: 1 })));
  const isOperator = async () => true;
  const options = { routes, handlers, newCorrelationId: () => "c-1", readRole: roleOfToken, isOperator };
  const handler = httpBoundary(options);
  const ask = (query: Record<string, string>, role: "admin" | "operator" = "admin") => {
    const routeKey = role === "operator" ? "GET /v1/operator/access" : "GET /v1/access";
    return call(handler, anHttpEvent({ routeKey, query, claims: claimsOf(role) }));
  };
  const send = async (event: Parameters<typeof handler>[0]) => ({ ...(await call(handler, event)), written });
  return { ask, send, readsSoFar: () => reads };
}

const about = { customerId: ids.customer, permission: "users.admin" };

describe("the access check", () => {
  test("answers with reason, words and end, from one read, and cannot be stored", async () => {
    const { ask, readsSoFar } = anApi();
    const { status, headers, body } = await ask({ ...about, user: user.id });
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        ...{ allowed: true, reason: "granted", message: accessReasons.granted.message },
        until: relationship.grants[0]?.endsAt,
        relationshipId: relationship.id,
        permission: "users.admin",
      },
    });
    expect(headers).toMatchObject({ "cache-control": "no-store" });
    expect(headers).not.toHaveProperty("etag");
    expect(readsSoFar()).toBe(1);
  });

  test("answers the operator about any partner alike", async () => {
    const { ask } = anApi();
    expect((await ask({ ...about, partnerId: ids.partner }, "operator")).body).toEqual((await ask(about)).body);
    const partnerId = "ptn_01JD00000000000000000000ZZ";
    expect((await ask({ ...about, partnerId }, "operator")).body).toMatchObject({ reason: "no-relationship" });
  });

  test("tells of a service which permission opens it", async () => {
    const { ask } = anApi();
    const of = async (service: string) => (await ask({ customerId: ids.customer, service })).body;
    expect(await of("azure-active-directory")).toMatchObject({ reason: "granted", permission: "users.admin" });
    expect(await of("azure-subscription")).toMatchObject({ reason: "no-permission-needed", permission: null });
    expect(await of("exchange-online")).toMatchObject({ reason: "never-granted", permission: "exchange.admin" });
  });

  test("tells ended relationships from none, and nothing of other partners' customers", async () => {
    const ended = anApi(everything.filter((item) => item["entity"] !== "relationship"));
    expect((await ended.ask(about)).body).toMatchObject({ allowed: false, reason: "relationship-ended" });
    const foreign = anApi([partnerItem(aPartner()), account]);
    const unknown = anApi([partnerItem(aPartner())]);
    const answer = (await unknown.ask(about)).body;
    expect(answer).toMatchObject({ reason: "no-relationship" });
    expect((await foreign.ask(about)).body).toEqual(answer);
  });

  test("knows frozen partners and users who were removed", async () => {
    const frozen = anApi([partnerItem(aPartner({ frozen: true })), ...everything.slice(1)]);
    expect((await frozen.ask(about)).body).toMatchObject({ reason: "partner-frozen" });
    const { ask } = anApi();
    expect((await ask({ ...about, user: "user-3" })).body).toMatchObject({ reason: "unknown-user" });
  });

  test.each<[string, Record<string, string>, string]>([
    ["both a permission and a service", { ...about, service: "office-365" }, "/query/permission"],
    ["neither", { customerId: ids.customer }, "/query/permission"],
    ["an unknown permission", { ...about, permission: "users.adm" }, "/query/permission"],
    ["an id that is none", { ...about, customerId: "cus_1" }, "/query/customerId"],
    ["a partner", { ...about, partnerId: ids.partner }, "/query/partnerId"],
  ])("refuses %s", async (_, query, pointer) => {
    const { status, body } = await anApi().ask(query);
    expect({ status, errors: body["errors"] }).toMatchObject({ status: 422, errors: [{ pointer }] });
  });
});

describe("the report of a use", () => {
  const report = (body: object, role: "admin" | "operator" = "admin") => {
    const routeKey = role === "operator" ? "POST /v1/operator/access/uses" : "POST /v1/access/uses";
    return anApi().send(anHttpEvent({ routeKey, ...json(body), claims: claimsOf(role) }));
  };

  test("answers as the check does, and writes the date of the use", async () => {
    const { body } = await anApi().ask(about);
    const today = { "used#users/admin": later({ days: 1 }).slice(0, 10) };
    const yesterday = { "used#users/admin": now.slice(0, 10) };
    expect(await report(about)).toMatchObject({ status: 200, body, written: [today] });
    expect(await report({ ...about, at: now })).toMatchObject({ body, written: [yesterday] });
    expect(await report({ ...about, partnerId: ids.partner }, "operator")).toMatchObject({ body, written: [today] });
  });

  test("writes nothing for what needs no permission, or was before it was granted", async () => {
    const service = "azure-subscription";
    expect(await report({ customerId: ids.customer, service })).toMatchObject({ body: { allowed: true }, written: [] });
    expect(await report({ ...about, at: later({ days: -1 }) })).toMatchObject({ body: { allowed: true }, written: [] });
  });

  test("refuses a moment that is still to come", async () => {
    const { status, body, written } = await report({ ...about, at: later({ days: 2 }) });
    expect({ status, errors: body["errors"], written }).toMatchObject({
      ...{ status: 422, errors: [{ pointer: "/at", code: "out-of-range" }], written: [] },
    });
  });
});
