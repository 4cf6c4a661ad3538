import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { challenge } from "../support/pages/pkce.ts";
import { firstPasswordIn, open, send, type Seen } from "../support/pages/sign-in-pages.ts";
import { raiseTinyStack } from "./raised.ts";
import { tablelessResources } from "./tiny/stack.ts";

const raised = raiseTinyStack({ resources: tablelessResources });
const email = "new@tiny.example";
const back = "http://localhost/callback";

const pool = () => {
  const { local, client } = raised();
  const users = new CognitoIdentityProviderClient(client);
  const UserPoolId = local.parts.issuer?.pool.id;
  return {
    create: (Username = email) => users.send(new AdminCreateUserCommand({ UserPoolId, Username })),
    resend: () => users.send(new AdminCreateUserCommand({ UserPoolId, Username: email, MessageAction: "RESEND" })),
    statusOf: async (Username = email) =>
      (await users.send(new AdminGetUserCommand({ UserPoolId, Username }))).UserStatus,
  };
};
const mailed = () => firstPasswordIn(raised().local.mails.at(-1)?.html ?? "");
const start = (): Promise<Seen> => {
  const { issuer } = raised().local.parts;
  const asked = new URLSearchParams({
    ...{ client_id: issuer?.pool.clientId ?? "", redirect_uri: back, response_type: "code" },
    ...{ code_challenge: challenge, code_challenge_method: "S256" },
  });
  return open(`${issuer?.url}/oauth2/authorize?${asked.toString()}`);
};
const signIn = async (password: string): Promise<Seen> => send(await start(), { email, password }, back);

describe("a new user of the pool", () => {
  it("gets a first password from Cognito itself where the pool has no sender, in Cognito's words and without a link", async () => {
    await pool().create();
    expect(raised().local.mails).toMatchObject([
      { from: "no-reply@verificationemail.com", to: [email], subject: "Your temporary password", links: [] },
    ]);
    expect(await pool().statusOf()).toBe("FORCE_CHANGE_PASSWORD");
  });

  it("is asked for a password of their own, and signs in with that one from then on", async () => {
    await pool().create();
    const first = mailed();
    const asked = await signIn(first);
    expect(asked.heading).toBe("Choose a password of your own");
    const refused = await send(asked, { new_password: "short" }, back);
    expect([refused.heading, refused.fault]).toEqual([
      ...["Choose a password of your own", "Password does not conform to policy: it must have at least 8 characters."],
    ]);
    expect((await send(refused, { new_password: "long enough" }, back)).url).toContain(`${back}?code=`);
    expect(await pool().statusOf()).toBe("CONFIRMED");
    expect((await signIn(first)).fault).toBe("Incorrect username or password.");
    expect((await signIn("long enough")).url).toContain(`${back}?code=`);
    await expect(pool().resend()).rejects.toMatchObject({ name: "UnsupportedUserStateException" });
  });

  it("has the same message for an unknown address and a wrong password", async () => {
    const unknown = (await signIn("guessed")).fault;
    await pool().create();
    expect([unknown, (await signIn("guessed")).fault]).toEqual(Array(2).fill("Incorrect username or password."));
  });

  it("is no longer let in with a first password that is over or was replaced, but with the new one", async () => {
    await pool().create();
    const first = mailed();
    await raised().local.advance("P7D");
    expect((await signIn(first)).fault).toContain("expired");
    await pool().resend();
    expect((await signIn(first)).fault).toBe("Incorrect username or password.");
    expect((await signIn(mailed())).heading).toBe("Choose a password of your own");
  });

  it("does not get in by being chosen, as seeded users do, nor by a step that was taken before", async () => {
    await pool().create();
    const page = await start();
    expect(page.html).not.toContain(email);
    const sub = raised().local.users.find(({ attributes }) => attributes.email === email)?.sub ?? "";
    expect((await send(page, { user: sub }, back)).heading).toBe("Sign in");
    const asked = await signIn(mailed());
    await send(asked, { new_password: "long enough" }, back);
    expect((await send(asked, { new_password: "another one" }, back)).fault).toBe("Take the steps again from here.");
  });

  it("is not let in while an administrator of the pool has disabled them", async () => {
    await pool().create();
    const { users } = raised().local.parts;
    users.equip(users.named(email)!.sub, { disabled: true });
    expect((await signIn(mailed())).fault).toBe("User is disabled.");
    users.equip(users.named(email)!.sub, { disabled: false });
    expect((await signIn(mailed())).heading).toBe("Choose a password of your own");
  });

  it("has three minutes for a step", async () => {
    await pool().create();
    const asked = await signIn(mailed());
    await raised().local.advance("PT3M");
    expect((await send(asked, { new_password: "long enough" }, back)).fault).toContain("Begin again.");
  });
});

it("Cognito itself mails fifty first passwords a day, and makes no user whom it cannot mail", async () => {
  for (let user = 0; user < 50; user += 1) await pool().create(`user-${user}@tiny.example`);
  await expect(pool().create()).rejects.toMatchObject({ name: "LimitExceededException" });
  await expect(pool().statusOf()).rejects.toMatchObject({ name: "UserNotFoundException" });
  await raised().local.advance("P1D");
  await pool().create();
});

describe.each([
  ["a domain", "Domain", "The user pool has no domain"],
  ["a style for the client", "Branding", "Login pages unavailable"],
])("without %s in the template", (_, missing, said) => {
  const resources = Object.fromEntries(Object.entries(tablelessResources).filter(([id]) => id !== missing));
  const without = raiseTinyStack({ resources });

  it("sign-in pages answer 404, as in AWS, and tokens are still accepted", async () => {
    const { issuer } = without().local.parts;
    for (const path of ["oauth2/authorize", "oauth2/token", "oauth2/userInfo", "logout"]) {
      const response = await fetch(`${issuer?.url}/${path}`, { method: path.endsWith("token") ? "POST" : "GET" });
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.text()).toContain(said);
    }
    expect((await fetch(`${issuer?.url}/.well-known/jwks.json`)).status).toBe(200);
    const token = await without().local.token({ role: "operator" });
    const guarded = await fetch(`${without().local.url}/guarded`, { headers: { authorization: `Bearer ${token}` } });
    expect(guarded.status).toBe(200);
  });
});
