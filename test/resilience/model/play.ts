import { expect } from "vitest";
import type { Answer } from "../../../infra/local/actors/answers.ts";
import type { Partner } from "../../../infra/local/actors/partner.ts";
import { signLink } from "../../../shared/crypto/links.ts";
import { invitationLifecycle } from "../../../shared/invitation/lifecycle.ts";
import { mailsTo } from "../../support/stack/mailed.ts";
import type { Stack } from "../../support/stack/stack.ts";
import { byCustomer, grantedBy, isSpared, mayTake, nameOf, whomOf } from "./answers.ts";
import { aptToAsk, byPartner, create, made, portalKinds, type Move, type PortalKind } from "./moves.ts";
import { isOfMail, playMail } from "./play-mail.ts";
import { playPortal } from "./play-portal.ts";
import { addresses, lives, pass, type Expected, type Modelled, type World } from "./world.ts";

/** The path of an invitation's link, the newest or another version. */
export const linkOf = ({ masterKey }: Stack, { id, linkVersion }: Modelled, version = linkVersion): string =>
  `/i/${signLink({ invitationId: id, version: Math.max(version, 1), epoch: 1 }, masterKey)}`;

const nowOf = ({ local }: Stack): string => new Date(local.parts.clock.now()).toISOString();

const isOfPortal = (kind: Move["kind"]): kind is PortalKind => portalKinds.some((known) => known === kind);

/** Carries a move out on the system and on the model, and holds the answer against what the model expects. */
export async function play(stack: Stack, world: World, move: Move): Promise<void> {
  world.now = nowOf(stack);
  if (move.kind === "wait") {
    // The odd minutes keep an end from coming between two runs of a job.
    await stack.local.advance(`PT${move.hours}H11M`);
    return pass(world, nowOf(stack));
  }
  if (move.kind === "create") return playCreate(stack, world, aptToAsk(world, move));
  if (isOfMail(move.kind)) return playMail(stack, world, move, move.kind);
  if (isOfPortal(move.kind)) return playPortal(stack, world, move, move.kind);
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
  if (move.kind === "look") return look(stack, one);
  const call = partnerCalls[move.kind]?.(move);
  await (call ? playPartner(stack, world, one, { move, call }) : playCustomer(stack, world, one, move));
}

async function playCreate(stack: Stack, world: World, move: Move): Promise<void> {
  const { expected, asked } = create(world, move);
  const answer = await stack.partner(move.partner, "sales").create({
    customer: { email: move.email },
    ...{ duration: `P${lives.grants}D`, expiresIn: `P${lives.invitation}D` },
    reminders: [`P${lives.reminder}D`],
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
  const form = await formOf(stack, world, one, move);
  const path = ["accept", "decline", "report"].includes(move.kind) ? "decision" : move.kind;
  const expected = byCustomer(world, one, move);
  const answer = await stack.control.request("POST", `${link}/${path}`, { body: form });
  expect(answer.status, `${move.kind} of ${one.id}: ${answer.text.slice(0, 2000)}`).toBe(expected);
  if (move.kind === "code" && answer.status === 303) await rememberCode(stack, one);
  if (move.kind !== "accept") return;
  if (answer.status === 303) await learnIds(stack, one);
  else rememberProof(one, answer.text);
}

/** What a customer posts. The right code where it is known, else one that is wrong. */
async function formOf(stack: Stack, world: World, one: Modelled, move: Move): Promise<URLSearchParams> {
  const right = one.code?.text ?? "00000000";
  const wrong = String((Number(right) + 1) % 100_000_000).padStart(8, "0");
  const code = move.isRightCode ? right : wrong;
  if (move.kind === "hand-over") return new URLSearchParams({ email: move.email, code });
  if (move.kind === "code") return new URLSearchParams();
  const { json } = await stack.partner(one.partner, "sales").read(one.id);
  const form = new URLSearchParams({ decision: move.kind, name: "Ada", agreement: "on" });
  form.set("offer", String(json["offerDigest"]));
  if (isSpared(one, move)) form.set("proof", one.proof?.text ?? "");
  else form.set("code", code);
  for (const permission of grantedBy(one, move)) form.append("permission", permission);
  if (move.kind !== "accept") return form;
  const whom = whomOf(world, one, move);
  if (whom !== null) form.set("customer", whom === "new" ? whom : whom.id);
  const name = nameOf(move);
  if (name !== null) form.set("organization", name);
  return form;
}

async function rememberCode(stack: Stack, one: Modelled): Promise<void> {
  await stack.local.idle();
  const text = mailsTo(stack, one.email)
    .map((mail) => /^\s*(\d{8})\s*$/m.exec(mail.text)?.[1])
    .findLast((found) => found !== undefined);
  one.code = { linkVersion: one.linkVersion, text: text ?? "", tries: 0 };
  one.codesTo.push({ email: one.email, linkVersion: one.linkVersion });
}

/** A page that comes back after a right code carries its proof, and no page carries one without. */
function rememberProof(one: Modelled, page: string): void {
  const text = /name="proof" value="([^"]+)"/.exec(page)?.[1];
  if (text === undefined) expect(one.proof?.text, `a proof on the page of ${one.id}`).not.toBe("");
  else one.proof = { linkVersion: one.proof?.linkVersion ?? 0, text };
}

/** What came to be has an id; what was there has kept its own. */
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
async function look(stack: Stack, one: Modelled): Promise<void> {
  for (const method of ["GET", "HEAD"]) {
    for (let version = 1; version <= one.linkVersion; version++) {
      const { status } = await stack.ask(null, method, linkOf(stack, one, version));
      expect(status, `${method} of version ${version} of ${one.id}`).toBe(version < one.linkVersion ? 410 : 200);
    }
  }
}

function assertAnswer(answer: { status: number; text: string }, [status, problem]: Expected): void {
  expect(answer.status, answer.text).toBe(status);
  if (problem !== undefined) expect(answer.text).toContain(`"/problems/${problem}"`);
}
