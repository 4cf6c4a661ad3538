import { expect, test } from "vitest";
import {
  acceptedFrom,
  administeredLimits,
  administersNothing,
  withAcceptance,
  withCustomer,
  withLanguage,
  withoutCustomer,
} from "../../../shared/customer/rules/administered.ts";

const named = { customerId: "cus_new", email: "ada@contoso.example", locale: "de", isFounder: true };
const nothing = administersNothing("address");
const ids = (count: number) => Array.from({ length: count }, (_, at) => `cus_${at}`);

test("an address can found customers only up to the limit", () => {
  const { founded } = administeredLimits;
  expect(withCustomer({ ...nothing, founded: founded - 1 }, named)).toMatchObject({ founded, customers: ["cus_new"] });
  const full = { ...nothing, founded };
  expect(() => withCustomer(full, named)).toThrow(/^An address can be the first administrator of at most 20 customers/);
  expect(withCustomer(full, { ...named, isFounder: false })).toMatchObject({ founded, customers: ["cus_new"] });
});

test("an address can administer customers only up to the limit", () => {
  const { customers } = administeredLimits;
  const added = withCustomer({ ...nothing, customers: ids(customers - 1) }, { ...named, isFounder: false });
  expect(added.customers).toHaveLength(customers);
  expect(() => withCustomer({ ...nothing, customers: ids(customers) }, named)).toThrow(/at most 100 customers/);
});

test("an address that loses its last customer is stored without its e-mail address, but with its count", () => {
  const one = withCustomer(nothing, { ...named, sandbox: "ptn_sandbox" });
  const both = withCustomer(one, { ...named, customerId: "cus_other", locale: null });
  expect(both).toMatchObject({ version: 2, locale: "de", customers: ["cus_new", "cus_other"] });
  const left = withoutCustomer(both, "cus_new");
  expect(left).toMatchObject({ version: 3, customers: ["cus_other"], sandboxes: {}, email: named.email });
  expect(withoutCustomer(left, "cus_other")).toMatchObject({ customers: [], email: null, founded: 2 });
});

test("what an address accepted is remembered once, by partner and type, without what is oldest over the limit", () => {
  const one = { relationshipId: "rel_1", customerId: "cus_1" };
  const known = withAcceptance(nothing, { ...one, partnerId: "ptn_1", type: "reseller" });
  expect(acceptedFrom(known, "ptn_1", "reseller")).toEqual([one]);
  expect([acceptedFrom(known, "ptn_1", "advisor"), acceptedFrom(known, "ptn_2", "reseller")]).toEqual([[], []]);
  expect(withAcceptance(known, { ...one, partnerId: "ptn_1", type: "reseller" })).toBe(known);
  const full = ids(administeredLimits.customers).reduce(
    (rights, id) =>
      withAcceptance(rights, { relationshipId: id, customerId: id, partnerId: "ptn_1", type: "reseller" }),
    known,
  );
  expect(acceptedFrom(full, "ptn_1", "reseller").map(({ customerId }) => customerId)).toEqual(
    ids(administeredLimits.customers),
  );
});

test("the rights of an address change when another language is chosen, and stay the same with the known one or none", () => {
  const italian = withLanguage(nothing, "it");
  expect(italian).toEqual({ ...nothing, locale: "it", version: nothing.version + 1 });
  expect(withLanguage(italian, "it")).toBe(italian);
  expect(withLanguage(italian, null)).toBe(italian);
});
