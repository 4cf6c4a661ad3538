import { describe, expect, test } from "vitest";
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
};
const founder = { id: ids.customer, email: "ada@customer.example", name: "Ada", locale: null };
const account = foundCustomer({ id: ids.customer, name: "Customer", founder }, now);
const servicesAt = (relationships: readonly Relationship[], at = now) =>
  customerBody({ customer, account, relationships, contacts: [] }, at).services;

test("a customer is shown by its own name, as the operator checked it, beside what the partner calls it", () => {
  const verified = { at: now, how: "company register" };
  const checked = { ...account, name: "Customer Limited", verified, externalId: "tenant-1", administrators: [] };
  expect(customerBody({ customer, account: checked, relationships: [], contacts: [] }, now)).toMatchObject({
    ...{ name: "Customer Limited", verified, externalId: "tenant-1", attended: false },
    organization: "Customer Ltd",
  });
  expect(customerRow({ customer, account, relationships: [] }, now)).toMatchObject({ verified: null, attended: true });
});

describe("the services of a customer", () => {
  test("are for a reseller those that its grants open, and those that need none", () => {
    const opened = servicesAt([aRelationship({ grants: [aGrant("office365.admin")] })]);
    expect(opened.filter(({ permissions }) => permissions.includes("office365.admin"))).toHaveLength(1);
    expect(opened.map(({ id }) => id)).toEqual(expect.arrayContaining(free));
    expect(free.length).toBeGreaterThan(0);
  });

  test("are none for an advisor without grants, and with some only what they open", () => {
    expect(servicesAt([aRelationship({ type: "advisor", grants: [] })])).toEqual([]);
    const opened = servicesAt([aRelationship({ type: "advisor", grants: [aGrant("office365.admin")] })]);
    expect(opened).toHaveLength(1);
    expect(opened[0]?.permissions).toEqual(["office365.admin"]);
  });

  test("are none of a relationship that rests, has ended, or was none", () => {
    for (const status of ["suspended", "terminated"] as const)
      expect(servicesAt([aRelationship({ status })])).toEqual([]);
    expect(servicesAt([])).toEqual([]);
  });

  test("are without what a grant opened that has ended by now", () => {
    const ended = servicesAt(
      [aRelationship({ type: "advisor", grants: [aGrant("office365.admin")] })],
      later({ days: 61 }),
    );
    expect(ended).toEqual([]);
  });

  test("are those of whichever relationship opens them", () => {
    const advisor = aRelationship({ type: "advisor", grants: [aGrant("office365.admin")] });
    const both = servicesAt([advisor, aRelationship({ grants: [] })]);
    expect(both.flatMap(({ permissions }) => permissions)).toEqual(["office365.admin"]);
    expect(both.map(({ id }) => id)).toEqual(expect.arrayContaining(free));
  });
});
