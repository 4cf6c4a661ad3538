import { beforeEach, describe, expect, it } from "vitest";
import { annotateCustomer } from "../../../shared/customer/commands/annotate-customer.ts";
import { keepSearch, keepSearchOfAll } from "../../../shared/customer/commands/keep-search.ts";
import {
  readCustomer,
  readCustomers,
  readPairHistory,
  type CustomerFilter,
} from "../../../shared/customer/commands/read-customers.ts";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import type { Annotations } from "../../../shared/customer/rules/annotations.ts";
import { shownName } from "../../../shared/customer/rules/names.ts";
import type { Partner } from "../../actors/partner.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();
let partner: Partner;
beforeEach(async () => {
  partner = await product().partner();
});

/** A customer whom its partner finds, as after the event of its acceptance. */
const connected = async (organization: string | null, email?: string, of = partner) => {
  const one = await of.connect({ ...(email !== undefined && { email }), customer: { organization } });
  await keepSearch(product().table, of.partnerId, one.customerId);
  return one;
};
const annotate = async (customerId: string, changes: Annotations, of = partner) => {
  await annotateCustomer(product(), customerId, changes, of.cause(), "any");
  await keepSearch(product().table, of.partnerId, customerId);
};
const page = (
  filter: Omit<CustomerFilter, "partnerId" | "limit" | "cursor">,
  limit = 25,
  cursor: string | null = null,
) => readCustomers(product(), { ...filter, partnerId: partner.partnerId, limit, cursor });
/** The names of all pages of one customer each. */
const found = async (filter: Omit<CustomerFilter, "partnerId" | "limit" | "cursor">) => {
  const names: string[] = [];
  let cursor: string | null = null;
  do {
    const { items, next }: Awaited<ReturnType<typeof page>> = await page(filter, 1, cursor);
    names.push(...items.map(({ customer, account }) => shownName(customer, account)));
    cursor = next;
  } while (cursor !== null);
  return names;
};
const entries = async (of = partner) =>
  (await product().table.query({ partition: customerKeys.found(of.partnerId, "", "").PK })).items.map(({ SK }) =>
    String(SK).replace(/#[^#]*$/, ""),
  );

describe("a partner's list of customers", () => {
  it("is in the order of the names by which it knows them, without case and accents", async () => {
    for (const name of ["Zebra", "öko", "Adatum", "nord"]) await connected(name);
    const { customerId } = await connected("Middle");
    expect(await found({})).toEqual(["Adatum", "Middle", "nord", "öko", "Zebra"]);
    await annotate(customerId, { alias: "Aaron" });
    expect(await found({})).toEqual(["Aaron", "Adatum", "nord", "öko", "Zebra"]);
    await annotate(customerId, { alias: null });
    expect(await found({})).toEqual(["Adatum", "Middle", "nord", "öko", "Zebra"]);
  });

  it("finds the start of a name, of one of its words and of the mail domain, each customer once", async () => {
    await connected("Énergie Nord & Norddeutsche AG", "it@strom.example");
    await connected("Contoso");
    const all = ["Énergie Nord & Norddeutsche AG"];
    for (const q of ["energie", "ÉNERGIE NORD", "nord", "NORDD", "ag", "strom.ex"])
      expect(await found({ q }), q).toEqual(all);
    for (const q of ["ergie", "xx", "nord ag"]) expect(await found({ q }), q).toEqual([]);
  });

  it("finds letters with strokes, and those of other cases and scripts, as they are also written", async () => {
    const names = ["Łódź Øst Straße", "YAZILIM", "ΟΔΟΣΑ"];
    for (const name of names) await connected(name);
    const typed = { lodz: 0, OST: 0, strasse: 0, STRASS: 0, Yazılım: 1, yazilim: 1, ΟΔΟΣ: 2 };
    for (const [q, at] of Object.entries(typed)) expect(await found({ q }), q).toEqual([names[at]]);
    expect(await found({ q: "\u0301\u0301" })).toEqual([]);
  });

  it("finds a name with an at-sign that is no address", async () => {
    await connected("R@dio Nord");
    for (const q of ["r@", "R@DIO", "r@dio nord"]) expect(await found({ q }), q).toEqual(["R@dio Nord"]);
  });

  it("reads no customers without the tag that is asked for beside a word", async () => {
    const [first] = [await connected("Common One"), await connected("Common Two"), await connected("Common Three")];
    await annotate(first.customerId, { tags: ["rare"] });
    const { reads } = await product().store.capacity(() => page({ q: "common", tag: "rare" }));
    expect(await found({ q: "common", tag: "rare" })).toEqual(["Common One"]);
    expect(await found({ q: "common", tag: "none" })).toEqual([]);
    for (let made = 0; made < 3; made++) await connected("Common Four");
    expect((await product().store.capacity(() => page({ q: "common", tag: "rare" }))).reads).toBe(reads);
  });

  it("finds an exact address of a contact, and nobody by a part of one", async () => {
    await connected("Contoso", "ada@contoso-found.example");
    expect(await found({ q: "ada@contoso-found.example" })).toEqual(["Contoso"]);
    expect(await found({ q: "ada@contoso-found" })).toEqual([]);
    expect(await found({ q: "bob@contoso-found.example" })).toEqual([]);
  });

  it("finds by a tag in the order of names, and by both", async () => {
    const [first, second] = [await connected("Beta House"), await connected("Alpha House")];
    await connected("House of nobody");
    for (const { customerId } of [first, second]) await annotate(customerId, { tags: ["vip", "vip#1"] });
    expect(await found({ tag: "vip" })).toEqual(["Alpha House", "Beta House"]);
    expect(await found({ q: "house", tag: "vip" })).toHaveLength(2);
    await annotate(second.customerId, { tags: [] });
    expect(await found({ tag: "vip" })).toEqual(["Beta House"]);
    expect(await found({ tag: "vi" })).toEqual([]);
  });

  it("follows a customer that renames itself, for all of its partners, and leaves no old entry", async () => {
    const other = await product().partner();
    const { customerId, email, administrator } = await connected(null);
    const { customerId: same } = await other.connect({ email }, { customer: customerId });
    await keepSearch(product().table, other.partnerId, same);
    await administrator.rename("Tailspin Toys");
    await keepSearchOfAll(product().table, customerId);
    await keepSearchOfAll(product().table, customerId);
    expect(await found({ q: "toys" })).toEqual(["Tailspin Toys"]);
    expect(await found({})).toEqual(["Tailspin Toys"]);
    for (const one of [partner, other]) expect((await entries(one)).filter((term) => term.includes("@"))).toEqual([]);
    expect(await entries(other)).toContain("W#tailspin toys");
    await administrator.rename("Wingtip");
    await keepSearchOfAll(product().table, customerId);
    expect((await entries()).filter((term) => /toys|tailspin/.test(term))).toEqual([]);
  });

  it("takes as many requests and units to list, search and read for many customers as for few", async () => {
    const { customerId } = await connected("Contoso Branch");
    const acts = [
      () => page({}, 1),
      () => page({ q: "branch" }, 1),
      () => readCustomer(product(), partner.partnerId, customerId),
    ];
    const taken: unknown[] = [];
    for (const more of [1, 6]) {
      for (let made = 0; made < more; made++) await connected("Contoso Branch");
      for (const act of acts) taken.push([await product().store.capacity(act), await product().store.requests(act)]);
    }
    expect(taken.slice(acts.length)).toEqual(taken.slice(0, acts.length));
  });

  it("refuses a cursor that is no customer of the list", async () => {
    await connected("Contoso");
    for (const filter of [{}, { q: "contoso" }])
      expect((await refused(page(filter, 1, "cus_01JD00000000000000000000ZZ"))).faults).toMatchObject([
        { code: "cursor-unknown" },
      ]);
  });
});

describe("what a partner notes of a customer", () => {
  it("is in the record and in the history of the pair, and nobody else's", async () => {
    const { customerId, relationshipId, email, administrator } = await connected("Contoso");
    await annotate(customerId, { alias: "The big one", tags: ["vip", "vip"] });
    await annotate(customerId, { alias: "The big one" });
    await administrator.endRelationship(relationshipId, "enough");
    const other = await product().partner();
    await other.connect({ email }, { customer: customerId });
    expect(await readCustomer(product(), partner.partnerId, customerId)).toMatchObject({
      customer: { alias: "The big one", tags: ["vip"], annotations: 1 },
      relationships: [{ id: relationshipId, status: "terminated" }],
    });
    expect(await readCustomer(product(), other.partnerId, customerId)).toMatchObject({
      customer: { alias: null, tags: [] },
      relationships: [{ status: "active" }],
    });
    const history = await readPairHistory(product(), partner.partnerId, customerId);
    expect(history.map(({ type }) => type)).toEqual([
      ...["CustomerAnnotated", "RelationshipEstablished", "RelationshipTerminated"],
    ]);
    expect(history[0]).toMatchObject({
      metadata: { partnerId: partner.partnerId },
      data: { changed: ["alias", "tags"] },
    });
    const others = await readPairHistory(product(), other.partnerId, customerId);
    expect(others.map(({ type }) => type)).toEqual(["RelationshipEstablished"]);
  });

  it("is refused for another version, and for a customer that the partner does not know", async () => {
    const { customerId } = await connected("Contoso");
    await annotate(customerId, { alias: "One" });
    const stale = annotateCustomer(product(), customerId, { alias: "Two" }, partner.cause(), [0]);
    expect((await refused(stale)).kind).toBe("stale");
    const other = await product().partner();
    for (const id of [customerId, "cus_01JD00000000000000000000ZZ", "x"])
      expect((await refused(annotateCustomer(product(), id, { alias: "Two" }, other.cause(), "any"))).kind).toBe(
        "not-found",
      );
  });
});
