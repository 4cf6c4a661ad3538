import { expect, it } from "vitest";
import { askForTokens, challenge, chooseUser, discover, openSignIn, verifier } from "../support/pages/pkce.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

it("a user signs in with an authorization code and PKCE, and the token is valid for the API until it expires", async () => {
  const { issuer } = stack().local.parts;
  const [redirect_uri = ""] = issuer?.pool.callbackUrls ?? [];
  const client = { client_id: issuer?.pool.clientId ?? "", redirect_uri };
  const endpoints = await discover(issuer?.url ?? "");
  const asked = { ...client, response_type: "code", code_challenge: challenge, code_challenge_method: "S256" };
  const page = await (await openSignIn(endpoints, asked)).text();
  const location = await chooseUser(endpoints, page, "sales@contoso-partner.example");
  expect(location.href).toMatch(new RegExp(`^${redirect_uri}\\?code=`));
  const grant = { grant_type: "authorization_code", code: location.searchParams.get("code") ?? "" };
  const { json } = await askForTokens(endpoints, { ...client, ...grant, code_verifier: verifier });
  const token = json["access_token"] ?? "";

  const list = () => stack().ask(null, "GET", "/v1/invitations", { token });
  expect(await list()).toMatchObject({ status: 200, json: { items: [], next: null } });
  expect((await stack().ask(null, "POST", "/v1/operator/partners", { token, body: {} })).status).toBe(403);
  await stack().local.advance("PT1H");
  expect(await list()).toMatchObject({ status: 401 });
});

it("a user whose first password SES refuses to mail gets it when the request is repeated", async () => {
  const email = "sandboxed@contoso-partner.example";
  const add = () => stack().ask(contoso, "POST", "/v1/users", { body: { email, role: "helpdesk" } });
  stack().local.parts.ses.account.change({ sandbox: true });
  const refused = await add();
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "300"]);
  stack().local.parts.ses.account.change({ sandbox: false });
  expect((await add()).status).toBe(201);
  const mails = stack().local.mails.filter(({ to }) => to.includes(email));
  expect(mails.map(({ subject }) => subject)).toEqual(["Your first password for Example Cloud"]);
});
