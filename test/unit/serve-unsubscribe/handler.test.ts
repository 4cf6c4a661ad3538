import { describe, expect, test } from "vitest";
import { serveUnsubscribe } from "../../../functions/serve-unsubscribe/handler.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { signUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { keys } from "../../../shared/store/keys.ts";
import type { RawItem } from "../../../shared/store/table.ts";
import { aMasterKey } from "../../support/a-master-key.ts";
import { aPartner, ids } from "../../support/builders.ts";
import { clockAt, now } from "../../support/fixed-clock.ts";
import { anHttpEvent, call } from "../../support/http-event.ts";
import { scriptedTable } from "../../support/scripted-table.ts";

const address = addressPseudonym("it@contoso.example", aMasterKey());
const token = signUnsubscribe({ partnerId: ids.partner, address }, aMasterKey());
const partner = { ...keys.partner(ids.partner), ...aPartner() };
const own = `unsubscribed#${ids.partner}`;

function unsubscriber(known: RawItem = {}, stored: readonly RawItem[] = [partner]) {
  const written: RawItem[] = [];
  const { table } = scriptedTable([...stored, { ...keys.address(address), ...known }], {
    set: async ({ PK, SK }, attributes) => written.push({ PK, SK, ...attributes }) > 0,
  });
  const dependencies = { table, masterKey: async () => aMasterKey(), clock: clockAt(), operatorName: "Fabrikam Cloud" };
  const handler = httpBoundary({
    routes: serveUnsubscribe(dependencies),
    newCorrelationId: () => "c-1",
    bodies: "text",
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

describe("(B17) the link in a reminder", () => {
  test("shows whose reminders they are, and changes nothing", async () => {
    const { ask, written } = unsubscriber();
    const { status, text, headers } = await ask("GET");
    expect(status).toBe(200);
    expect(text).toContain("<h1>Stop the reminders of Contoso Partner?</h1>");
    expect(text).toContain('<form method="post"');
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
    expect(await ask("HEAD")).toMatchObject({ status, headers, text: "" });
    expect(written).toEqual([]);
  });

  test.each([
    ["as a form", "List-Unsubscribe=One-Click", undefined],
    ["as multipart", multipart, 'multipart/form-data; boundary="XyZ"'],
    ["with a body of no known kind", "{}", "application/json"],
  ])("stops this partner's reminders by one click, %s", async (_, body, type) => {
    const { post, written } = unsubscriber();
    const { status, text } = await post(body, type);
    expect(status).toBe(200);
    expect(text).toContain("<h1>You get no more reminders of Contoso Partner</h1>");
    expect(text).toContain("those of other partners still do");
    expect(written).toEqual([{ ...keys.address(address), entity: "address", schema: 1, [own]: now }]);
  });

  test("stops them also when nothing is posted", async () => {
    const { ask, written } = unsubscriber();
    expect((await ask("POST")).status).toBe(200);
    expect(written).toMatchObject([{ [own]: now }]);
  });

  test("stops everybody's, and gives them back, when the page says so", async () => {
    const { post, written } = unsubscriber();
    const { text } = await post("scope=all");
    expect(text).toContain("<h1>You get no more reminders</h1>");
    expect(text).toContain("No reminder goes to your address any more");
    expect(written).toMatchObject([{ "unsubscribed#ALL": now }]);
    expect(written[0]).not.toHaveProperty(own);
    const stopped = unsubscriber({ "unsubscribed#ALL": now });
    expect((await stopped.post("scope=none")).text).toContain('role="status">You get reminders again.');
    expect(stopped.written).toMatchObject([{ [own]: null, "unsubscribed#ALL": null }]);
  });

  test.each([
    ["scope=none", {}],
    ["scope=partner", { [own]: now }],
    ["scope=all", { "unsubscribed#ALL": now }],
  ])("writes nothing when %s is said again", async (said, known) => {
    const { post, written } = unsubscriber(known);
    expect((await post(said)).status).toBe(200);
    expect(written).toEqual([]);
  });

  test.each<[string, RawItem, string, string[]]>([
    ["nothing", {}, "Stop the reminders of Contoso Partner?", ["partner", "all"]],
    ["this partner's", { [own]: now }, "You get no more reminders of Contoso Partner", ["all", "none"]],
    ["everybody's", { "unsubscribed#ALL": now }, "You get no more reminders", ["none"]],
    ["what came back", { [own]: null }, "Stop the reminders of Contoso Partner?", ["partner", "all"]],
  ])("shows that %s is stopped, and what else can be done", async (_, known, title, scopes) => {
    const { text } = await unsubscriber(known).ask("GET");
    expect(text).toContain(`<h1>${title}</h1>`);
    expect([...text.matchAll(/name="scope" value="(\w+)"/g)].map(([, scope]) => scope)).toEqual(scopes);
  });

  test("does not take back by a click that everybody's are stopped", async () => {
    const { text } = await unsubscriber({ "unsubscribed#ALL": now }).post("List-Unsubscribe=One-Click");
    expect(text).toContain("<h1>You get no more reminders</h1>");
  });

  test.each(locales)("speaks %s by its own choice, and keeps to it", async (locale) => {
    const { text } = await unsubscriber().ask("GET", { query: { lang: locale }, headers: { "accept-language": "fr" } });
    expect(text).toContain(`<html lang="${locale}">`);
    expect(text).toContain(`action="/u/${token}?lang=${locale}"`);
    expect([...text.matchAll(/href="\?lang=(\w+)"/g)].map(([, other]) => other)).toEqual(
      locales.filter((other) => other !== locale),
    );
    expect(text).not.toMatch(/undefined|\[object/);
  });

  test("speaks the browser's language, else English", async () => {
    const spoken = async (header: string) =>
      /lang="(\w+)"/.exec((await unsubscriber().ask("GET", { headers: { "accept-language": header } })).text)?.[1];
    expect(await spoken("nl, de-AT;q=0.8, fr;q=0.9")).toBe("fr");
    expect(await spoken("nl")).toBe("en");
  });

  test("keeps a partner's name a text", async () => {
    const hostile = { ...partner, displayName: "<script>x</script>" };
    expect((await unsubscriber({}, [hostile]).ask("GET")).text).not.toContain("<script>x");
  });
});

describe("every link that is not genuine", () => {
  test("gets one identical page, reads nothing more than its mac, and changes nothing", async () => {
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
