import { sessionKey } from "../../../shared/portal-access/sign-in-item.ts";
import { expect } from "vitest";
import { signConfirmation, verifyConfirmation } from "../../../shared/crypto/confirmations.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { csrfToken, sessionHash } from "../../../shared/crypto/sessions.ts";
import { addDays } from "../../../shared/kernel/time.ts";
import type { Answer } from "../../../infra/local/actors/answers.ts";
import { mailsTo } from "../../support/stack/mailed.ts";
import type { Stack } from "../../support/stack/stack.ts";
import { byAdministrator, sceneOf, type PortalScene } from "./administrators.ts";
import type { Move, PortalKind } from "./moves.ts";
import type { Address, World } from "./world.ts";

/** Carries out what an administrator does in the portal, and holds the answer against the model. */
export async function playPortal(stack: Stack, world: World, move: Move, kind: PortalKind): Promise<void> {
  const scene = sceneOf(world, move, kind);
  if (scene === undefined) return;
  const post = await requestOf(stack, world, kind, scene);
  const [status, done] = byAdministrator(world, kind, scene);
  const answer = await post();
  const what = `${kind} by ${scene.by} of ${scene.email} for ${scene.customer.id}: ${answer.text.slice(0, 2000)}`;
  expect(answer.status, what).toBe(status);
  if (done !== undefined) expect(doneIn(answer), what).toBe(done);
}

/** What the page that follows says was done; null for the one to sign in. */
const doneIn = ({ headers }: Answer): string | null =>
  new URL(headers.get("location") ?? "", "https://rapport.example").searchParams.get("done");

/** The request of a move, made out before the model changes. */
async function requestOf(
  stack: Stack,
  world: World,
  kind: PortalKind,
  { customer, by, email, partner, relationship }: PortalScene,
): Promise<() => Promise<Answer>> {
  if (kind === "confirm") {
    const path = confirmationPath(stack, world, customer.id, email);
    return () => stack.ask(null, "POST", path, { body: new URLSearchParams() });
  }
  const { csrf, headers } = await sessionOf(stack, world, by);
  const place = `/portal/customers/${customer.id}`;
  const post = (path: string, fields: Readonly<Record<string, string>> = {}) => ({ path, fields });
  const pseudonym = addressPseudonym(email, stack.masterKey);
  const partnerId = await partnerIdOf(stack, partner);
  const requests = {
    see: () => post(place),
    add: () => post(`${place}/administrators`, { email }),
    remove: () => post(`${place}/administrators/${pseudonym}`),
    leave: () => post(`${place}/administrators/${pseudonym}`),
    block: () => post(`${place}/senders/${partnerId}`, { standing: "blocked" }),
    unblock: () => post(`${place}/senders/${partnerId}`, { standing: "neither" }),
    "remove-permissions": () => post(`/portal/relationships/${relationship?.id ?? "none"}/remove`),
    "renew-permissions": () => post(`/portal/relationships/${relationship?.id ?? "none"}/renew`),
    end: () => post(`/portal/relationships/${relationship?.id ?? "none"}/end`, { reason: "" }),
  } as const;
  const { path, fields } = requests[kind]();
  return () =>
    kind === "see"
      ? stack.ask(null, "GET", path, { headers })
      : stack.ask(null, "POST", path, { headers, body: new URLSearchParams({ csrf, ...fields }) });
}

let sessions = 0;

/** A session of an address, whatever it speaks for: as if it had signed in a moment ago. */
async function sessionOf(
  stack: Stack,
  { now }: World,
  email: Address,
): Promise<{ readonly csrf: string; readonly headers: Readonly<Record<string, string>> }> {
  const cookie = `session-of-the-model-${++sessions}`;
  await stack.put({
    ...sessionKey(sessionHash(cookie)),
    ...{ entity: "session", schema: 1, address: addressPseudonym(email, stack.masterKey), epoch: 0 },
    ...{ startedAt: now, endsAt: addDays(now, 1), ttl: Math.ceil(Date.parse(addDays(now, 1)) / 1000) },
  });
  return { csrf: csrfToken(cookie), headers: { cookie: `__Host-rapport-portal=${cookie}` } };
}

/** The path of the newest confirmation link mailed to an address for a customer; of one that was never mailed where there is none. */
function confirmationPath(stack: Stack, { now }: World, customerId: string, email: Address): string {
  const path = confirmationLinks(stack, email).findLast((token) => isFor(token, customerId, stack));
  if (path !== undefined) return `/confirm/${path}`;
  const address = addressPseudonym(email, stack.masterKey);
  const never = { kind: "administrator", subject: customerId, address, number: 99, endsAt: addDays(now, 7) } as const;
  return `/confirm/${signConfirmation(never, stack.masterKey)}`;
}

/** The tokens of all confirmation links mailed to an address, oldest first. */
export const confirmationLinks = (stack: Stack, email: Address): string[] =>
  mailsTo(stack, email).flatMap(({ links }) =>
    [...new Set(links)]
      .map((link) => new URL(link).pathname)
      .filter((path) => path.startsWith("/confirm/"))
      .map((path) => path.slice("/confirm/".length)),
  );

/** Whether a confirmation link is for a customer. */
export const isFor = (token: string, customerId: string, { masterKey }: Stack): boolean =>
  verifyConfirmation(token, masterKey)?.subject === customerId;

/** The id of a seeded partner, as its users' tokens say it. */
export async function partnerIdOf({ local }: Stack, partner: string): Promise<string> {
  const token = await local.token({ partner, role: "admin" });
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { partner_id: string };
  return claims.partner_id;
}
