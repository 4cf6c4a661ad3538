import fc from "fast-check";
import { addDays } from "../../../shared/domain/time.ts";
import {
  addresses,
  askable,
  customerOf,
  end,
  goOut,
  lives,
  openOne,
  partners,
  relationshipKey,
  view,
  type Modelled,
  type World,
} from "./world.ts";

/** What somebody tries next; which invitation it is about is counted round those that there are. */
export interface Move {
  readonly kind: (typeof kinds)[number];
  readonly at: number;
  /** Whether it is about one of which it is possible, where there is one; else about any. */
  readonly isApt: boolean;
  readonly partner: (typeof partners)[number];
  readonly email: (typeof addresses)[number];
  readonly mode: "email" | "self";
  readonly isSent: boolean;
  readonly rotate: boolean;
  readonly granted: "all" | "some" | "none";
  readonly isOldLink: boolean;
  readonly isRightCode: boolean;
  readonly hours: number;
}

const kinds = [
  ...(["create", "edit", "send", "resend", "renew", "correct-address", "cancel", "annotate", "draft"] as const),
  ...(["seen", "code", "accept", "decline", "report", "hand-over", "new-link", "look"] as const),
  ...(["wait", "repeat-report"] as const),
] as const;

/** Moves; making and waiting come more often, so that there is something to do. */
export const anyMove: fc.Arbitrary<Move> = fc.record({
  kind: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...kinds) },
    { weight: 2, arbitrary: fc.constant("create" as const) },
    { weight: 1, arbitrary: fc.constant("wait" as const) },
  ),
  at: fc.nat(30),
  isApt: fc.oneof(fc.constant(true), fc.constant(true), fc.boolean()),
  partner: fc.constantFrom(...partners),
  email: fc.constantFrom(...addresses),
  mode: fc.constantFrom("email", "self"),
  isSent: fc.oneof(fc.constant(true), fc.boolean()),
  rotate: fc.boolean(),
  granted: fc.constantFrom("all", "all", "some", "none"),
  isOldLink: fc.oneof(fc.constant(false), fc.constant(false), fc.boolean()),
  isRightCode: fc.oneof(fc.constant(true), fc.boolean()),
  hours: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 30, max: 400 })),
});

/** What the system has to answer: an HTTP status, and of which problem when it is one. */
export type Expected = readonly [status: number, problem?: string];

/** What creating leads to, sent at once or not. */
export function create(world: World, { partner, email, isSent }: Move): Expected {
  if (askable(world, partner, email) === "exists") return [409, "relationship-exists"];
  return isSent && openOne(world, partner, email) ? [409, "open-invitation-exists"] : [201];
}

/** What the model knows of an invitation that has just been made. */
export function made(world: World, id: string, { partner, email, mode, isSent }: Move): Modelled {
  const one: Modelled = {
    ...{ id, partner, email, mode, status: "draft", linkVersion: 0, createdAt: world.now, expiresAt: "" },
    ...{ isViewed: false, hasAsked: false, needsCode: false, code: null, codesOn: new Map<string, number>() },
    ...{ isRestoration: askable(world, partner, email) === "restoration" },
    ...{ types: ["InvitationCreated"], mailedTo: [], granted: null },
  };
  world.invitations.push(one);
  if (isSent) issue(world, one, mode);
  return one;
}

function issue(world: World, one: Modelled, mode: Modelled["mode"]): void {
  Object.assign(one, { status: "pending", mode, needsCode: mode === "self", linkVersion: 1 });
  one.expiresAt = addDays(world.now, lives.invitation);
  goOut(one, "InvitationIssued");
}

/** Whether the link that is used is the newest: an older one gets "replaced", whatever is done with it. */
const isStale = (one: Modelled, { isOldLink }: Move): boolean => isOldLink && one.linkVersion > 1;

/** What a partner's move leads to; it is written into the model when it succeeds. */
export function byPartner(world: World, one: Modelled, move: Move): Expected {
  const { now } = world;
  const wrong: Expected = [409, "wrong-state"];
  const renewed = (): void => {
    one.expiresAt = addDays(now, lives.invitation);
    one.hasAsked = false;
  };
  switch (move.kind) {
    case "edit": {
      if (one.status !== "draft") return wrong;
      const asked = askable(world, one.partner, one.email);
      if (asked === "exists") return [409, "relationship-exists"];
      const isRestoration = asked === "restoration";
      // Every edit says the same, so only the first is a step, and one that finds the customer connected meanwhile.
      if (!one.types.includes("InvitationEdited") || isRestoration !== one.isRestoration)
        one.types.push("InvitationEdited");
      one.isRestoration = isRestoration;
      return [200];
    }
    case "annotate":
      return [200];
    case "draft":
      if (one.linkVersion > 0 && one.mode === "email") return [409, "mailed-invitation"];
      return one.status === "pending" ? [200] : wrong;
    case "cancel":
      if (one.status !== "draft" && one.status !== "pending") return wrong;
      end(one, "cancelled", "InvitationCancelled");
      return [200];
    case "send": {
      if (one.status !== "draft") return wrong;
      const asked = askable(world, one.partner, one.email);
      if (asked === "exists") return [409, "relationship-exists"];
      if (openOne(world, one.partner, one.email)) return [409, "open-invitation-exists"];
      one.isRestoration = asked === "restoration";
      issue(world, one, move.mode);
      return [200];
    }
    case "resend":
    case "renew": {
      if (one.status !== (move.kind === "resend" ? "pending" : "expired")) return wrong;
      const asked = askable(world, one.partner, one.email);
      if (asked !== (one.isRestoration ? "restoration" : "new")) return [409, "relationship-exists"];
      const open = openOne(world, one.partner, one.email);
      if (open && open !== one) return [409, "open-invitation-exists"];
      one.status = "pending";
      if (move.kind === "resend" && move.rotate) one.linkVersion++;
      renewed();
      goOut(one, "InvitationResent");
      return [200];
    }
    case "correct-address": {
      if (one.status !== "pending") return wrong;
      if (move.email === one.email) return [422, "validation"];
      if (one.isRestoration && customerOf(move.email) !== customerOf(one.email)) return [422, "validation"];
      const asked = askable(world, one.partner, move.email);
      if (asked === "exists") return [409, "relationship-exists"];
      if (openOne(world, one.partner, move.email)) return [409, "open-invitation-exists"];
      redirect(one, move.email, asked === "restoration", "InvitationRedirected");
      return [200];
    }
    default:
      throw new Error(`${move.kind} is no move of a partner.`);
  }
}

/** Takes a try of the code that is posted; answers whether it is the newest and still counts. */
function tryCode(one: Modelled, { isRightCode }: Move): boolean {
  const { code } = one;
  if (code === null || code.linkVersion !== one.linkVersion || code.tries >= 5) return false;
  code.tries++;
  return isRightCode;
}

/** What a customer's post leads to; it is written into the model when it succeeds. */
export function byCustomer(world: World, one: Modelled, move: Move): number {
  if (one.linkVersion === 0) return 404;
  if (isStale(one, move)) return 410;
  const day = world.now.slice(0, 10);
  const isConnected = !one.isRestoration && askable(world, one.partner, one.email) !== "new";
  const isOpen = one.status === "pending";
  switch (move.kind) {
    case "seen":
      if (!isOpen) return 409;
      view(one);
      return 204;
    case "code": {
      if (!isOpen) return 409;
      const codes = (one.codesOn.get(day) ?? 0) + 1;
      if (codes > 5) return 429;
      one.codesOn.set(day, codes);
      view(one);
      one.types.push("InvitationCodeRequested");
      return 303;
    }
    case "accept": {
      // Another yes than the one that counts comes too late.
      if (one.status === "accepted") return one.granted === move.granted ? 303 : 409;
      if (!isOpen) return 409;
      const isNone = move.granted === "none";
      // Fabrikam's cloud requires what is asked; a restoration of nothing would be a no.
      const isTooLittle =
        (one.partner === "fabrikam-partner" && move.granted !== "all") || (one.isRestoration && isNone);
      if (isTooLittle || (one.needsCode && !tryCode(one, move))) return 422;
      if (isConnected) return 409;
      view(one);
      end(one, "accepted", "InvitationAccepted");
      one.granted = move.granted;
      const endsAt = isNone ? null : addDays(world.now, lives.grants);
      world.relationships.set(relationshipKey(one.partner, one.email), endsAt);
      return 303;
    }
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
      const isColleague = move.email !== one.email && customerOf(move.email) === customerOf(one.email);
      if (!isColleague) return 422;
      const asked = askable(world, one.partner, move.email);
      if (asked === "exists") return 409;
      if (openOne(world, one.partner, move.email) || !tryCode(one, move)) return 422;
      view(one);
      Object.assign(one, { mode: "email", needsCode: false });
      redirect(one, move.email, asked === "restoration", "InvitationHandedOver");
      return 303;
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

function redirect(one: Modelled, email: Modelled["email"], isRestoration: boolean, type: string): void {
  Object.assign(one, { email, isRestoration, isViewed: false, linkVersion: one.linkVersion + 1 });
  goOut(one, type);
}
