import { expect } from "vitest";
import type { Answer } from "../stack/http.ts";
import { answerOffer, mailedInvitation, mailsTo, yes } from "../stack/mailed.ts";
import { contoso, type Stack, type Who } from "../stack/stack.ts";

/** An administrator of a customer in the portal, as a browser without script. */
export interface PortalSession {
  readonly email: string;
  readonly cookie: string;
  /** What the session's forms carry. */
  readonly csrf: string;
  get(path: string): Promise<Answer>;
  /** Posts a form of the session; `csrf` is among its fields unless they name another. */
  post(path: string, fields?: Readonly<Record<string, string>>): Promise<Answer>;
}

/** Asks for a link and answers its path, from the newest mail to the address. */
export async function signInLink(stack: Stack, email: string, fields: object = {}): Promise<string> {
  const body = new URLSearchParams({ email, ...fields });
  expect((await stack.ask(null, "POST", "/portal/sign-in", { body })).status).toBe(200);
  await stack.local.idle();
  const link = mailsTo(stack, email)
    .at(-1)
    ?.links.find((address) => address.includes("/portal/sign-in/"));
  if (link === undefined) throw new Error(`No link to sign in was mailed to ${email}.`);
  const { pathname, search } = new URL(link);
  return pathname + search;
}

/** The cookie that an answer sets, as a browser sends it back. */
export const cookieOf = ({ headers }: Answer): string => headers.getSetCookie()[0]?.split(";")[0] ?? "";

/** Signs an administrator in by the mailed link. */
export async function openPortal(stack: Stack, email: string): Promise<PortalSession> {
  const opened = await stack.ask(null, "POST", await signInLink(stack, email), { body: new URLSearchParams() });
  expect(opened.status, opened.text).toBe(303);
  const cookie = cookieOf(opened);
  const get = (path: string): Promise<Answer> => stack.ask(null, "GET", path, { headers: { cookie } });
  const csrf = /name="csrf" value="([^"]+)"/.exec((await get("/portal")).text)?.[1] ?? "";
  const post = (path: string, fields = {}): Promise<Answer> =>
    stack.ask(null, "POST", path, { headers: { cookie }, body: new URLSearchParams({ csrf, ...fields }) });
  return { email, cookie, csrf, get, post };
}

/** A customer that accepted a request: its administrator's address, and the ids of both. */
export async function aRelationship(
  stack: Stack,
  body: object = {},
  who: Who = contoso,
): Promise<{
  readonly email: string;
  readonly id: string;
  readonly invitationId: string;
  readonly customerId: string;
}> {
  const invitation = await mailedInvitation(stack, body, who);
  expect((await answerOffer(stack, invitation.link, yes)).status).toBe(303);
  await stack.local.idle();
  const { json } = await stack.ask(who, "GET", `/v1/invitations/${invitation.id}`);
  const [id, customerId] = [String(json["relationshipId"]), String(json["customerId"])];
  return { email: invitation.email, id, invitationId: invitation.id, customerId };
}
