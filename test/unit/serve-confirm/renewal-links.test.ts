import { describe, expect, test } from "vitest";
import { basisDigest, signRenewal } from "../../../shared/crypto/renewals.ts";
import { customerItem } from "../../../shared/customer/items/item.ts";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import type { Administrator } from "../../../shared/customer/model.ts";
import { administersNothing, withCustomer } from "../../../shared/customer/rules/administered.ts";
import { following, toStoredEvent } from "../../../shared/events/envelope.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { relationshipItem } from "../../../shared/relationship/items/item.ts";
import type { Grant, Relationship } from "../../../shared/relationship/model.ts";
import { establishRelationship, renewalBasis } from "../../../shared/relationship/rules/changes.ts";
import { aCustomer, anAdministratorAt } from "../../support/builders/a-customer.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { aGrant, aPartner, aRelationship, ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { aCause } from "../../support/builders/some-events.ts";
import { Superseded } from "../../../shared/table/superseded.ts";
import type { Table } from "../../../shared/table/table.ts";
import { itemsOf } from "../../support/table/scripted-table.ts";
import { storedItem } from "../../support/table/stream-records.ts";
import { confirmPages } from "./confirm-pages.ts";

const bob = anAdministratorAt("bob@contoso.example");
const lasting = (permission: string, days: number, named: Partial<Grant> = {}): Grant => ({
  ...aGrant(permission),
  ...{ duration: "P60D", endsAt: later({ days }) },
  ...named,
});
const removed = lasting("billing.read", 30, { status: "removed" });
const ending = aRelationship({ grants: [lasting("directory.admin", 7), lasting("users.admin", 30), removed] });
/** The link of a notice: of this relationship and administrator, as they are when it is mailed. */
const linkOf = (relationship: Relationship, administrator = bob, at = now): string =>
  signRenewal(
    {
      ...{ relationshipId: relationship.id, address: administrator.id, endsAt: later({ days: 30 }) },
      basis: basisDigest(renewalBasis(relationship, administrator, at)),
    },
    aMasterKey(),
  );
const link = linkOf(ending);

const customer = { id: ids.customer, name: "Contoso", organization: null, domain: "contoso.example", founded: true };
const { event } = establishRelationship({ ...aRelationship(), version: 0 }, customer, now);
const established = storedItem(toStoredEvent(event, following(null, aCause())));

interface Given {
  readonly at?: string;
  readonly frozen?: boolean;
  readonly administrator?: Administrator | null;
}
function pages(
  relationship: Relationship,
  { at = now, frozen = false, administrator = bob }: Given = {},
  answers: Partial<Table> = {},
) {
  const rights = { customerId: ids.customer, email: bob.email, locale: null, isFounder: false };
  const items = [
    { ...partnerKeys.profile(ids.partner), ...aPartner({ frozen }) },
    customerItem(aCustomer(["ada@contoso.example"], administrator ? { administrators: [administrator] } : {})),
    ...(administrator
      ? [{ ...customerKeys.administered(bob.id), ...withCustomer(administersNothing(bob.id), rights) }]
      : []),
    ...[relationshipItem(relationship), established],
  ];
  const { ask, transactions } = confirmPages(items, at, undefined, answers);
  const asked = (method: "GET" | "HEAD" | "POST", token = link, query: Record<string, string> = {}) =>
    ask(method, "r", token, { query });
  return { ask: asked, transactions };
}

describe("the renewal link of a notice", () => {
  test("shows each permission with its risk and new end, under whose name it is recorded, and changes nothing", async () => {
    const { ask, transactions } = pages(ending);
    const { status, text, headers } = await ask("GET");
    expect(status).toBe(200);
    expect(text).toContain("<h1>Renew the permissions of Contoso Partner?</h1>");
    for (const name of ["Directory administrator", "User administrator"])
      expect(text).toMatch(new RegExp(`<strong>${name}</strong>[^]*(High|Medium) risk[^]*Until 21 January 2027`));
    expect(text).not.toContain("Billing");
    expect(text).toContain(bob.email);
    expect(text).toContain(`<form method="post" action="/r/${link}?lang=en"`);
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
    expect((await ask("HEAD")).text).toBe("");
    expect(transactions).toEqual([]);
  });

  test("renews by one press, in the name of the administrator, and nothing that is written has the link", async () => {
    const { ask, transactions } = pages(ending);
    expect((await ask("POST")).status).toBe(200);
    expect(transactions).toHaveLength(1);
    expect(itemsOf(transactions).map(({ type }) => type)).toContain("PermissionsRenewed");
    expect(JSON.stringify(transactions)).not.toContain(link.split(".").at(-1));
  });

  test("shows a second press, or another administrator, what is renewed already", async () => {
    const renewed = { ...ending, grants: [lasting("directory.admin", 60), lasting("users.admin", 60)] };
    for (const method of ["GET", "POST"] as const) {
      const { ask, transactions } = pages(renewed);
      const { status, text } = await ask(method);
      expect([status, transactions]).toEqual([200, []]);
      expect(text).toContain("<h1>The permissions of Contoso Partner are renewed</h1>");
      expect(text).toContain(`href="/portal/relationships/${ids.relationship}?lang=en"`);
      expect(text).not.toContain("<form");
    }
  });

  const again = { ...bob, since: later({ days: 1 }) };
  test.each([
    ["a permission was removed", { ...ending, grants: [lasting("directory.admin", 7), removed] }, {}],
    ["an end has changed", { ...ending, grants: [lasting("directory.admin", 8), lasting("users.admin", 30)] }, {}],
    ["the relationship has ended", { ...ending, status: "terminated" }, {}],
    ["the relationship is suspended", { ...ending, status: "suspended" }, {}],
    ["the administrator was removed", ending, { administrator: null }],
    ["the administrator was removed and added again", ending, { administrator: again }],
    ["its 30 days are over", ending, { at: later({ days: 30 }) }],
  ] as [string, Relationship, Given][])("is dead when %s", async (_, relationship, given) => {
    for (const method of ["GET", "POST"] as const) {
      const { ask, transactions } = pages(relationship, given);
      const { status, text } = await ask(method);
      expect([status, transactions]).toEqual([410, []]);
      expect(text).toContain("This link no longer works");
      if (given.administrator === null) expect(text).not.toContain("Contoso Partner");
    }
  });

  test("lists and renews no permission that the customer has paused since", async () => {
    const paused = lasting("directory.admin", 7, { pausedAt: now });
    const some = pages({ ...ending, grants: [paused, lasting("users.admin", 30), removed] });
    const { text } = await some.ask("GET");
    expect([text.includes("User administrator"), text.includes("Directory administrator")]).toEqual([true, false]);
    expect((await some.ask("POST")).status).toBe(200);
    expect(itemsOf(some.transactions).find(({ type }) => type === "PermissionsRenewed")).toMatchObject({
      data: { permissions: ["users.admin"] },
    });
    const none = pages({ ...ending, grants: [paused, lasting("users.admin", 30, { pausedAt: now }), removed] });
    for (const method of ["GET", "POST"] as const) expect((await none.ask(method)).status).toBe(410);
    expect(none.transactions).toEqual([]);
  });

  test("still works after the ends that it announced", async () => {
    const { ask, transactions } = pages(ending, { at: later({ days: 8 }) });
    expect((await ask("POST")).status).toBe(200);
    expect(transactions).toHaveLength(1);
  });

  test.each([
    ["the partner is on hold", { frozen: true }, "Contoso Partner is on hold"],
    [
      "the administrator is new",
      { administrator: { ...bob, coolOffUntil: later({ days: 7 }) } },
      "You cannot renew permissions yet",
    ],
  ] as [string, Given, string][])("waits while %s", async (_, given, title) => {
    for (const method of ["GET", "POST"] as const) {
      const { ask, transactions } = pages(ending, given);
      const { status, text } = await ask(method);
      expect([status, transactions]).toEqual([409, []]);
      expect(text).toContain(`<h1>${title}</h1>`);
    }
  });

  test("says that nothing was renewed when other requests keep coming first", async () => {
    const transact = () => Promise.reject(new Superseded());
    const { status, body } = await pages(ending, {}, { transact }).ask("POST");
    expect([status, body]).toMatchObject([409, { type: "/problems/busy" }]);
  });

  test("is not recognised when any part of it is forged, and nothing is read", async () => {
    const other = linkOf({ ...ending, id: `${ids.relationship.slice(0, -1)}9` });
    for (const token of [`${link}x`, link.replace(bob.id, "ada"), `${other.slice(0, 40)}${link.slice(40)}`, "x"])
      expect((await pages(ending).ask("GET", token)).status).toBe(404);
  });

  test.each(locales)("speaks the reader's language: %s", async (lang) => {
    const { text } = await pages(ending).ask("GET", link, { lang });
    expect(text).toContain(`<html lang="${lang}">`);
    expect(text).not.toMatch(/\{\w+\}|undefined/);
    if (lang !== "en") expect(text).not.toMatch(/Renew|High risk|Until/);
  });
});
