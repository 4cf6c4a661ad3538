import { addressKeys } from "../../../shared/delivery/address-item.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { describe, expect, test } from "vitest";
import { serveUnsubscribe } from "../../../functions/serve-unsubscribe/handler.ts";
import { routes } from "../../../functions/serve-unsubscribe/manifest.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { signUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { locales } from "../../../shared/policy/locales.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { aPartner, ids } from "../../support/builders/builders.ts";
import { clockAt, now } from "../../support/builders/fixed-clock.ts";
import { anHttpEvent, call } from "../../support/stack/http-event.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";

const address = addressPseudonym("it@contoso.example", aMasterKey());
const token = signUnsubscribe({ partnerId: ids.partner, address }, aMasterKey());
const partner = { ...partnerKeys.profile(ids.partner), ...aPartner() };
const own = `unsubscribed#${ids.partner}`;
const refusedOwn = `refused#${ids.partner}`;

function unsubscriber(known: RawItem = {}, stored: readonly RawItem[] = [partner]) {
  const written: RawItem[] = [];
  const { table } = scriptedTable([...stored, { ...addressKeys.address(address), ...known }], {
    set: async ({ PK, SK }, attributes) => written.push({ PK, SK, ...attributes }) > 0,
  });
  const dependencies = { table, masterKey: async () => aMasterKey(), clock: clockAt(), operatorName: "Fabrikam Cloud" };
  const handler = httpBoundary({
    routes,
    handlers: serveUnsubscribe(dependencies),
    newCorrelationId: () => "c-1",
    bodies: "one-click",
  });
  const ask = (method: "GET" | "HEAD" | "POST", named: Partial<Parameters<typeof anHttpEvent>[0]> = {}) =>
    call(handler, anHttpEvent({ routeKey: `${method} /u/{token}`, claims: null, parameters: { token }, ...named }));
  const post = (body: string, type = "application/x-www-form-urlencoded") =>
    ask("POST", {
      body: Buffer.from(body).toString("base64"),
      isBase64Encoded: true,
      headers: { "content-type": type },
    });
  return { ask, post, written };
}

const multipart = [
  "--XyZ",
  'Content-Disposition: form-data; name="List-Unsubscribe"',
  "",
  "One-Click",
  "--XyZ--",
  "",
].join("\r\n");

describe("the unsubscribe link in a reminder", () => {
  test("shows a page that names the partner, and changes nothing", async () => {
    const { ask, written } = unsubscriber();
    const { status, text, headers } = await ask("GET");
    expect(status).toBe(200);
    expect(text).toContain("<h1>Stop reminders or requests from Contoso Partner?</h1>");
    expect(text).toContain('<form method="post"');
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
    expect(await ask("HEAD")).toMatchObject({ status, headers, text: "" });
    expect(written).toEqual([]);
  });

  test.each([
    ["as a form", "List-Unsubscribe=One-Click", undefined],
    ["as multipart", multipart, 'multipart/form-data; boundary="XyZ"'],
  ])("stops the partner's reminders when the one-click request comes %s", async (_, body, type) => {
    const { post, written } = unsubscriber();
    const { status, text } = await post(body, type);
    expect(status).toBe(200);
    expect(text).toContain("<h1>You no longer get reminders from Contoso Partner</h1>");
    expect(text).toContain("You still get reminders from other partners");
    expect(written).toEqual([{ ...addressKeys.address(address), entity: "address", schema: 1, [own]: now }]);
  });

  test("stops the partner's reminders when an empty body is posted", async () => {
    const { ask, written } = unsubscriber();
    expect((await ask("POST")).status).toBe(200);
    expect(written).toMatchObject([{ [own]: now }]);
  });

  test("stops all partners' reminders, and allows them again, by the page's buttons", async () => {
    const { post, written } = unsubscriber();
    const { text } = await post("scope=all");
    expect(text).toContain("<h1>You no longer get reminders</h1>");
    expect(text).toContain("We no longer send you reminders from any partner");
    expect(written).toMatchObject([{ "unsubscribed#ALL": now }]);
    expect(written[0]).not.toHaveProperty(own);
    const stopped = unsubscriber({ "unsubscribed#ALL": now });
    expect((await stopped.post("scope=none")).text).toContain('role="status">You will get reminders again.');
    expect(stopped.written).toMatchObject([{ [own]: null, "unsubscribed#ALL": null }]);
  });

  test.each([
    ["scope=none", {}],
    ["scope=partner", { [own]: now }],
    ["scope=all", { "unsubscribed#ALL": now }],
    ["mail=requests&scope=none", { [own]: now }],
    ["mail=requests&scope=partner", { [refusedOwn]: now }],
    ["mail=requests&scope=all", { "refused#ALL": now }],
  ])("writes nothing when %s is posted again", async (said, known) => {
    const { post, written } = unsubscriber(known);
    expect((await post(said)).status).toBe(200);
    expect(written).toEqual([]);
  });

  test("refuses requests of the partner or of all partners, and allows them again, by the page's buttons", async () => {
    const one = unsubscriber({ [own]: now });
    const { text } = await one.post("mail=requests&scope=partner");
    expect(text).toContain("<h1>Contoso Partner can no longer send you requests</h1>");
    expect(one.written).toEqual([{ ...addressKeys.address(address), entity: "address", schema: 1, [refusedOwn]: now }]);
    const all = unsubscriber();
    expect((await all.post("mail=requests&scope=all")).text).toContain("<h1>Partners can no longer send you requests");
    expect(all.written).toEqual([
      { ...addressKeys.address(address), entity: "address", schema: 1, "refused#ALL": now },
    ]);
    const allowing = unsubscriber({ [refusedOwn]: now, "refused#ALL": now, "unsubscribed#ALL": now });
    const allowed = await allowing.post("mail=requests&scope=none");
    expect(allowed.text).toContain('role="status">Contoso Partner can send you requests again.');
    expect(allowed.text).toContain("<h1>You no longer get reminders</h1>");
    expect(allowing.written).toMatchObject([{ [refusedOwn]: null, "refused#ALL": null }]);
    expect(allowing.written[0]).not.toHaveProperty("unsubscribed#ALL");
  });

  test.each(["mail=requests", "mail=requests&scope=everything", "mail=requests&List-Unsubscribe=One-Click"])(
    "does not refuse requests by “%s”, which no button of the page posts",
    async (body) => {
      const { post, written } = unsubscriber();
      await post(body);
      expect(written).toEqual([{ ...addressKeys.address(address), entity: "address", schema: 1, [own]: now }]);
    },
  );

  const question = "Stop reminders or requests from Contoso Partner?";
  const [none, refused] = ["You no longer get reminders", "can no longer send you requests"];
  const reminders = ["reminders partner", "reminders all"];
  const requests = ["requests partner", "requests all"];
  const [back, allow] = ["reminders none", "requests none"];
  test.each<[string, RawItem, string, string[]]>([
    ["nothing is", {}, question, [...reminders, ...requests]],
    [
      "the partner's reminders are",
      { [own]: now },
      `${none} from Contoso Partner`,
      ["reminders all", back, ...requests],
    ],
    ["all reminders are", { "unsubscribed#ALL": now }, none, [back, ...requests]],
    ["nothing is any more", { [own]: null, [refusedOwn]: null }, question, [...reminders, ...requests]],
    ["the partner's requests are", { [refusedOwn]: now }, `Contoso Partner ${refused}`, ["requests all", allow]],
    ["all requests are", { "refused#ALL": now, [own]: now }, `Partners ${refused}`, [allow]],
  ])("shows that %s stopped, and the other choices", async (_, known, title, choices) => {
    const { text } = await unsubscriber(known).ask("GET");
    expect(text).toContain(`<h1>${title}</h1>`);
    const posted = text.matchAll(/name="mail" value="(\w+)" \/>\s*<input type="hidden" name="scope" value="(\w+)"/g);
    expect([...posted].map(([, mail, scope]) => `${mail} ${scope}`)).toEqual(choices);
    // To stop is the main button, and to get mails again never is.
    const main = [...text.matchAll(/value="(\w+)" \/>\s*<button type="submit" class="">/g)].map(([, scope]) => scope);
    expect(main).toEqual(title === question ? ["partner"] : []);
  });

  test("leaves all partners' reminders stopped after a one-click request", async () => {
    const { text } = await unsubscriber({ "unsubscribed#ALL": now }).post("List-Unsubscribe=One-Click");
    expect(text).toContain("<h1>You no longer get reminders</h1>");
  });

  test.each(locales)("shows its page in %s when its address says so, and stays in it", async (locale) => {
    const { text } = await unsubscriber().ask("GET", { query: { lang: locale }, headers: { "accept-language": "fr" } });
    expect(text).toContain(`<html lang="${locale}">`);
    expect(text).toContain(`action="/u/${token}?lang=${locale}"`);
    expect([...text.matchAll(/href="\?lang=(\w+)"/g)].map(([, other]) => other)).toEqual(
      locales.filter((other) => other !== locale),
    );
    const refusing = await unsubscriber({ [refusedOwn]: now }).ask("GET", { query: { lang: locale } });
    for (const said of [text, refusing.text]) expect(said).not.toMatch(/undefined|\[object|=>/);
  });

  test("escapes the partner's name", async () => {
    const hostile = { ...partner, displayName: "<script>x</script>" };
    expect((await unsubscriber({}, [hostile]).ask("GET")).text).not.toContain("<script>x");
  });
});

describe("an unsubscribe link that is not genuine", () => {
  test("is always answered with the same page, and changes nothing", async () => {
    const pages = new Set<string>();
    for (const other of ["", "x", `${token}x`, token.replace("ptn_", "inv_"), token.slice(0, -1), `${token}.1`]) {
      for (const method of ["GET", "POST"] as const) {
        const { ask, written } = unsubscriber();
        const { status, text } = await ask(method, { parameters: { token: other } });
        expect([status, written]).toEqual([404, []]);
        pages.add(text);
      }
    }
    const gone = await unsubscriber({}, []).ask("GET");
    expect(gone.status).toBe(404);
    expect(pages.add(gone.text).size).toBe(1);
  });
});
