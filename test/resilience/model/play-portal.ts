import { sessionKey } from "../../../shared/portal-access/sign-in-item.ts";
import { expect } from "vitest";
import { signConfirmation, verifyConfirmation } from "../../../shared/crypto/confirmations.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { csrfToken, sessionHash } from "../../../shared/crypto/sessions.ts";
import { addDays } from "../../../shared/kernel/time.ts";
import type { Portal } from "../../../infra/local/actors/administrator.ts";
import type { Answer } from "../../../infra/local/actors/answers.ts";
import { mailsTo } from "../../support/stack/mailed.ts";
import type { Stack } from "../../support/stack/stack.ts";
import { byAdministrator, caseOf, type PortalCase } from "./administrators.ts";
import type { Move, PortalKind } from "./moves.ts";
import type { Address, World } from "./world.ts";

/** Does what an administrator does in the portal, and compares the answer with the model. */
export async function playPortal(stack: Stack, world: World, move: Move, kind: PortalKind): Promise<void> {
  const one = caseOf(world, move, kind);
  if (one === undefined) return;
  const post = await requestOf(stack, world, kind, one);
  const [status, done] = byAdministrator(world, kind, one);
  const answer = await post();
  const what = `${kind} by ${one.by} of ${one.email} for ${one.customer.id}: ${answer.text.slice(0, 2000)}`;
  expect(answer.status, what).toBe(status);
  if (done !== undefined) expect(doneIn(answer), what).toBe(done);
}

/** What the next page reports as done; `session-ended` for the page to sign in. */
const doneIn = ({ headers }: Answer): string | null =>
  new URL(headers.get("location") ?? "", "https://rapport.example").searchParams.get("done");

/** The request of a move, prepared before the model changes. */
async function requestOf(
  stack: Stack,
  world: World,
  kind: PortalKind,
  { customer: { id }, by, email, partner, relationship, permission }: PortalCase,
): Promise<() => Promise<Answer>> {
  if (kind === "confirm") {
    const path = confirmationPath(stack, world, id, email);
    return () => stack.customer.post(path);
  }
  const portal = await sessionOf(stack, world, by);
  const pseudonym = addressPseudonym(email, stack.masterKey);
  const partnerId = await partnerIdOf(stack, partner);
  const relationshipId = relationship?.id ?? "none";
  const requests = {
    see: () => portal.customer(id),
    add: () => portal.add(id, email),
    remove: () => portal.remove(id, pseudonym),
    leave: () => portal.remove(id, pseudonym),
    block: () => portal.changeSenders(id, { partnerId, status: "blocked" }),
    unblock: () => portal.changeSenders(id, { partnerId, status: "neither" }),
    "remove-permissions": () => portal.removePermissions(relationshipId),
    "renew-permissions": () => portal.renewPermissions(relationshipId),
    end: () => portal.endRelationship(relationshipId, ""),
    pause: () => portal.pause(relationshipId),
    resume: () => portal.resume(relationshipId),
    "pause-permission": () => portal.pause(relationshipId, permission),
    "resume-permission": () => portal.resume(relationshipId, permission),
  } as const;
  return requests[kind];
}

let sessions = 0;

/** The portal of an address that signed in just now, also if it administers nothing. */
async function sessionOf(stack: Stack, { now }: World, email: Address): Promise<Portal> {
  const cookie = `session-of-the-model-${++sessions}`;
  await stack.put({
    ...sessionKey(sessionHash(cookie)),
    ...{ entity: "session", schema: 1, address: addressPseudonym(email, stack.masterKey), epoch: 0 },
    ...{ startedAt: now, endsAt: addDays(now, 1), ttl: Math.ceil(Date.parse(addDays(now, 1)) / 1000) },
  });
  return stack.administrator.session(email, `__Host-rapport-portal=${cookie}`, csrfToken(cookie));
}

/** The path of the newest confirmation link mailed to an address for a customer, or else of one that was never mailed. */
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
