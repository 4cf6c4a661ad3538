import { expect, it } from "vitest";
import type { Who } from "../../infra/local/actors/control.ts";
import { raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();
const operator: Who = { role: "operator" };

/** The token of somebody who signs in with an address now. */
const tokenOf = async (email: string): Promise<string> => {
  const user = stack().local.users.find(({ attributes }) => attributes["email"] === email);
  const { issuer } = stack().local.parts;
  if (user === undefined || issuer === undefined) throw new Error(`${email} cannot sign in.`);
  return (await issuer.issue(issuer.begin(user))).access;
};
const askWith = (token: string, method: string, path: string, body?: object) =>
  stack().ask(null, method, path, { token, headers: { "if-match": "*" }, ...(body && { body }) });

/** Asks as somebody who signed in with an address. */
const askAs = async (email: string, method: string, path: string, body?: object) =>
  askWith(await tokenOf(email), method, path, body);

it("(H51) a new partner's first admin adds users, and each can do only what the role allows", async () => {
  const body = {
    displayName: "Tailspin",
    kind: "direct-reseller",
    cloud: "public",
    admin: { email: "Eva@tailspin.example" },
  };
  const register = () =>
    stack().ask(operator, "POST", "/v1/operator/partners", { body, headers: { "idempotency-key": "tailspin" } });
  const registered = await register();
  expect(registered.status).toBe(201);
  expect((await register()).json).toEqual(registered.json);
  const { id } = registered.json;

  const eva = "eva@tailspin.example";
  expect((await askAs(eva, "GET", "/v1/partner")).json).toMatchObject({ id, displayName: "Tailspin" });
  const added = await askAs(eva, "POST", "/v1/users", { email: "max@tailspin.example", role: "auditor" });
  expect(added).toMatchObject({ status: 201, json: { partnerId: id, role: "auditor", version: 1 } });
  const max = (path: string, method = "GET") =>
    askAs("max@tailspin.example", method, path, method === "GET" ? undefined : {});
  const listed = (await max("/v1/users")).json["items"] as { email: string; role: string }[];
  expect(listed.map(({ email, role }) => [email, role]).sort()).toEqual([
    [eva, "admin"],
    ["max@tailspin.example", "auditor"],
  ]);
  expect((await max("/v1/templates", "POST")).status).toBe(403);

  const path = `/v1/users/${String(added.json["id"])}`;
  expect((await askAs(eva, "PATCH", path, { role: "sales" })).json).toMatchObject({ role: "sales", version: 2 });
  expect((await max("/v1/templates", "POST")).status).toBe(422);
  expect((await askAs(eva, "DELETE", path)).status).toBe(204);
  await expect(max("/v1/partner")).rejects.toThrow("cannot sign in");
});
