import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { describe, expect, test } from "vitest";
import { administersNothing } from "../../../shared/customer/rules/administered.ts";
import { customerItem } from "../../../shared/customer/items/item.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { aCustomer, anAdministratorAt } from "../../support/builders/a-customer.ts";
import { ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { address, own, administratorOf, session, known, portal, partner, csrf } from "./a-portal.ts";

/** The items of an address that administers several customers. */
const consultant = (names: readonly string[]): RawItem[] => {
  const customers = names.map((name, at) =>
    aCustomer([], {
      administrators: [own],
      id: `${ids.customer.slice(0, -1)}${at + 1}`,
      name,
      foundedAt: later({ days: at }),
    }),
  );
  const rights = { ...administersNothing(address), version: 2, email: own.email };
  return [
    ...customers.map(customerItem),
    { ...customerKeys.administered(address), ...rights, customers: customers.map(({ id }) => id) },
  ];
};

describe("an administrator of several customers", () => {
  const several = [...consultant(["Wingtip", "Adatum"]), session, partner];

  test("chooses one by name and goes on to the requested page", async () => {
    const { ask } = portal(several);
    for (const [path, place] of [
      ["/portal", ""],
      ["/portal/administrators", "/administrators"],
      ["/portal/senders", "/senders"],
      ["/portal/senders/{id}", `/senders/${ids.partner}`],
    ] as const) {
      const { status, text } = await ask(`GET ${path}`, undefined, { named: { id: ids.partner } });
      expect([status, text.includes("Choose an organisation")], path).toEqual([200, true]);
      const [adatum, wingtip] = [2, 1].map((at) => `${ids.customer.slice(0, -1)}${at}${place}?lang=en">`);
      expect(text.indexOf(`${adatum}Adatum`)).toBeGreaterThan(0);
      expect(text.indexOf(`${wingtip}Wingtip`)).toBeGreaterThan(text.indexOf(`${adatum}Adatum`));
    }
  });

  test("finds a link back to the choice on each customer's pages", async () => {
    const id = `${ids.customer.slice(0, -1)}2`;
    const { text } = await portal(several).ask("GET /portal/customers/{id}", undefined, { named: { id } });
    expect(text).toMatch(/<strong>Adatum<\/strong>[^]*Your partners/);
    expect(text).toContain("Your organisations");
    expect((await portal().ask("GET /portal")).text).not.toContain("Your organisations");
  });
});

test.each([
  ["/portal/administrators", "/administrators"],
  ["/portal/senders", "/senders"],
  ["/portal/senders/{id}", `/senders/${ids.partner}`],
])("%s redirects to the only customer of an administrator", async (path, place) => {
  const answer = await portal().ask(`GET ${path}`, undefined, { named: { id: ids.partner } });
  const location = `/portal/customers/${ids.customer}${place}?lang=en`;
  expect(answer).toMatchObject({ status: 303, headers: { location } });
});

describe("the portal's page of administrators", () => {
  const page = "/portal/customers/{id}/administrators";
  const waiting = { id: "eve", email: "eve@contoso.example", locale: null, addedBy: "bob", addedAt: now, number: 1 };
  const withWaiting = (expiresAt = later({ days: 7 })): RawItem[] => {
    const [customer, rights] = administratorOf({}, ["bob@contoso.example"]) as [RawItem, RawItem];
    return [{ ...customer, waiting: [{ ...waiting, expiresAt }] }, rights, session];
  };

  test("adds an address with the reader's language, and says that a mail was sent", async () => {
    const { ask, transactions } = portal();
    const answer = await ask(`POST ${page}`, { csrf, email: " Eve@Elsewhere.example " }, { query: { lang: "it" } });
    expect(answer.headers["location"]).toBe(`/portal/customers/${ids.customer}/administrators?lang=it&done=added`);
    expect(transactions).toMatchObject([
      [
        { set: { waiting: [{ email: "eve@elsewhere.example", locale: "it" }] } },
        { item: { types: ["AdministratorAdded"] } },
        {},
      ],
    ]);
    expect((await ask(`GET ${page}`, undefined, { query: { done: "added" } })).text).toContain(
      "We have sent an e-mail",
    );
  });

  test("keeps the typed address beside its error", async () => {
    const used = { day: now.slice(0, 10), count: 10 };
    const [customer, ...rest] = known as [RawItem, RawItem];
    for (const [items, email, words, status] of [
      [known, "nonsense", "Enter an e-mail address, like name@example.com.", 422],
      [known, own.email, "This address is already an administrator.", 422],
      [
        [{ ...customer, mails: used }, ...rest],
        "eve@contoso.example",
        "We cannot send any more confirmation e-mails",
        429,
      ],
    ] as const) {
      const { ask, transactions } = portal([...items, session]);
      const answer = await ask(`POST ${page}`, { csrf, email });
      expect([answer.status, transactions]).toEqual([status, []]);
      expect(answer.text).toContain(words);
      expect(answer.text).toContain(`value="${email}"`);
      expect(answer.headers["retry-after"]).toBe(status === 429 ? String(14 * 3600) : undefined);
    }
  });

  test("lists an unconfirmed address with its adder and deadline, and can send again or remove it", async () => {
    const { ask } = portal(withWaiting());
    const { text } = await ask(`GET ${page}`);
    expect(text).toMatch(/eve@contoso\.example[^]*bob@contoso\.example[^]*29 November 2026 at 10:00[^]*Send again/);
    const asked = await ask(`GET ${page}/{administrator}`, undefined, { named: { administrator: "eve" } });
    expect(asked.text).toContain("The link in the e-mail to this address stops working");
    const answer = await ask(`POST ${page}/{administrator}`, { csrf }, { named: { administrator: "eve" } });
    expect(answer.headers["location"]).toContain("done=waiting-removed");
    expect((await portal(withWaiting(now)).ask(`GET ${page}`)).text).not.toContain("eve@contoso.example");
  });

  test("refuses to remove the address of a recovery, on a page without the confirmation question", async () => {
    const [customer, ...rest] = withWaiting() as [RawItem, ...RawItem[]];
    const named = { ...waiting, addedBy: null, expiresAt: later({ days: 7 }) };
    const { ask, transactions } = portal([{ ...customer, waiting: [named] }, ...rest]);
    const answer = await ask(`POST ${page}/{administrator}`, { csrf }, { named: { administrator: "eve" } });
    expect([answer.status, transactions]).toEqual([409, []]);
    expect(answer.text).not.toContain("The link in the e-mail to this address stops working");
  });

  test("tells the last administrator why it cannot leave and what to do first", async () => {
    const { ask, transactions } = portal();
    const list = await ask(`GET ${page}`);
    expect(list.text).toContain("You are the only administrator, so you cannot leave.");
    expect(list.text).not.toContain(`administrators/${address}`);
    for (const answer of [
      await ask(`GET ${page}/{administrator}`),
      await ask(`POST ${page}/{administrator}`, { csrf }),
    ]) {
      expect(answer.status).toBe(409);
      expect(answer.text).toContain("Add another administrator first.");
    }
    expect(transactions).toEqual([]);
  });

  test("signs an administrator out only when it leaves its last customer", async () => {
    const [adatum = "", other = ""] = [1, 2].map((at) => `${ids.customer.slice(0, -1)}${at}`);
    const [first, ...rest] = consultant(["Wingtip", "Adatum"]) as [RawItem, RawItem, RawItem];
    const two = { ...first, administrators: [own, anAdministratorAt("bob@contoso.example")] };
    const leave = (items: readonly RawItem[], id: string) =>
      portal([...items, session]).ask(`POST ${page}/{administrator}`, { csrf }, { named: { id } });
    expect((await leave([two, ...rest], adatum)).cookies).toEqual([]);
    expect((await leave([two, ...rest], other)).status).toBe(409);
    const alone = administratorOf({}, ["bob@contoso.example"]);
    expect((await leave(alone, ids.customer)).cookies).toMatchObject([expect.stringContaining("Max-Age=0")]);
  });
});

describe("the portal's form for a customer's name", () => {
  const page = "/portal/customers/{id}/name";

  test("changes the name, and warns when the operator has checked it", async () => {
    const [customer, ...rest] = known as [RawItem, RawItem];
    const verified = { ...customer, verified: { at: now, how: "C-1" } };
    const { ask, transactions } = portal([verified, ...rest, session]);
    const form = await ask(`GET ${page}`);
    expect(form.text).toContain("Fabrikam Cloud has verified the current name.");
    expect(form.text).toContain("Verified by Fabrikam Cloud");
    const answer = await ask(`POST ${page}`, { csrf, name: "Contoso Ltd" });
    expect(answer.headers["location"]).toBe(`/portal/customers/${ids.customer}?lang=en&done=renamed`);
    expect(transactions).toMatchObject([[{ set: { name: "Contoso Ltd", verified: null } }, {}, { kind: "check" }]]);
    const plain = await portal().ask(`GET ${page}`);
    expect(plain.text).not.toContain("checked");
    expect(plain.text).not.toContain("Checked");
  });

  test.each(["", "x".repeat(201), "a\u202eb"])("refuses an empty, long or unreadable name: %j", async (name) => {
    const { ask, transactions } = portal();
    const answer = await ask(`POST ${page}`, { csrf, name });
    expect([answer.status, transactions]).toEqual([422, []]);
    expect(answer.text).toContain("Enter the name in one line of at most 200 characters");
  });
});
