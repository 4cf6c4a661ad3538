import { addDays } from "../../../shared/kernel/time.ts";
import { isGone } from "./mailboxes.ts";
import { handedOver, type Move } from "./moves.ts";
import {
  administratorAt,
  customersOf,
  domainOf,
  end,
  isCool,
  liveOne,
  validDays,
  view,
  type Address,
  type Modelled,
  type ModelledCustomer,
  type ModelledGrant,
  type ModelledRelationship,
  type Side,
  type World,
} from "./world.ts";

/** Whether the link is not the newest: every request with an older one is answered with "replaced". */
const isStale = (one: Modelled, { isOldLink }: Move): boolean => isOldLink && one.linkVersion > 1;

/** Whether a form carries the proof of an earlier right code instead of a code. */
export const isSpared = (one: Modelled, { hasProof }: Move): boolean =>
  hasProof && one.needsCode && one.proof?.linkVersion === one.linkVersion;

/** For whom a form says that it accepts; null where it says nothing. */
export function whomOf(world: World, { email }: Modelled, { whom, at }: Move): "new" | ModelledCustomer | null {
  const choices = whom === "own" ? customersOf(world, email) : world.customers;
  if (whom === "unsaid" || choices.length === 0) return null;
  return whom === "new" ? "new" : (choices[at % choices.length] ?? null);
}

/** Counts a try of the posted code. Returns whether it is the newest and valid. */
function tryCode(one: Modelled, { isRightCode }: Move): boolean {
  const { code } = one;
  if (code === null || code.linkVersion !== one.linkVersion || code.tries >= 5) return false;
  code.tries++;
  return isRightCode;
}

/** What a customer's post leads to; it is written into the model when it succeeds. */
export function byCustomer(world: World, one: Modelled, move: Move): number {
  if (one.linkVersion === 0) return 404;
  const isOpen = one.status === "pending";
  if (move.kind === "seen") {
    // What changed while the page was open is no fault of its reader.
    if (isOpen && !isStale(one, move)) view(one);
    return 204;
  }
  if (isStale(one, move)) return 410;
  const day = world.now.slice(0, 10);
  switch (move.kind) {
    case "code": {
      if (!isOpen || isGone(world.mailboxes[one.email])) return 409;
      const codes = (one.codesOn.get(day) ?? 0) + 1;
      if (codes > 5) return 429;
      one.codesOn.set(day, codes);
      view(one);
      one.types.push("InvitationCodeRequested");
      return 303;
    }
    case "accept":
      // An acceptance of other permissions comes too late.
      if (one.status === "accepted") return one.granted === move.granted ? 303 : 409;
      return isOpen ? accept(world, one, move) : 409;
    case "decline":
    case "report": {
      const type = move.kind === "decline" ? "InvitationDeclined" : "InvitationReported";
      if (!isOpen) return one.types.includes(type) ? 303 : 409;
      view(one);
      end(one, "declined", type);
      return 303;
    }
    case "hand-over": {
      if (!isOpen) return 409;
      if (one.handOvers >= 3 || !mayTake(world, one, move.email)) return 422;
      return handedOver(world, one, move.email, () => tryCode(one, move));
    }
    case "new-link":
      if (one.status !== "expired") return 409;
      if (!one.hasAsked) one.types.push("InvitationRenewalRequested");
      one.hasAsked = true;
      return 303;
    default:
      throw new Error(`${move.kind} is no move of a customer.`);
  }
}

/** What "This was not me" in the mail of a code leads to; it is written into the model when it succeeds. */
export function byCodeStop(
  one: Modelled,
  { email, linkVersion }: { readonly email: Address; readonly linkVersion: number },
): number {
  if (email !== one.email || linkVersion !== one.linkVersion) return 410;
  if (one.status === "pending") {
    view(one);
    end(one, "declined", "InvitationReported");
  }
  return one.types.at(-1) === "InvitationReported" ? 200 : 410;
}

/** Whether a request may be passed on to an address (customers, rule 9). */
export function mayTake(world: World, one: Modelled, email: Address): boolean {
  if (email === one.email) return false;
  if (one.relationship === null && domainOf(email) === domainOf(one.email)) return true;
  const shared = customersOf(world, one.email).filter(
    (customer) => one.relationship === null || customer === one.relationship.customer,
  );
  return shared.some((customer) => administratorAt(customer, email) !== undefined);
}

function accept(world: World, one: Modelled, move: Move): number {
  const isNone = move.granted === "none";
  // Fabrikam's cloud requires the permissions; permissions that are asked for again cannot all be refused by accepting.
  const isRequired = one.partner === "fabrikam-partner" && !one.isAmendment;
  const isTooLittle = (isRequired && move.granted !== "all") || (one.relationship && isNone);
  if (isTooLittle) return 422;
  if (one.needsCode && !isSpared(one, move)) {
    if (!tryCode(one, move)) return 422;
    // The page keeps the proof, also if something else is wrong; its text is read from there.
    one.proof = { linkVersion: one.linkVersion, text: "" };
  }
  const target = targetOf(world, one, move);
  if (typeof target === "number") return target;
  const { customer, amended } = target;
  if (amended !== null && isNone) return 422;
  // An administrator without mail could not remove the permissions again.
  if (customer === null && isGone(world.mailboxes[one.email])) return 409;

  view(one);
  end(one, "accepted", "InvitationAccepted");
  const relationship = amended ?? establish(world, one, customer ?? found(world, one, move));
  if (amended !== null) amended.types.push("RelationshipAmended");
  const endsAt = addDays(world.now, validDays.grants);
  for (const permission of grantedBy(one, move)) {
    const held = relationship.grants.get(permission);
    const active = held?.status === "active" ? held : undefined;
    // An end that would move by less than a day stays; a pause stays as well.
    const isKept = active !== undefined && addDays(active.endsAt, 1) > endsAt;
    const { since, isPaused } = active ?? { since: world.now, isPaused: false };
    if (!isKept) relationship.grants.set(permission, { status: "active", since, endsAt, isPaused });
  }
  Object.assign(one, { granted: move.granted, relationship, proof: null });
  const key = `${one.partner} ${one.email}`;
  world.accepted.set(key, new Set([...(world.accepted.get(key) ?? []), relationship]));
  return 303;
}

/** The permissions that a form ticks. */
export const grantedBy = ({ asked }: Modelled, { granted }: Move): readonly string[] =>
  ({ all: asked, some: asked.slice(0, 1), none: [] })[granted];

/**
 * For whom is accepted, and the relationship that is amended; a customer of null is founded. A number is the status of the
 * refusal (customers, rules 3, 7, 8 and 15).
 */
function targetOf(
  world: World,
  one: Modelled,
  move: Move,
): { readonly customer: ModelledCustomer | null; readonly amended: ModelledRelationship | null } | number {
  const { email, partner, relationship } = one;
  if (relationship !== null) {
    if (administratorAt(relationship.customer, email) === undefined) return 422;
    const isSuspended = relationship.status === "suspended";
    return isSuspended || relationship.customer.blocked.has(partner) || isCool(world, relationship.customer, email)
      ? 409
      : { customer: relationship.customer, amended: relationship };
  }
  const own = customersOf(world, email);
  const allowing = own.filter(({ blocked }) => !blocked.has(partner));
  // A new customer must not get around the refusals of the existing ones.
  if (own.length > 0 && allowing.length === 0) return 409;
  const choices = allowing.filter(
    (customer) => !(one.anotherOrganization && liveOne(world, partner, customer) !== undefined),
  );
  const chosen = whomOf(world, one, move);
  if (chosen === "new" || (chosen === null && choices.length === 0)) return { customer: null, amended: null };
  const customer = chosen ?? (choices.length === 1 && !one.needsCode ? choices[0] : undefined);
  if (customer === undefined || !choices.includes(customer)) return 422;
  const amended = liveOne(world, partner, customer) ?? null;
  return isCool(world, customer, email) || amended?.status === "suspended" ? 409 : { customer, amended };
}

/** What a form calls a new customer. */
export const nameOf = ({ isNamed, at }: Move): string | null => (isNamed ? `Firm ${at}` : null);

function found(world: World, { email, organization }: Modelled, move: Move): ModelledCustomer {
  const customer: ModelledCustomer = {
    ...{ id: "", name: nameOf(move) ?? organization ?? email, administrators: [{ email, coolOffUntil: null }] },
    ...{ waiting: [], links: 0, mailsOn: new Map<string, number>(), blocked: new Set<Modelled["partner"]>() },
    ...{ types: [], sendersChanges: 0 },
  };
  world.customers.push(customer);
  return customer;
}

function establish(world: World, { partner }: Modelled, customer: ModelledCustomer): ModelledRelationship {
  const relationship: ModelledRelationship = {
    ...{ id: "", partner, customer, status: "active", types: ["RelationshipEstablished"] },
    ...{ suspendedBy: new Set<Side>(), grants: new Map<string, ModelledGrant>() },
  };
  world.relationships.push(relationship);
  return relationship;
}
