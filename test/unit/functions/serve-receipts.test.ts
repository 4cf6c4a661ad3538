import { describe, expect, test } from "vitest";
import { readFormWithFile } from "../../../functions/serve-receipts/form-with-file.ts";
import { serveReceipts } from "../../../functions/serve-receipts/handler.ts";
import { routes } from "../../../functions/serve-receipts/manifest.ts";
import { loadVerifyTexts } from "../../../functions/serve-receipts/texts.ts";
import { signLink } from "../../../shared/crypto/links.ts";
import { signDocument, verifyDocument } from "../../../shared/crypto/receipts.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { readReceipt, receiptType } from "../../../shared/invitation/reads/read-receipt.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { anInvitation, aPartner, ids } from "../../support/builders/builders.ts";
import { anHttpEvent, call } from "../../support/stack/http-event.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";

const masterKey = async () => aMasterKey("2", ["1", "2"]);
const publicUrl = "https://rapport.example";
const accepted = anInvitation({ status: "accepted" });
const partner = { ...partnerKeys.profile(ids.partner), ...aPartner() };
const linkOf = async (epoch = 1) =>
  signLink({ invitationId: ids.invitation, version: accepted.issue.linkVersion, epoch }, await masterKey());

const pages = (invitation: Parameters<typeof invitationItem>[0] = accepted) => {
  const { table, transactions, puts } = scriptedTable([partner, invitationItem(invitation)]);
  const handlers = serveReceipts({ table, masterKey, publicUrl, operatorName: "Fabrikam Cloud" });
  const bodies = { bodies: "form", readMultipart: readFormWithFile } as const;
  const handler = httpBoundary({ routes, handlers, newCorrelationId: () => "c-1", ...bodies });
  const read = (link: string, query: Record<string, string> = {}) =>
    call(handler, anHttpEvent({ routeKey: "GET /i/{link}/receipt", parameters: { link }, query, claims: null }));
  const check = (receipt: string, lang = "en") =>
    call(
      handler,
      anHttpEvent({
        ...{ routeKey: "POST /verify", query: { lang }, claims: null },
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ receipt }).toString(),
      }),
    );
  return { read, check, handler, written: () => [...transactions, ...puts] };
};

const receiptBy = async (key = masterKey) => readReceipt({ masterKey: key, publicUrl }, accepted);

describe("the receipt of a link", () => {
  test("says who accepted what, from whom, when, and how it is verified", async () => {
    const link = await linkOf();
    const { status, headers, text } = await pages().read(link);
    expect([status, headers["cache-control"]]).toEqual([200, "no-store"]);
    const { decision, issue } = accepted;
    const [name, partnerName] = [String(decision.by.name), issue.offer.partnerName];
    expect(text).toContain(`<h1>Receipt: ${name} accepted the request from ${partnerName}</h1>`);
    for (const stated of [issue.offer.customer, issue.offerDigest, issue.offer.agreement.hash, ids.invitation])
      expect(text).toContain(stated);
    expect(text).toMatch(/<dt>Signed with key<\/dt>\s*<dd><code>2<\/code>/);
    for (const href of [`/i/${link}/receipt?format=jws`, "/verify?lang=en", "/.well-known/jwks.json"])
      expect(text).toContain(`href="${href}"`);
    for (const printed of ["/verify", "/.well-known/jwks.json"]) expect(text).toContain(`(${publicUrl}${printed})`);
  });

  test("names what changed of each permission of a live relationship, and when it ends", async () => {
    const changes = [
      { permission: "users.admin", change: "longer", endsAt: "2027-11-22T10:00:00.000Z" },
      { permission: "helpdesk", change: "new", endsAt: "2027-11-22T10:00:00.000Z" },
    ] as const;
    const granted = changes.map(({ permission }) => permission);
    const amended = { ...accepted, decision: { ...accepted.decision, granted, changes, agreement: null } };
    const { text } = await pages(amended).read(await linkOf());
    expect(text).toContain("<li>User administrator: longer, until 22 November 2027</li>");
    expect(text).toContain("<li>Help desk: new, until 22 November 2027</li>");
    expect(text).not.toContain("<dt>Granted until</dt>");
  });

  test.each(locales)("can be read in %s", async (lang) => {
    const { text } = await pages().read(await linkOf(), { lang });
    expect(text).toContain(`<html lang="${lang}">`);
    expect(text).toContain((await loadVerifyTexts(lang)).receipt.rows.agreementHash.replaceAll("'", "&#39;"));
  });

  test("is a signed file where that is asked for", async () => {
    const { headers, text } = await pages().read(await linkOf(), { format: "jws" });
    expect(headers["content-type"]).toBe("application/jose");
    expect(text).toBe(await receiptBy());
  });

  test("does not exist before the acceptance, for a revoked link or for no link: the link's page says why", async () => {
    const pending = pages(anInvitation({ status: "pending" }));
    const valid = await linkOf();
    for (const [shown, link] of [
      [pending, valid],
      [pages(), await linkOf(2)],
      [pages(), "nothing"],
    ] as const)
      expect(await shown.read(link, { lang: "it" })).toMatchObject({
        ...{ status: 303, headers: { location: `/i/${encodeURIComponent(link)}?lang=it` } },
      });
  });
});

const genuine = await receiptBy();
const [header = "", payload = "", signature = ""] = genuine.split(".");
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const [foreign, otherType] = [
  await receiptBy(async () => aMasterKey("3")),
  signDocument("other+jws", {}, await masterKey()),
];

describe("a pasted receipt", () => {
  test("that is genuine is shown in words, also with line ends in it, and nothing is stored", async () => {
    const { check, written } = pages();
    for (const pasted of [genuine, ` ${genuine.replaceAll(/.{64}/g, "$&\r\n")}\n`]) {
      const { status, text } = await check(pasted);
      expect(status).toBe(200);
      expect(text).toContain("<h2>This receipt is genuine</h2>");
      expect(text).toContain("with the key 2.");
      expect(text).toContain(accepted.issue.offer.partnerName);
    }
    expect(written()).toEqual([]);
  });

  test("can be sent as a file, without script", async () => {
    const form = new FormData();
    form.set("receipt", "");
    form.set("file", new File([genuine], "receipt.jws"));
    const sent = new Response(form);
    const event = anHttpEvent({
      ...{ routeKey: "POST /verify", query: { lang: "en" }, claims: null },
      headers: { "content-type": sent.headers.get("content-type") ?? "" },
      body: Buffer.from(await sent.arrayBuffer()).toString("base64"),
    });
    const { handler } = pages();
    expect((await call(handler, { ...event, isBase64Encoded: true })).text).toContain(
      "<h2>This receipt is genuine</h2>",
    );
    expect((await call(handler, { ...event, body: "eA==", isBase64Encoded: true })).status).toBe(400);
  });

  test("that an older key signed is genuine", async () => {
    const { text } = await pages().check(await receiptBy(async () => aMasterKey("1")));
    expect(text).toContain("with the key 1.");
  });

  test("of another version is genuine, and is shown as it was signed", async () => {
    const { text } = await pages().check(signDocument(receiptType, { iss: "<b>else</b>" }, await masterKey()));
    expect(text).toContain("<h2>This receipt is genuine</h2>");
    expect(text).toContain("&lt;b&gt;else&lt;/b&gt;");
  });

  test.each([
    ["changed", [header, encoded({ ...accepted, sub: "rel_2" }), signature].join(".")],
    ["changed", [header, payload, ""].join(".")],
    ["changed", [header, payload, `${signature}A`].join(".")],
    ["changed", [encoded({ alg: "EdDSA", typ: receiptType, kid: "1" }), payload, signature].join(".")],
    ["foreign", foreign],
    ["unreadable", `${genuine}.${signature}`],
    ["unreadable", otherType],
    ["unreadable", [encoded({ alg: "none", typ: receiptType, kid: "2" }), payload, ""].join(".")],
    ["unreadable", [header, "bnVsbA", signature].join(".")],
    ["unreadable", "e30.e30."],
    ["unreadable", "nothing"],
    ["unreadable", "x".repeat(30_000)],
  ] as const)("that is not genuine is said to be %s", async (kind, pasted) => {
    const { status, text } = await pages().check(pasted, "de");
    const { results } = await loadVerifyTexts("de");
    expect(status).toBe(200);
    expect(text).toContain(`<h2>${results[kind].title}</h2>`);
    expect(text).not.toContain(`<h2>${results.genuine.title}</h2>`);
    expect(text).not.toContain("<dt>");
  });

  test("that is empty is a fault of the field", async () => {
    const { text } = await pages().check("  ");
    expect(text).toContain('<a href="#receipt">Paste the text of a receipt.</a>');
  });

  test("is verified by the type of the document too", async () => {
    expect(verifyDocument("other+jws", genuine, await masterKey())).toEqual({ kind: "unreadable" });
  });
});

test("the page that checks receipts gives its script the public keys and every word it needs, nothing private", async () => {
  const { text } = await call(pages().handler, anHttpEvent({ routeKey: "GET /verify", claims: null }));
  const attribute = (name: string): Record<string, unknown> & { kid: string }[] =>
    JSON.parse(new RegExp(`data-${name}="([^"]*)"`).exec(text)?.[1]?.replaceAll("&quot;", '"') ?? "") as never;
  expect(attribute("keys").map((key) => Object.keys(key).toSorted())).toEqual(
    Array(2).fill(["alg", "crv", "kid", "kty", "use", "x"]),
  );
  expect(attribute("words")).toMatchObject({
    operator: "Fabrikam Cloud",
    names: { "users.admin": "User administrator" },
  });
  expect(text).toContain(`data-type="${receiptType}"`);
});
