import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from "jose";
import { expect, it } from "vitest";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

const show = (link: string) => stack().ask(null, "GET", link);

it("both sides can download the same receipt and verify it with only the published keys", async () => {
  const { id, link } = await stack().partner().invite();
  expect(await stack().ask(contoso, "GET", `/v1/invitations/${id}/receipt`)).toMatchObject({
    ...{ status: 409, json: { type: "/problems/wrong-state", allowed: ["accepted"] } },
  });
  await stack().customer.accept(link);
  expect((await show(link)).text).toContain(`href="${new URL(link).pathname}/receipt?lang=en"`);
  const readable = await show(`${link}/receipt`);
  expect(readable.text).toContain("Ada Lovelace accepted the request from Contoso Partner");
  expect(readable.text).toContain(`href="${new URL(link).pathname}/receipt?format=jws"`);
  const [partners, customers] = [
    await stack().ask(contoso, "GET", `/v1/invitations/${id}/receipt`),
    await stack().ask(null, "GET", `${link}/receipt?format=jws`),
  ];
  expect(partners.headers.get("content-type")).toBe("application/jose");
  expect(customers.text).toBe(partners.text);
  const keys = (await stack().ask(null, "GET", "/.well-known/jwks.json")).json as unknown as JSONWebKeySet;
  const { payload } = await compactVerify(partners.text, createLocalJWKSet(keys));
  expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({
    ...{ jti: id, decision: { by: { name: "Ada Lovelace" } } },
  });
});

it("why a partner asks is on page, mail and receipt, in the portal and in the API, as text without links", async () => {
  const purpose = "Move <b>mail</b> to https://new.example by May";
  const asked = { permissions: ["users.admin"], purpose, purposes: { "users.admin": "=Create & 'name' mailboxes" } };
  const { id, email, link } = await stack().partner().invite(asked);
  const written = [
    "Move &lt;b&gt;mail&lt;/b&gt; to https://new.example by May",
    "=Create &amp; &#39;name&#39; mailboxes",
  ];
  const page = await show(link);
  const mail = await stack().mailbox.latest(email);
  await stack().customer.accept(link);
  const receipt = await show(`${link}/receipt`);
  const { relationshipId } = (await stack().ask(contoso, "GET", `/v1/invitations/${id}`)).json;
  const portal = await (
    await stack().administrator.signIn(email)
  ).get(`/portal/relationships/${String(relationshipId)}`);
  for (const words of written) for (const { text } of [page, receipt]) expect(text).toContain(words);
  expect(portal.text).toContain(written[1]);
  for (const text of [page.text, receipt.text, portal.text, mail.html])
    expect(text).not.toMatch(/<b>mail|"https:\/\/new/);
  expect(mail.text).toContain("Move <b>mail</b> to https[:]//new[.]example by May");
  expect(mail.links.filter((one) => one.includes("new.example"))).toEqual([]);
  const { grants } = (await stack().ask(contoso, "GET", `/v1/relationships/${String(relationshipId)}`)).json;
  expect(grants).toMatchObject([{ purpose: asked.purposes["users.admin"] }]);
});
