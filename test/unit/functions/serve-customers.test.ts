import { describe, expect, test } from "vitest";
import { customerColumns, customerRows } from "../../../functions/serve-customers/csv.ts";
import { csvOf } from "../../../shared/http/csv.ts";
import { customerBody, customerRow } from "../../../functions/serve-customers/view.ts";
import { foundCustomer } from "../../../shared/customer/model.ts";
import type { Relationship } from "../../../shared/relationship/model.ts";
import { services } from "../../../shared/policy/services.ts";
import { aGrant, aRelationship, ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";

const free = services.filter(({ manageableWithoutPermission }) => manageableWithoutPermission).map(({ id }) => id);
const customer = {
  partnerId: ids.partner,
  customerId: ids.customer,
  version: 1,
  organization: "Customer Ltd",
  domain: "customer.example",
  since: now,
  contacts: [],
  alias: null,
  tags: [],
  annotations: 0,
};
const founder = { id: ids.customer, email: "ada@customer.example", name: "Ada", locale: null };
const account = foundCustomer({ id: ids.customer, name: "Customer", founder }, now);
const servicesAt = (relationships: readonly Relationship[], at = now, frozen = false) =>
  customerBody({ customer, account, relationships, frozen }, at).services;

test("a customer is shown with its own verified name and with the partner's name for it", () => {
  const verified = { at: now, how: "company register" };
  const checked = { ...account, name: "Customer Limited", verified, externalId: "tenant-1", administrators: [] };
  expect(customerBody({ customer, account: checked, relationships: [], frozen: false }, now)).toMatchObject({
    ...{ name: "Customer Limited", verified, externalId: "tenant-1", attended: false },
    organization: "Customer Ltd",
  });
  expect(customerRow({ customer, account, relationships: [] }, now)).toMatchObject({ verified: null, attended: true });
});

test("a customer's contacts say who is an administrator now", () => {
  const person = (email: string) => ({ name: null, email, title: null });
  const contacts = [person("ada@customer.example"), person("bob@customer.example")];
  const body = customerBody({ customer: { ...customer, contacts }, account, relationships: [], frozen: false }, now);
  expect(body.contacts.map(({ administrator }) => administrator)).toEqual([true, false]);
});

test("the file of customers has a row for each live relationship, and one for a customer without", () => {
  const known = { ...customer, organization: "=Ltd", tags: ["vip", "north"] };
  const rowsOf = (relationships: readonly Relationship[]) =>
    csvOf(customerColumns, customerRows([customerRow({ customer: known, account, relationships }, now)])).split("\r\n");
  const both = [
    aRelationship({ grants: [aGrant("helpdesk")] }),
    aRelationship({ type: "advisor", status: "suspended", grants: [] }),
  ];
  const start = `${ids.customer},Customer,'=Ltd,,customer.example,,"vip, north",${now},`;
  expect(rowsOf(both)).toEqual([
    "id,name,organization,alias,domain,externalId,tags,since,relationship,status,adminPermissions,expires",
    `${start}reseller,active,partly-granted,${aGrant("helpdesk").endsAt}`,
    `${start}advisor,suspended,none,`,
    "",
  ]);
  expect(rowsOf([])[1]).toBe(`${start},,,`);
});

describe("the services that a partner can manage for a customer", () => {
  const grants = [aGrant("office365.admin")];
  const advisor = aRelationship({ type: "advisor", grants });
  const ofGrant = ["office-365"];

  test.each<[string, Relationship[], string[], string?]>([
    ["a reseller's: those of its grants and those that need none", [aRelationship({ grants })], [...ofGrant, ...free]],
    ["an advisor's: those of its grants only", [advisor], ofGrant],
    ["an advisor's without grants: none", [aRelationship({ type: "advisor", grants: [] })], []],
    ["an advisor's after the end of its grants: none", [advisor], [], later({ days: 61 })],
    ["a suspended relationship's: none", [aRelationship({ status: "suspended" })], []],
    ["a terminated relationship's: none", [aRelationship({ status: "terminated" })], []],
    ["no relationship's: none", [], []],
    ["two relationships': those of both", [advisor, aRelationship({ grants: [] })], [...ofGrant, ...free]],
  ])("are %s", (_, relationships, expected, at) => {
    const found = servicesAt(relationships, at).map(({ id }) => id);
    expect(found.toSorted()).toEqual([...new Set(expected)].toSorted());
    expect(free).not.toEqual([]);
  });

  test("are none while the partner is frozen", () => {
    expect(servicesAt([aRelationship({ grants })], now, true)).toEqual([]);
  });
});
