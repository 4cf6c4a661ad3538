import { request, succeeded, type Answer } from "../../infra/local/actors/answers.ts";
import { linkOf, requestOf, type Sent } from "./requests.ts";

/** A guest who is invited, then accepts; each is one request over HTTP. */
export interface Guest {
  readonly invite: () => Promise<void>;
  /** Reads what has to be known to accept; that is not measured. */
  readonly read?: () => Promise<void>;
  readonly accept: () => Promise<void>;
}

/** Prepares a guest of a server, which takes time that is not measured. */
export type Guests = (address: string) => Promise<Guest>;

type Ready = Readonly<Record<string, string>>;

/** A request that has to end with `status`; redirects are answers. */
async function ask(url: string, status: number, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { method: "POST", redirect: "manual", ...init });
  if (response.status !== status) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response;
}
const asJson = (body: object, headers: Readonly<Record<string, string>>): RequestInit => ({
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});
const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

const sendAgain = async ({ method, url, sending }: Sent): Promise<Answer> =>
  succeeded(await request(method, url, sending));

/** A partner invites, the customer accepts everything. */
export const rapport = async ({ url, token }: Ready): Promise<Guests> => {
  const prepare = (act: Parameters<typeof requestOf>[0]) => requestOf(act, url, token);
  return async (email) => {
    const invitation = await prepare(({ partner }) => partner().create({ customer: { email }, send: "email" }));
    let id: unknown;
    let acceptance: Sent | undefined;
    return {
      invite: async () => void ({ id } = (await sendAgain(invitation)).json),
      read: async () => {
        const page = succeeded(await request("GET", linkOf(id, url)));
        acceptance = await prepare(({ customer }) => customer.accept(page));
      },
      accept: async () => void (await sendAgain(acceptance!)),
    };
  };
};

/** A visitor asks for a magic link, and follows it: an account and a session. */
export const authJs = async ({ url }: Ready): Promise<Guests> => {
  const asked = await ask(`${url}/auth/csrf`, 200, { method: "GET" });
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const cookie = cookiesOf(asked);
  return async (email) => {
    let link = "";
    return {
      invite: async () => {
        const body = new URLSearchParams({ csrfToken, email });
        await (await ask(`${url}/auth/signin/email`, 302, { body, headers: { cookie } })).text();
      },
      read: async () => {
        link = await (await ask(`${url}/-/sent?to=${encodeURIComponent(email)}`, 200, { method: "GET" })).text();
      },
      accept: async () => {
        const followed = await ask(link, 302, { method: "GET" });
        if (!cookiesOf(followed).includes("session-token")) throw new Error("The link opened no session.");
      },
    };
  };
};

/** The owner of an organisation invites, somebody who is signed in already accepts. */
export const betterAuth = async ({ url = "" }: Ready): Promise<Guests> => {
  const api = `${url}/api/auth`;
  const signUp = async (email: string): Promise<Readonly<Record<string, string>>> => {
    const init = asJson({ name: "Ada", email, password: "correct horse" }, { origin: url });
    return { origin: url, cookie: cookiesOf(await ask(`${api}/sign-up/email`, 200, init)) };
  };
  const owner = await signUp("owner@contoso.example");
  const made = await ask(`${api}/organization/create`, 200, asJson({ name: "Contoso", slug: "contoso" }, owner));
  const { id: organizationId } = (await made.json()) as { id: string };
  return async (email) => {
    const guest = await signUp(email);
    let invitationId = "";
    return {
      invite: async () => {
        const body = { email, role: "member", organizationId };
        const invited = await ask(`${api}/organization/invite-member`, 200, asJson(body, owner));
        invitationId = ((await invited.json()) as { id: string }).id;
      },
      accept: async () => {
        await (await ask(`${api}/organization/accept-invitation`, 200, asJson({ invitationId }, guest))).text();
      },
    };
  };
};
