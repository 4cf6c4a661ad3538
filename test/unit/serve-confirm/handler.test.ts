import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { confirmPages } from "./confirm-pages.ts";
import { describe, expect, test } from "vitest";
import { signConfirmation } from "../../../shared/crypto/confirmations.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { addDays } from "../../../shared/kernel/time.ts";
import { locales } from "../../../shared/policy/locales.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { aPartner, ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { itemsOf } from "../../support/table/scripted-table.ts";

const email = "team@contoso.example";
const tokenFor = (address: string) =>
  signConfirmation(
    {
      kind: "notifications",
      subject: ids.partner,
      address: addressPseudonym(address, aMasterKey()),
      number: 2,
      endsAt: addDays(now, 7),
    },
    aMasterKey(),
  );
const token = tokenFor(email);
const waiting = { notificationsWaiting: ["other@contoso.example", email] };
const stored = (named: Parameters<typeof aPartner>[0] = waiting) => ({
  ...partnerKeys.profile(ids.partner),
  ...aPartner(named),
});

const confirmation = (items: readonly RawItem[] = [stored()], at = now) => {
  const { ask, transactions } = confirmPages(items, at);
  return {
    ask: (method: "GET" | "HEAD" | "POST", named: Parameters<typeof ask>[3] = {}) =>
      ask(method, "confirm", token, named),
    transactions,
  };
};

describe("a link that confirms an address for a partner's notices", () => {
  test("shows what is confirmed and for which address, and changes nothing", async () => {
    const { ask, transactions } = confirmation();
    const { status, text, headers } = await ask("GET");
    expect(status).toBe(200);
    expect(text).toContain("<h1>Receive notices from Contoso Partner?</h1>");
    expect(text).toContain(email);
    expect(text).toContain('<form method="post"');
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
    expect(await ask("HEAD")).toMatchObject({ status, headers, text: "" });
    expect(transactions).toEqual([]);
  });

  test("confirms this address only, by one event that an address pseudonym caused", async () => {
    const { ask, transactions } = confirmation();
    const { status, text } = await ask("POST");
    expect(status).toBe(200);
    expect(text).toContain("<h1>The address is confirmed</h1>");
    expect(text).not.toContain("<form");
    const [event] = itemsOf(transactions);
    expect(transactions[0]?.[0]).toMatchObject({
      set: { notifications: [email], notificationsWaiting: ["other@contoso.example"] },
    });
    expect(event).toMatchObject({
      type: "PartnerChanged",
      metadata: { actor: { kind: "partner", id: `adr_${addressPseudonym(email, aMasterKey())}` } },
    });
  });

  test("that was used before shows that and writes nothing, even after its end", async () => {
    const { ask, transactions } = confirmation([stored({ notifications: [email] })], later({ days: 9 }));
    expect(await ask("POST")).toMatchObject({ status: 200 });
    expect(transactions).toEqual([]);
  });

  test.each([
    ["seven days have passed", stored(), later({ days: 7 })],
    ["the partner has removed the address", stored({}), now],
  ])("confirms nothing once %s", async (_, profile, at) => {
    const { ask, transactions } = confirmation([profile], at);
    for (const method of ["GET", "POST"] as const) {
      const { status, text } = await ask(method);
      expect(status).toBe(410);
      expect(text).toContain("<h1>This link has expired</h1>");
      expect(text).not.toContain("<form");
    }
    expect(transactions).toEqual([]);
  });

  test.each(locales)("speaks %s by its own choice, and keeps to it", async (locale) => {
    const query = { lang: locale };
    for (const [items, at] of [
      [[stored()], now],
      [[stored({ notifications: [email] })], now],
      [[stored()], later({ days: 8 })],
      [[], now],
    ] as const) {
      const { text } = await confirmation(items, at).ask("GET", { query, headers: { "accept-language": "fr" } });
      expect(text).toContain(`<html lang="${locale}">`);
      expect(text).not.toMatch(/undefined|\[object/);
    }
    const { text } = await confirmation().ask("GET", { query });
    expect(text).toContain(`action="/confirm/${token}?lang=${locale}"`);
  });

  test("keeps a partner's name a text", async () => {
    const hostile = stored({ ...waiting, displayName: "<script>x</script>" });
    expect((await confirmation([hostile]).ask("GET")).text).not.toContain("<script>x");
  });
});

test("every confirmation link that is not genuine gets one identical page and changes nothing", async () => {
  const pages = new Set<string>();
  for (const other of ["", "x", `${token}x`, token.replace("ptn_", "cus_"), token.slice(0, -1), `${token}.1`]) {
    for (const method of ["GET", "POST"] as const) {
      const { ask, transactions } = confirmation();
      const { status, text } = await ask(method, { parameters: { token: other } });
      expect([status, transactions]).toEqual([404, []]);
      pages.add(text);
    }
  }
  const gone = await confirmation([]).ask("GET");
  expect(gone.status).toBe(404);
  expect(pages.add(gone.text).size).toBe(1);
});
