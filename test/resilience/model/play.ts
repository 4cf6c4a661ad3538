import { expect } from "vitest";
import type { Answer } from "../../../infra/local/actors/answers.ts";
import type { Fields } from "../../../infra/local/actors/pages.ts";
import type { Partner } from "../../../infra/local/actors/partner.ts";
import { signLink } from "../../../shared/crypto/links.ts";
import { invitationLifecycle } from "../../../shared/invitation/lifecycle.ts";
import { mailsTo } from "../../support/stack/mailed.ts";
import type { Stack } from "../../support/stack/stack.ts";
import { byCustomer, grantedBy, isSpared, mayTake, nameOf, whomOf } from "./answers.ts";
import { assertAnswer } from "./assert-answer.ts";
import { aptToAsk, byPartner, create, made, portalKinds, type Move, type PortalKind } from "./moves.ts";
import { isOfMail, playMail } from "./play-mail.ts";
import { playPortal } from "./play-portal.ts";
import { isOfRelationship, playRelationship } from "./play-relationship.ts";
import { addresses, validDays, pass, type Modelled, type World } from "./world.ts";

/** The path of an invitation's link, the newest or another version. */
export const linkOf = ({ masterKey }: Stack, { id, linkVersion }: Modelled, version = linkVersion): string =>
  `/i/${signLink({ invitationId: id, version: Math.max(version, 1), epoch: 1 }, masterKey)}`;

const nowOf = ({ local }: Stack): string => new Date(local.parts.clock.now()).toISOString();

const isOfPortal = (kind: Move["kind"]): kind is PortalKind => portalKinds.some((known) => known === kind);

/** Makes a move in the system and in the model, and compares the answer with what the model expects. */
export async function play(stack: Stack, world: World, move: Move): Promise<void> {
  world.now = nowOf(stack);
  if (move.kind === "wait") {
    // With odd minutes nothing ends between two runs of a job.
    await stack.local.advance(`PT${move.hours}H11M`);
    return pass(world, nowOf(stack));
  }
  if (move.kind === "create") return playCreate(stack, world, aptToAsk(world, move));
  if (isOfMail(move.kind)) return playMail(stack, world, move, move.kind);
  if (isOfPortal(move.kind)) return playPortal(stack, world, move, move.kind);
  if (isOfRelationship(move.kind)) return playRelationship(stack, world, move, move.kind);
  const apt = move.isApt ? world.invitations.filter(({ status }) => statusesFor(move.kind).includes(status)) : [];
  const again = move.kind === "accept" ? apt.filter(({ relationship }) => relationship !== null) : [];
  const candidates = again.length > 0 ? again : apt.length > 0 ? apt : world.invitations;
  const one = candidates[move.at % Math.max(candidates.length, 1)];
  if (one === undefined) return;
  if (move.isApt && move.kind === "hand-over") {
    const takers = addresses.filter((email) => mayTake(world, one, email));
    const email = takers[move.at % Math.max(takers.length, 1)] ?? move.email;
    await playCustomer(stack, world, one, { ...move, kind: "code", isOldLink: false });
    return playCustomer(stack, world, one, { ...move, email });
  }
  if (move.isApt && move.kind === "accept" && one.needsCode && one.code === null && one.status === "pending")
    await playCustomer(stack, world, one, { ...move, kind: "code", isOldLink: false });
  if (move.kind === "look") return readLinks(stack, one);
  const call = partnerCalls[move.kind]?.(move);
  await (call ? playPartner(stack, world, one, { move, call }) : playCustomer(stack, world, one, move));
}

async function playCreate(stack: Stack, world: World, move: Move): Promise<void> {
  const { expected, asked } = create(world, move);
  const answer = await stack.partner(move.partner, "sales").create({
    customer: { email: move.email },
    ...{ duration: `P${validDays.grants}D`, expiresIn: `P${validDays.invitation}D` },
    reminders: [`P${validDays.reminder}D`],
    ...(move.anotherOrganization && { anotherOrganization: true }),
    ...(move.isSent && { send: move.mode }),
  });
  assertAnswer(answer, expected);
  if (answer.status !== 201) return;
  const { id, permissions } = answer.json;
  made(world, { id: String(id), permissions: permissions as readonly string[] }, move, asked);
}

/** From which statuses a move is possible, as the lifecycle says. */
function statusesFor(kind: Move["kind"]): readonly string[] {
  const action = { code: "request-code", seen: "view", "new-link": "ask-for-new-link" }[kind as string] ?? kind;
  return invitationLifecycle.find((row) => row.action === action)?.from ?? ["pending"];
}

type PartnerCall = (partner: Partner, id: string) => Promise<Answer>;
const partnerCalls: Readonly<Record<string, (move: Move) => PartnerCall>> = {
  edit: () => (partner, id) => partner.edit(id, { customer: { organization: "Edited" } }, { ifMatch: "*" }),
  annotate: (move) => (partner, id) => partner.note(id, { reference: String(move.at) }),
  draft: () => (partner, id) => partner.draft(id),
  send: (move) => (partner, id) => partner.send(id, move.mode),
  resend: (move) => (partner, id) => partner.resend(id, { rotate: move.rotate }),
  renew: () => (partner, id) => partner.renew(id),
  "correct-address": (move) => (partner, id) => partner.correctAddress(id, move.email),
  cancel: () => (partner, id) => partner.cancel(id),
};

async function playPartner(
  stack: Stack,
  world: World,
  one: Modelled,
  { move, call }: { readonly move: Move; readonly call: PartnerCall },
): Promise<void> {
  const expected = byPartner(world, one, move);
  assertAnswer(await call(stack.partner(one.partner, "sales"), one.id), expected);
}

async function playCustomer(stack: Stack, world: World, one: Modelled, move: Move): Promise<void> {
  const link = linkOf(stack, one, move.isOldLink ? 1 : one.linkVersion);
  const fields = await fieldsOf(stack, world, one, move);
  const expected = byCustomer(world, one, move);
  const answer = await (["accept", "decline", "report"].includes(move.kind)
    ? stack.customer.answer(link, move.kind, fields)
    : stack.customer.postTo(link, move.kind, fields));
  expect(answer.status, `${move.kind} of ${one.id}: ${answer.text.slice(0, 2000)}`).toBe(expected);
  if (move.kind === "code" && answer.status === 303) await rememberCode(stack, one);
  if (move.kind !== "accept") return;
  if (answer.status === 303) await learnIds(stack, one);
  else rememberProof(one, answer.text);
}

/** What a customer posts: the right code if it is known, or else a wrong one. */
async function fieldsOf(stack: Stack, world: World, one: Modelled, move: Move): Promise<Fields> {
  const right = one.code?.text ?? "00000000";
  const wrong = String((Number(right) + 1) % 100_000_000).padStart(8, "0");
  const code = move.isRightCode ? right : wrong;
  if (move.kind === "hand-over") return { email: move.email, code };
  if (move.kind === "code") return {};
  const { json } = await stack.partner(one.partner, "sales").read(one.id);
  const whom = whomOf(world, one, move);
  return {
    ...{ name: "Ada", agreement: "on", offer: String(json["offerDigest"]), permission: grantedBy(one, move) },
    ...(isSpared(one, move) ? { proof: one.proof?.text ?? "" } : { code }),
    ...(move.kind === "accept" && {
      ...{ customer: whom === null || whom === "new" ? whom : whom.id, organization: nameOf(move) },
    }),
  };
}

async function rememberCode(stack: Stack, one: Modelled): Promise<void> {
  await stack.local.idle();
  const text = mailsTo(stack, one.email)
    .map((mail) => /^\s*(\d{8})\s*$/m.exec(mail.text)?.[1])
    .findLast((found) => found !== undefined);
  one.code = { linkVersion: one.linkVersion, text: text ?? "", tries: 0 };
  one.codesTo.push({ email: one.email, linkVersion: one.linkVersion });
}

/** A page shown again after a right code carries its proof; no other page carries one. */
function rememberProof(one: Modelled, page: string): void {
  const text = /name="proof" value="([^"]+)"/.exec(page)?.[1];
  if (text === undefined) expect(one.proof?.text, `a proof on the page of ${one.id}`).not.toBe("");
  else one.proof = { linkVersion: one.proof?.linkVersion ?? 0, text };
}

/** Learns the ids of new relationships and customers; existing ones have kept theirs. */
async function learnIds(stack: Stack, { id, partner, relationship }: Modelled): Promise<void> {
  const { json } = await stack.partner(partner, "sales").read(id);
  if (relationship === null) return;
  const { customer } = relationship;
  relationship.id ||= String(json["relationshipId"]);
  customer.id ||= String(json["customerId"]);
  expect({ relationship: json["relationshipId"], customer: json["customerId"] }).toEqual({
    ...{ relationship: relationship.id, customer: customer.id },
  });
}

/** Reads every version of the link, as scanners do. */
async function readLinks(stack: Stack, one: Modelled): Promise<void> {
  for (const method of ["GET", "HEAD"]) {
    for (let version = 1; version <= one.linkVersion; version++) {
      const { status } = await stack.ask(null, method, linkOf(stack, one, version));
      expect(status, `${method} of version ${version} of ${one.id}`).toBe(version < one.linkVersion ? 410 : 200);
    }
  }
}
