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
