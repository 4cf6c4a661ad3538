import { addressKeys } from "../../../shared/delivery/address-item.ts";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { describe, expect, test } from "vitest";
import { signConfirmation } from "../../../shared/crypto/confirmations.ts";
import { signStop } from "../../../shared/crypto/stops.ts";
import { administeredLimits, administersNothing, withCustomer } from "../../../shared/customer/rules/administered.ts";
import { addAdministrator, confirmAdministrator } from "../../../shared/customer/rules/administrators.ts";
import { foundCustomer, type Customer } from "../../../shared/customer/model.ts";
import { afterSteps } from "../../../shared/kernel/steps.ts";
import { advanceRecovery, requestRecovery, stopRecovery } from "../../../shared/customer/rules/recovery.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { customerItem } from "../../../shared/customer/items/item.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { confirmPages } from "./confirm-pages.ts";
import { someRules } from "../../support/builders/some-rules.ts";

const policy = someRules();
const ada = { id: "01JD0000000000000000000006", email: "ada@contoso.example", name: "Ada" };
const grace = { id: "01JD0000000000000000000007", email: "grace@contoso.example", locale: null };
const founder = { ...ada, locale: "en" };
const founded = foundCustomer({ id: ids.customer, name: "Contoso & Sons", founder }, now);
const by = { by: founded.administrators[0]!, now };
const added = afterSteps(founded, addAdministrator(founded, grace, by, policy.administrators));
const confirmation = { id: grace.id, number: added.links, locale: null };
const confirmed = afterSteps(added, confirmAdministrator(added, confirmation, now, policy.administrators) ?? []);
const wanted = { ...grace, reason: "Ada has left.", force: false };
const requested = afterSteps(founded, requestRecovery(founded, wanted, now, policy.administrators));
const confirming = afterSteps(requested, advanceRecovery(requested, later({ days: 7 }), policy.administrators));
const stopped = afterSteps(requested, stopRecovery(requested, requested.links, by) ?? []);
const forced = afterSteps(founded, requestRecovery(founded, { ...wanted, force: true }, now, policy.administrators));

const full = {
  ...administersNothing(grace.id),
  ...{ version: 1, email: grace.email },
  customers: Array.from({ length: administeredLimits.customers }, (_, at) => `cus_${at}`),
};

const tokens = {
  confirm: (number: number) =>
    signConfirmation(
      { kind: "administrator", subject: ids.customer, address: grace.id, number, endsAt: later({ days: 7 }) },
      aMasterKey(),
    ),
  stop: (number: number) =>
    signStop({ kind: "recovery", subject: ids.customer, address: ada.id, number }, aMasterKey()),
};

function pages(
  customer: Customer | null,
  at = now,
  { isAdministrator = true, isFull = false, isBounced = false } = {},
) {
  const rights = { customerId: ids.customer, email: ada.email, locale: null, isFounder: true };
  const administered = withCustomer(administersNothing(ada.id), rights);
  const items: RawItem[] = [
    ...(customer ? [customerItem(customer)] : []),
    ...(isAdministrator ? [{ ...customerKeys.administered(ada.id), ...administered }] : []),
    ...(isBounced ? [{ ...addressKeys.address(grace.id), "suppressed#bounce": now }] : []),
    ...(isFull ? [{ ...customerKeys.administered(grace.id), ...full }] : []),
  ];
  return confirmPages(items, at, policy);
}

describe("the link of an address that was added as administrator", () => {
  const token = tokens.confirm(added.links);

  test("shows for which customer, which address, who added it and the waiting period, and changes nothing", async () => {
    const { ask, transactions } = pages(added);
    const { status, text } = await ask("GET", "confirm", token);
    expect(status).toBe(200);
    expect(text).toContain("<h1>Become an administrator of Contoso &amp; Sons?</h1>");
    expect(text).toContain(`Ada (${ada.email}) has added ${grace.email}`);
    expect(text).toContain("7 days");
    expect(text).toContain(`<form method="post" action="/confirm/${token}?lang=en"`);
    expect((await ask("HEAD", "confirm", token)).text).toBe("");
    expect(transactions).toEqual([]);
  });

  test("of a recovery names the operator and no waiting period", async () => {
    const token = tokens.confirm(confirming.links);
    const { text } = await pages(confirming, later({ days: 8 })).ask("GET", "confirm", token);
    expect(text).toContain(`Fabrikam Cloud has added ${grace.email}`);
    expect(text).not.toContain("7 days");
  });

  test("that was used shows that and leads to signing in", async () => {
    const { ask, transactions } = pages(confirmed);
    for (const method of ["GET", "POST"] as const) {
      const { status, text } = await ask(method, "confirm", token);
      expect(status).toBe(200);
      expect(text).toContain("<h1>You are an administrator of Contoso &amp; Sons</h1>");
      expect(text).toContain('<a href="/portal?lang=en">');
      expect(text).not.toContain("<form");
    }
    expect(transactions).toEqual([]);
  });

  test.each([
    ["seven days have passed", added, later({ days: 7 }), token],
    ["the entry was removed", founded, now, token],
    ["it has another number", added, now, tokens.confirm(added.links + 1)],
  ])("confirms nothing once %s", async (_, customer, at, old) => {
    const { ask, transactions } = pages(customer, at);
    for (const method of ["GET", "POST"] as const) {
      const { status, text } = await ask(method, "confirm", old);
      expect(status).toBe(410);
      expect(text).toContain("<h1>This link is no longer valid</h1>");
      expect(text).not.toContain("<form");
    }
    expect(transactions).toEqual([]);
  });
});

test("an address that administers the maximum number of customers cannot become administrator of another", async () => {
  const { ask, transactions } = pages(added, now, { isFull: true });
  const { status, text } = await ask("POST", "confirm", tokens.confirm(added.links));
  expect([status, transactions]).toEqual([409, []]);
  expect(text).toContain(`at most ${administeredLimits.customers} organisations`);
});

test.each(["GET", "POST"] as const)(
  "an address to which mail cannot arrive confirms nothing (%s), in any language",
  async (method) => {
    const { ask, transactions } = pages(added, now, { isBounced: true });
    for (const lang of locales) {
      const { status, text } = await ask(method, "confirm", tokens.confirm(added.links), { query: { lang } });
      expect(status).toBe(409);
      expect(text).toContain(grace.email);
      expect(text).not.toContain('action="/confirm/');
    }
    const { text } = await ask(method, "confirm", tokens.confirm(added.links));
    expect(text).toContain("<h1>E-mails to your address do not arrive</h1>");
    expect(transactions).toEqual([]);
  },
);

test("an address cannot become administrator of a customer with the maximum number of administrators", async () => {
  const { mostAdministrators } = policy.administrators;
  const others = Array.from({ length: mostAdministrators }, (_, at) => ({ ...added.administrators[0]!, id: `${at}` }));
  const { ask, transactions } = pages({ ...added, administrators: others });
  const { status, text } = await ask("POST", "confirm", tokens.confirm(added.links));
  expect(status).toBe(409);
  expect(text).toContain("<h1>Contoso &amp; Sons has the maximum number of administrators</h1>");
  expect(text).toContain(`at most ${mostAdministrators} administrators`);
  expect(transactions).toEqual([]);
});

describe("the link that stops a recovery", () => {
  const token = tokens.stop(requested.links);

  test("shows whose it is, why and until when it can be stopped, and changes nothing", async () => {
    const { ask, transactions } = pages(requested);
    const { status, text } = await ask("GET", "stop", token);
    expect(status).toBe(200);
    for (const said of [grace.email, wanted.reason, "29 November 2026", `action="/stop/${token}?lang=en"`]) {
      expect(text).toContain(said);
    }
    expect((await ask("HEAD", "stop", token)).text).toBe("");
    expect(transactions).toEqual([]);
  });

  test("shows that the recovery was stopped before", async () => {
    const { ask, transactions } = pages(stopped);
    const { status, text } = await ask("POST", "stop", token);
    expect([status, transactions]).toEqual([200, []]);
    expect(text).toContain("<h1>The recovery was stopped</h1>");
  });

  test.each([
    ["the recovery is forced", forced, true, forced.links - 1],
    ["the recovery is over", founded, true, requested.links],
    ["the recovery is another one", requested, true, requested.links + 1],
    ["its reader is no administrator any more", requested, false, requested.links],
  ])("stops nothing and shows nothing about the customer when %s", async (_, customer, isAdministrator, number) => {
    const { ask, transactions } = pages(customer, now, { isAdministrator });
    for (const method of ["GET", "POST"] as const) {
      const { status, text } = await ask(method, "stop", tokens.stop(number));
      expect(status).toBe(410);
      for (const word of ["<form", "Contoso", grace.email]) expect(text).not.toContain(word);
    }
    expect(transactions).toEqual([]);
  });
});

test.each(locales)("pages of a customer's links are whole in %s", async (locale) => {
  for (const [folder, token, customer, at] of [
    ["confirm", tokens.confirm(added.links), added, now],
    ["confirm", tokens.confirm(added.links), confirmed, now],
    ["confirm", tokens.confirm(added.links), founded, now],
    ["stop", tokens.stop(requested.links), requested, now],
    ["stop", tokens.stop(requested.links), confirming, later({ days: 8 })],
    ["stop", tokens.stop(requested.links), stopped, now],
    ["stop", tokens.stop(requested.links), founded, now],
  ] as const) {
    const { text } = await pages(customer, at).ask("GET", folder, token, { query: { lang: locale } });
    expect(text).toContain(`<html lang="${locale}">`);
    expect(text).not.toMatch(/undefined|\[object|\{\w+\}/);
  }
});

test("forged links, links of another purpose and links without a customer show one identical page", async () => {
  const texts = new Set<string>();
  const [confirm, stop] = [tokens.confirm(added.links), tokens.stop(requested.links)];
  for (const [folder, token] of [
    ["confirm", `${confirm}x`],
    ["confirm", stop],
    ["confirm", confirm.replace("administrator", "notifications")],
    ["stop", `${stop}x`],
    ["stop", confirm],
    ["stop", ""],
  ] as const) {
    for (const method of ["GET", "POST"] as const) {
      const { status, text } = await pages(added).ask(method, folder, token);
      expect(status).toBe(404);
      texts.add(text);
    }
  }
  expect(texts.add((await pages(null).ask("GET", "confirm", confirm)).text).size).toBe(1);
});
