import { expect, it } from "vitest";
import { contoso, raiseStack, type Who } from "../support/stack.ts";

const stack = raiseStack();
const operator: Who = { role: "operator" };

/** Asks as somebody who signed in with an address. */
const askAs = async (email: string, method: string, path: string, body?: object) => {
  const user = stack().local.users.find(({ attributes }) => attributes["email"] === email);
  const { issuer } = stack().local.parts;
  if (user === undefined || issuer === undefined) throw new Error(`${email} cannot sign in.`);
  const token = (await issuer.issue(issuer.begin(user))).access;
  return stack().ask(null, method, path, { token, headers: { "if-match": "*" }, ...(body && { body }) });
};

it("(H51) a partner begins with its first admin, who lets others in, in the roles that they have", async () => {
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

it("an address signs in for one partner, no partner begins without one, and nobody takes their own access away", async () => {
  const taken = { email: "admin@contoso-partner.example" };
  const partner = { displayName: "Copycat", kind: "direct-reseller", cloud: "public", admin: taken };
  const before = (await stack().scan()).length;
  const register = (body: object) => stack().ask(operator, "POST", "/v1/operator/partners", { body });
  const answer = await register(partner);
  expect([answer.status, answer.json["type"]]).toEqual([409, "/problems/user-exists"]);
  expect(await register({ ...partner, admin: undefined })).toMatchObject({
    status: 422,
    json: { errors: [{ pointer: "/admin" }] },
  });
  expect(await stack().scan()).toHaveLength(before);

  const { items } = (await stack().ask(contoso, "GET", "/v1/users")).json as { items: { id: string; email: string }[] };
  const own = items.find(({ email }) => email === taken.email)?.id ?? "";
  expect((await askAs(taken.email, "DELETE", `/v1/users/${own}`)).status).toBe(403);
});

it("the operator lets a further admin in", async () => {
  const { id } = (await stack().ask(contoso, "GET", "/v1/partner")).json;
  const path = `/v1/operator/partners/${String(id)}/admins`;
  const added = await stack().ask(operator, "POST", path, { body: { email: "rescue@contoso-partner.example" } });
  expect(added).toMatchObject({ status: 201, json: { partnerId: id, role: "admin" } });
  expect((await askAs("rescue@contoso-partner.example", "GET", "/v1/partner")).json).toMatchObject({ id });
});
