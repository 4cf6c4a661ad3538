import { expect, it } from "vitest";
import { answerOffer, invite, linkIn, mailedInvitation, mailsTo, yes } from "../support/stack/mailed.ts";
import { contoso, raiseStack, type Who } from "../support/stack/stack.ts";

const stack = raiseStack();
const operator: Who = { role: "operator" };
const sales: Who = { ...contoso, role: "sales" };

/** Reads a resource and changes it as it was read. */
const change = async (who: Who, path: string, body: object) => {
  const { headers } = await stack().ask(who, "GET", path);
  return stack().ask(who, "PATCH", path, { body, headers: { "if-match": headers.get("etag") ?? "" } });
};
const eventsOf = (aggregate: string) =>
  stack()
    .published()
    .filter(({ detail }) => (detail as { metadata: { aggregate: string } }).metadata.aggregate === aggregate)
    .map(({ detailType }) => detailType);

it("(H51) a partner renames itself and the operator verifies it; offers that are out keep the name they were sent with", async () => {
  const { link } = await mailedInvitation(stack());
  const renamed = await change(contoso, "/v1/partner", {
    displayName: "Contoso & Sons",
    supportContact: { name: "Service desk", phone: "+49 30 1234567" },
    defaults: { expiresIn: "P7D", messages: { it: { subject: "Ciao da Contoso", text: "Ecco: {{link}}" } } },
  });
  expect(renamed).toMatchObject({ status: 200, json: { displayName: "Contoso & Sons", verified: null, version: 2 } });
  const sent = (await stack().ask(null, "GET", link)).text;
  expect(sent).toContain("<dd>Contoso Partner</dd>");
  expect(sent).toMatch(/<dt>Now called<\/dt>\s*<dd>Contoso &amp; Sons<\/dd>/);
  const fresh = await mailedInvitation(stack());
  expect((await stack().ask(null, "GET", fresh.link)).text).toContain("Contoso &amp; Sons");

  const id = String(renamed.json["id"]);
  const partners = (await stack().ask(operator, "GET", "/v1/operator/partners?limit=100")).json["items"];
  expect(partners).toContainEqual(renamed.json);
  const verified = await change(operator, `/v1/operator/partners/${id}`, { verified: { how: "company register" } });
  expect(verified.json).toMatchObject({ verified: { how: "company register" }, version: 3 });
  const seen = { "if-match": renamed.headers.get("etag") ?? "" };
  const stale = await stack().ask(contoso, "PATCH", "/v1/partner", { body: {}, headers: seen });
  expect(stale.status).toBe(412);
  await stack().local.idle();
  expect(eventsOf(id)).toEqual(["PartnerChanged", "PartnerVerified"]);
});

it("(A13) a template fills invitations, and the partner's own words go out in the customer's language", async () => {
  const template = await stack().ask(sales, "POST", "/v1/templates", {
    body: { name: "Help desk", permissions: ["helpdesk"], duration: "P90D", reminders: [] },
  });
  expect(template.status).toBe(201);
  const asked = { customer: { email: "it@tailspin.example", locale: "it" }, template: template.json["id"] };
  const created = await stack().ask(sales, "POST", "/v1/invitations", { body: { ...asked, send: "email" } });
  expect(created.json).toMatchObject({ permissions: ["helpdesk"], duration: "P90D", expiresIn: "P7D" });
  await stack().local.idle();
  const [mail] = mailsTo(stack(), "it@tailspin.example");
  expect(mail?.subject).toContain("Ciao da Contoso");

  const path = `/v1/templates/${String(template.json["id"])}`;
  const changed = await change(sales, path, { duration: "P30D" });
  expect(changed.json).toMatchObject({ version: 2, duration: "P30D" });
  const seen = { "if-match": changed.headers.get("etag") ?? "" };
  const drop = await stack().ask(sales, "DELETE", path, { headers: seen });
  expect([drop.status, drop.text]).toEqual([204, ""]);
  expect((await invite(stack(), { template: template.json["id"] })).status).toBe(422);
});

it("(A7) all links die at once when the partner takes them back, and what is sent again has a new one", async () => {
  const { id, link, email } = await mailedInvitation(stack());
  const revoke = () =>
    stack().ask(contoso, "POST", "/v1/partner/revoke-links", { headers: { "idempotency-key": "once" } });
  const first = await revoke();
  expect(first.json).toMatchObject({ linkEpoch: 2 });
  const again = await revoke();
  expect([again.json, again.headers.get("idempotency-replayed")]).toEqual([first.json, "true"]);
  expect((await stack().ask(null, "GET", link)).status).toBe(404);

  expect((await stack().ask(contoso, "POST", `/v1/invitations/${id}/resend`)).status).toBe(200);
  await stack().local.idle();
  const newest = linkIn(mailsTo(stack(), email).at(-1)!);
  expect((await stack().ask(null, "GET", newest)).status).toBe(200);
});

it("(H51) a frozen partner sends nothing and its open offers wait; released, it goes on", async () => {
  const { id, link } = await mailedInvitation(stack());
  const partnerId = String((await stack().ask(contoso, "GET", "/v1/partner")).json["id"]);
  const supervise = (act: string, body: object) =>
    stack().ask(operator, "POST", `/v1/operator/partners/${partnerId}/${act}`, { body });
  expect((await supervise("freeze", { reason: "Complaints" })).json).toMatchObject({ frozen: true });

  for (const answer of [await invite(stack()), await stack().ask(contoso, "POST", `/v1/invitations/${id}/resend`)])
    expect([answer.status, answer.json["type"]]).toEqual([403, "/problems/partner-frozen"]);
  const page = await stack().ask(null, "GET", link);
  expect([page.status, page.text.includes("on hold")]).toEqual([403, true]);
  expect((await answerOffer(stack(), link, yes)).status).toBe(403);

  expect((await supervise("release", {})).json).toMatchObject({ frozen: false });
  expect((await answerOffer(stack(), link, yes)).status).toBe(303);
  await stack().local.idle();
  expect(eventsOf(partnerId).slice(-2)).toEqual(["PartnerFrozen", "PartnerReleased"]);
});

it("catalogues say what there is to ask for, in the language that is wanted", async () => {
  const read = async (path: string) => (await stack().ask(sales, "GET", path)).json;
  const { items } = await read("/v1/permissions?locale=en");
  expect(items).toContainEqual(expect.objectContaining({ id: "helpdesk", risk: "medium", name: "Help desk" }));
  expect((await read("/v1/services"))["items"]).toContainEqual(expect.objectContaining({ id: "office-365" }));
  expect((await read("/v1/clouds"))["items"]).toContainEqual(expect.objectContaining({ id: "germany" }));
  const { url, text } = await read("/v1/agreements/current");
  expect((await stack().ask(null, "GET", String(url))).text).toContain(String(text).split("\n\n")[0]?.slice(0, 60));
});
