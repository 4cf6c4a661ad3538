import { signLink } from "../../shared/crypto/links.ts";
import { aMasterKey } from "../support/builders/a-master-key.ts";
import { acceptanceOf } from "./calls.ts";

/** One guest on the way: is invited, then accepts; each is one request over HTTP. */
export interface Guest {
  readonly invite: () => Promise<void>;
  /** Looks into the mail, where the answer to the invitation does not say enough; that is not measured. */
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

/** A partner invites, the customer accepts everything. */
export const rapport = async ({ url, token }: Ready): Promise<Guests> => {
  const key = aMasterKey();
  return async (email) => {
    let link = "";
    let form = new URLSearchParams();
    return {
      invite: async () => {
        const init = asJson({ customer: { email }, send: "email" }, { authorization: `Bearer ${token}` });
        const invitation = (await (await ask(`${url}/v1/invitations`, 201, init)).json()) as Record<string, unknown>;
        link = signLink({ invitationId: String(invitation["id"]), version: 1, epoch: 1 }, key);
        form = acceptanceOf(invitation);
      },
      accept: async () => void (await (await ask(`${url}/i/${link}/decision`, 303, { body: form })).text()),
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
