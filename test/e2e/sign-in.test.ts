import { expect, it } from "vitest";
import { askForTokens, challenge, chooseUser, discover, openSignIn, verifier } from "../support/pages/pkce.ts";
import { codeAt } from "../../infra/local/cognito/one-time-codes.ts";
import { firstPasswordIn, firstSignIn, open, send } from "../support/pages/sign-in-pages.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

it("a user signs in by code and PKCE, and its token opens the API until it ends", async () => {
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

it("a user who is added is mailed a link and a first password, chooses their own and sets up an authenticator app", async () => {
  const email = "first@contoso-partner.example";
  const added = await stack().ask(contoso, "POST", "/v1/users", { body: { email, role: "helpdesk" } });
  expect(added.status).toBe(201);
  const mail = stack().local.mails.at(-1);
  expect(mail).toMatchObject({ to: [email], subject: "Your first password for Example Cloud" });
  expect(mail?.from).toContain("<rapport@localhost.example>");
  expect(mail?.links).toEqual([`${stack().local.url}/console/sign-in`]);

  const start = () => open(mail?.links[0] ?? "");
  const [first, password] = [firstPasswordIn(mail?.html ?? ""), "A password of 2 hands!"];
  const end = await firstSignIn(await start(), { email, first, password });
  expect(end.heading).toBe("You are signed in");
  expect(end.url).toContain(`${stack().local.url}/console/callback?code=`);
  expect(end.html).not.toContain(new URL(end.url).searchParams.get("code"));
  expect(end.html).toContain("npm run token -- --stage local");

  const second = await send(await start(), { email, password });
  expect(second.heading).toBe("Enter the code of your app");
  expect((await send(second, { code: "000000x" })).fault).toBe("That is not the code of now.");
  const third = await send(await start(), { email, password });
  const code = codeAt(end.secret, stack().local.parts.clock.now() / 1000);
  expect((await send(third, { code })).heading).toBe("You are signed in");
});

it("a first password that SES does not take is a fault that passes, and repeating the request mends it", async () => {
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
