import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { describe, expect, test } from "vitest";
import { noSenders } from "../../../shared/customer/rules/senders.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { ids } from "../../support/builders/builders.ts";
import { session, known, portal, partner, held, csrf } from "./a-portal.ts";

describe("who can send requests", () => {
  const page = "/portal/customers/{id}/senders";
  const listOf = (...listed: readonly string[]): RawItem => ({
    ...customerKeys.senders(ids.customer),
    ...{ ...noSenders(ids.customer), version: 1, mode: "listed", listed },
  });
  const blocked: RawItem = {
    ...customerKeys.senders(ids.customer),
    ...{ ...noSenders(ids.customer), version: 1, blocked: [ids.partner] },
  };
  /** A portal whose customer's relationships can be listed. */
  const working = (relationships: readonly RawItem[] = held(), ...more: readonly RawItem[]) =>
    portal([...known, session, partner, ...relationships, ...more], {
      query: async ({ partition, sort }) => ({
        items: relationships.filter(
          ({ PK, SK }) =>
            PK === partition && String(SK).startsWith(sort && "beginsWith" in sort ? sort.beginsWith : ""),
        ),
        next: null,
      }),
    });
  /** Every button of a partner, with the status that it sets. */
  const buttonsIn = (text: string) =>
    [...text.matchAll(/name="status" value="(\w+)" class="(\w+)">\s*(\w+) <span class="hidden">([^<]*)/g)].map(
      ([, ...parts]) => parts,
    );

  test.each([
    ["may ask", [], ["blocked", "secondary", "Block", "Contoso Partner"], "Can send requests"],
    ["is blocked", [blocked], ["neither", "secondary", "Allow", "Contoso Partner"], "Blocked"],
    [
      "is on the list",
      [listOf(ids.partner)],
      ["blocked", "secondary", "Block", "Contoso Partner"],
      "Can send requests",
    ],
    ["is not on the list", [listOf()], ["listed", "secondary", "Allow", "Contoso Partner"], "Not on your list"],
  ] as const)("has one button beside a partner that %s, and none is the main one", async (_, stored, button, words) => {
    const { ask } = working(held(), ...stored);
    const { text } = await ask(`GET ${page}`);
    expect(buttonsIn(text)).toEqual([button]);
    expect(text).toContain(`<td>${words}</td>`);
    expect(buttonsIn((await ask(`GET ${page}/{partnerId}`)).text)).toEqual([button]);
  });

  test("says by name what a button did", async () => {
    const { ask } = working();
    const { headers } = await ask(`POST ${page}/{partnerId}`, { csrf, status: "blocked" });
    expect(headers["location"]).toBe(
      `/portal/customers/${ids.customer}/senders?lang=en&done=blocked&partner=${ids.partner}`,
    );
    const query = { done: "blocked", partner: ids.partner };
    expect((await ask(`GET ${page}`, undefined, { query })).text).toContain("Contoso Partner is blocked.");
  });

  test("asks about the partners that one works with before only listed ones count", async () => {
    const { ask, transactions } = working();
    const { status, headers } = await ask(`POST ${page}`, { csrf, mode: "listed" });
    expect([status, transactions]).toEqual([303, []]);
    expect(headers["location"]).toBe(`/portal/customers/${ids.customer}/senders?lang=en&mode=listed`);
    const { text } = await ask(`GET ${page}`, undefined, { query: { mode: "listed" } });
    expect(text).toContain("A partner you work with is not on your list");
    expect(text).toMatch(new RegExp(`type="checkbox"[^>]*value="${ids.partner}" checked`));
    await ask(`POST ${page}`, { csrf, mode: "listed", asked: "yes", partner: ids.partner });
    expect(transactions).toMatchObject([[{ item: { mode: "listed", listed: [ids.partner] } }, {}, {}]]);
  });

  test("asks about no partner of an ended relationship, and adds none that the reader left out", async () => {
    const ended = working(held({ status: "terminated" }));
    await ended.ask(`POST ${page}`, { csrf, mode: "listed" });
    const without = working();
    await without.ask(`POST ${page}`, { csrf, mode: "listed", asked: "yes" });
    for (const { transactions } of [ended, without])
      expect(transactions).toMatchObject([[{ item: { mode: "listed", listed: [] } }, {}, {}]]);
  });

  test("puts nothing on the list that is not a partner", async () => {
    const { ask, transactions } = working();
    for (const id of ["x", `${ids.partner.slice(0, -1)}9`]) {
      const form = { csrf, mode: "listed", asked: "yes", partner: id };
      expect((await ask(`POST ${page}`, form)).status).toBe(404);
    }
    expect(transactions).toEqual([]);
  });
});

test("the page of senders redirects nowhere for an id that is not a partner's", async () => {
  const answer = await portal().ask("GET /portal/senders/{id}", undefined, { named: { id: "//evil.example" } });
  expect(answer.status).toBe(404);
});
