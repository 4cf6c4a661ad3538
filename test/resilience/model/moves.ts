import fc from "fast-check";
import { addDays } from "../../../shared/kernel/time.ts";
import { stoppableMails, type StoppableMail, type UnsubscribeScope } from "../../../shared/delivery/address-item.ts";
import type { Fate } from "./mailboxes.ts";
import {
  addresses,
  administratorAt,
  askable,
  askableAgain,
  cancel,
  goOut,
  isRestorable,
  validDays,
  openOne,
  partners,
  view,
  type Askable,
  type Expected,
  type Modelled,
  type World,
} from "./world.ts";

/** What is tried next. `at` chooses the invitation, customer or relationship, modulo their number. */
export interface Move {
  readonly kind: (typeof kinds)[number];
  readonly at: number;
  /** Whether it is about something for which it is possible, if there is any; else about anything. */
  readonly isApt: boolean;
  readonly partner: (typeof partners)[number];
  readonly email: (typeof addresses)[number];
  /** The administrator in the portal. */
  readonly by: (typeof addresses)[number];
  readonly mode: "email" | "self";
  readonly isSent: boolean;
  readonly rotate: boolean;
  readonly anotherOrganization: boolean;
  readonly granted: "all" | "some" | "none";
  /** For whom somebody accepts: nothing said, a new customer, one of its own, or one that may be of others. */
  readonly whom: "unsaid" | "new" | "own" | "any";
  readonly isNamed: boolean;
  readonly isOldLink: boolean;
  readonly isRightCode: boolean;
  readonly hasProof: boolean;
  readonly hours: number;
  /** What SES reports of a mail, and whether as of the moment at which that went out. */
  readonly fate: Fate;
  readonly isLate: boolean;
  /** What an address stops or lets come again. */
  readonly mail: StoppableMail;
  readonly scope: UnsubscribeScope;
}

/** Moves in the portal, and the confirmation of an added administrator. */
export const portalKinds = [
  ...(["add", "confirm", "remove", "leave", "block", "unblock", "see"] as const),
  ...(["remove-permissions", "renew-permissions", "end"] as const),
  ...(["pause", "resume", "pause-permission", "resume-permission"] as const),
] as const;
export type PortalKind = (typeof portalKinds)[number];

/** Moves of partners and the operator on a relationship. */
export const relationshipKinds = [
  ...(["amend", "give-back", "end-by-partner", "ask-blockers"] as const),
  ...(["suspend", "lift-suspension", "report-removed"] as const),
] as const;
export type RelationshipKind = (typeof relationshipKinds)[number];

const kinds = [
  ...(["create", "edit", "send", "resend", "renew", "correct-address", "cancel", "annotate", "draft"] as const),
  ...(["seen", "code", "accept", "decline", "report", "hand-over", "new-link", "look"] as const),
  ...(["wait", "repeat-report", "report-mail", "lift", "unsubscribe", "stop-code"] as const),
  ...portalKinds,
  ...relationshipKinds,
] as const;

/** Moves. Those that create customers are more frequent. */
export const anyMove: fc.Arbitrary<Move> = fc.noBias(
  fc.record({
    kind: fc.oneof(
      { weight: 15, arbitrary: fc.constantFrom(...kinds) },
      { weight: 3, arbitrary: fc.constant("create" as const) },
      {
        weight: 4,
        arbitrary: fc.constantFrom("accept" as const, "accept" as const, "add" as const, "confirm" as const),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(...(["remove-permissions", "edit", "new-link", "correct-address"] as const)),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(...(["amend", "pause-permission", "resume-permission"] as const)),
      },
      { weight: 1, arbitrary: fc.constant("wait" as const) },
      { weight: 1, arbitrary: fc.constantFrom("report-mail" as const, "lift" as const, "unsubscribe" as const) },
    ),
    at: fc.nat(30),
    isApt: fc.oneof(fc.constant(true), fc.constant(true), fc.boolean()),
    partner: fc.constantFrom(...partners),
    email: fc.constantFrom(...addresses),
    by: fc.constantFrom(...addresses),
    mode: fc.constantFrom("email", "self"),
    isSent: fc.oneof(fc.constant(true), fc.boolean()),
    rotate: fc.boolean(),
    anotherOrganization: fc.oneof(fc.constant(false), fc.boolean()),
    granted: fc.constantFrom("all", "all", "some", "none"),
    whom: fc.constantFrom("unsaid", "unsaid", "new", "own", "any"),
    isNamed: fc.boolean(),
    isOldLink: fc.oneof(fc.constant(false), fc.constant(false), fc.boolean()),
    isRightCode: fc.oneof(fc.constant(true), fc.boolean()),
    hasProof: fc.boolean(),
    hours: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 30, max: 400 })),
    fate: fc.constantFrom("bounce", "bounce", "complaint", "policy", "timeout", "notspam"),
    isLate: fc.oneof(fc.constant(false), fc.boolean()),
    mail: fc.constantFrom(...stoppableMails),
    scope: fc.constantFrom("partner", "partner", "all", "none"),
  }),
);

/** The same move, for some moves that are to be apt about a customer that can be asked for its permissions again. */
export function aptToAsk(world: World, move: Move): Move {
  const again = addresses.flatMap((email) =>
    partners
      .filter((partner) => {
        const asked = [...(world.accepted.get(`${partner} ${email}`) ?? [])];
        return asked.some((one) => isRestorable(one) && administratorAt(one.customer, email) !== undefined);
      })
      .map((partner) => ({ partner, email })),
  );
  const chosen = move.isApt && move.at % 2 === 0 ? again[move.at % Math.max(again.length, 1)] : undefined;
  return { ...move, ...(chosen && { ...chosen, anotherOrganization: false }) };
}

/** What creating leads to, sent at once or not, and what it then asks for. */
export function create(world: World, move: Move): { readonly expected: Expected; readonly asked: Askable } {
  const asked = askable(world, move.partner, move.email, move);
  const refusal = asked.refusal ?? (move.isSent ? lockRefusal(world, move, asked, undefined) : null);
  return { expected: refusal ?? [201], asked };
}

/** What stands against sending something that may be asked for: no mail wanted, or another open invitation. */
export function lockRefusal(
  world: World,
  { partner, email }: Pick<Modelled, "partner" | "email">,
  asked: Askable & { readonly refusal: null },
  own: Modelled | undefined,
): Expected | null {
  if (asked.isUnwanted) return [409, "suppressed-address"];
  const open = openOne(world, partner, email);
  return open !== undefined && open !== own ? [409, "open-invitation-exists"] : null;
}

/** What the model knows of an invitation that has just been made. */
export function made(
  world: World,
  { id, permissions }: { readonly id: string; readonly permissions: readonly string[] },
  {
    partner,
    email,
    mode,
    isSent,
    anotherOrganization,
    isAmendment = false,
  }: Pick<Move, "partner" | "email" | "mode" | "isSent" | "anotherOrganization"> & { readonly isAmendment?: boolean },
  asked: Askable,
): Modelled {
  const one: Modelled = {
    ...{ id, partner, email, mode, status: "draft", linkVersion: 0, createdAt: world.now, expiresAt: "" },
    ...{ asked: permissions, anotherOrganization, isAmendment, organization: null, handOvers: 0, cancelCode: null },
    ...{ isViewed: false, hasAsked: false, needsCode: false, code: null, proof: null },
    ...{ codesOn: new Map<string, number>(), codesTo: [] },
    ...{ sent: { at: "", sequence: 0 }, isStopped: false, reminder: "waiting" },
    relationship: asked.refusal === null ? asked.relationship : null,
    ...{ types: ["InvitationCreated"], mailedTo: [], granted: null },
  };
  world.invitations.push(one);
  if (isSent) issue(world, one, mode);
  return one;
}

function issue(world: World, one: Modelled, mode: Modelled["mode"]): void {
  Object.assign(one, { status: "pending", mode, needsCode: mode === "self", linkVersion: 1 });
  one.expiresAt = addDays(world.now, validDays.invitation);
  goOut(world, one, "InvitationIssued");
}

/** What the same request asks for now. A request for permissions of a relationship never becomes one for a relationship. */
const askedNow = (world: World, one: Modelled, email: Modelled["email"]): Askable =>
  one.relationship === null
    ? askable(world, one.partner, email, one)
    : askableAgain(world, one.relationship, email, { isReaddressed: true });

/** Whether sending again would mean what it said; a request for a new relationship must not become one for an old one. */
function refusalAgain(world: World, one: Modelled): Expected | null {
  if (one.relationship?.status === "terminated") return [409, "relationship-ended"];
  const asked = askedNow(world, one, one.email);
  if (asked.refusal !== null) return asked.refusal;
  if (asked.relationship !== one.relationship) return [409, "relationship-exists"];
  return lockRefusal(world, one, asked, one);
}

/** What a partner's move leads to; it is written into the model when it succeeds. */
export function byPartner(world: World, one: Modelled, move: Move): Expected {
  const { now } = world;
  const wrong: Expected = [409, "wrong-state"];
  switch (move.kind) {
    case "edit": {
      if (one.status !== "draft") return wrong;
      const asked = askable(world, one.partner, one.email, one);
      if (asked.refusal !== null) return asked.refusal;
      // Every edit says the same, so only the first is a step, and one that finds something else to ask for.
      if (one.organization === null || asked.relationship !== one.relationship) one.types.push("InvitationEdited");
      Object.assign(one, { organization: "Edited", relationship: asked.relationship });
      return [200];
    }
    case "annotate":
      return [200];
    case "draft":
      if (one.linkVersion > 0 && one.mode === "email") return [409, "mailed-invitation"];
      return one.status === "pending" ? [200] : wrong;
    case "cancel":
      if (one.status !== "draft" && one.status !== "pending") return wrong;
      cancel(one, "by-partner");
      return [200];
    case "send": {
      if (one.status !== "draft") return wrong;
      const asked = askable(world, one.partner, one.email, one);
      if (asked.refusal !== null) return asked.refusal;
      const refusal = lockRefusal(world, one, asked, one);
      if (refusal !== null) return refusal;
      one.relationship = asked.relationship;
      issue(world, one, move.mode);
      return [200];
    }
    case "resend":
    case "renew": {
      if (one.status !== (move.kind === "resend" ? "pending" : "expired")) return wrong;
      const refusal = refusalAgain(world, one);
      if (refusal !== null) return refusal;
      if (move.kind === "resend" && move.rotate) one.linkVersion++;
      Object.assign(one, { status: "pending", expiresAt: addDays(now, validDays.invitation), hasAsked: false });
      goOut(world, one, "InvitationResent");
      return [200];
    }
    case "correct-address": {
      if (one.status !== "pending") return wrong;
      if (move.email === one.email) return [422, "validation"];
      const asked = askedNow(world, one, move.email);
      if (asked.refusal !== null) return asked.refusal;
      const refusal = lockRefusal(world, { partner: one.partner, email: move.email }, asked, one);
      if (refusal !== null) return refusal;
      redirect(world, one, { email: move.email, relationship: asked.relationship }, "InvitationRedirected");
      return [200];
    }
    default:
      throw new Error(`${move.kind} is no move of a partner.`);
  }
}

/** What handing over to an address that may take it leads to: an HTTP status where it is refused. */
export function handedOver(world: World, one: Modelled, email: Modelled["email"], isProven: () => boolean): number {
  const asked = askedNow(world, one, email);
  if (asked.refusal?.[1] === "wrong-state") return 409;
  if (asked.refusal !== null) return asked.refusal[1] === "quota" ? 429 : 422;
  if (lockRefusal(world, { partner: one.partner, email }, asked, one) !== null || !isProven()) return 422;
  view(one);
  Object.assign(one, { mode: "email", needsCode: false, handOvers: one.handOvers + 1 });
  redirect(world, one, { email, relationship: asked.relationship }, "InvitationHandedOver");
  return 303;
}

function redirect(world: World, one: Modelled, to: Pick<Modelled, "email" | "relationship">, type: string): void {
  Object.assign(one, { ...to, isViewed: false, linkVersion: one.linkVersion + 1 });
  goOut(world, one, type);
}
