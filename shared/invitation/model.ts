import * as z from "zod/mini";
import type { Actor, DomainEvent } from "../events/event.ts";
import type { InvitationAction } from "./lifecycle.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import type { Instant } from "../kernel/time.ts";
import { digest, duration, instant, reminderEntry } from "../schema/primitives.ts";
import { count, hasEvents, idOf, personal, personalText, text, version } from "../schema/values.ts";
import { changes } from "../relationship/model.ts";
import { agreement, asked, offer, terms } from "../terms/model.ts";

/** How the link reaches the customer: by Rapport's mail, or by the partner's own hand. */
export const sendMode = z.enum(["email", "self"]);
export type SendMode = z.output<typeof sendMode>;

/** What sending adds. */
export const issue = z.object({
  mode: sendMode,
  offer,
  offerDigest: digest,
  portal: text,
  /** The numbers in the personal link, which is never stored (decision 0003). */
  linkVersion: version,
  linkEpoch: version,
  /** Version of the link from which the request was handed over to its present reader, if it was. */
  handOverVersion: z.nullable(version),
  /** The address that handed the request over to its present reader, if any. */
  handedOverBy: personal(z.nullable(text)),
  handOvers: count,
  /** Version of the invitation that requested the newest mail. Reports about older mails are ignored. */
  mailSequence: version,
  issuedAt: instant,
  /** When the newest mail was requested. Its delivery and the reminders count from here. */
  askedAt: instant,
  expiresAt: instant,
  viewedAt: z.nullable(instant),
  /** When the customer asked for a new link after the end. */
  renewalRequestedAt: z.nullable(instant),
  /** Whether accepting needs the mailed code, because the partner had the link. */
  codeRequired: z.boolean(),
  /**
   * Some of the customers of the address when it was asked, so that accepting reads them at once; absent if nothing was known
   * of it. Nobody reads them here: they may have changed.
   */
  known: z.optional(z.array(idOf("customer"))),
  reminders: z.object({ plan: z.array(reminderEntry), sent: count, lastAt: z.nullable(instant) }),
});
export type Issue = DeepReadonly<z.output<typeof issue>>;

/** The change of a permission that was granted to a live relationship. */
export const amendedPermission = z.object({ permission: text, change: z.enum(changes), endsAt: instant });

/** The customer's answer. */
export const decision = z.object({
  /** `reported`: declined because the customer does not know the partner. */
  outcome: z.enum(["accepted", "declined", "reported"]),
  partial: z.boolean(),
  granted: asked.permissions,
  duration: z.nullable(duration),
  by: z.object({
    name: personal(z.nullable(text)),
    email: personal(z.nullable(text)),
    title: personal(z.nullable(text)),
  }),
  reason: personal(z.nullable(text)),
  via: z.enum(["page", "callback"]),
  agreement: z.nullable(agreement),
  /** The change of each granted permission of a live relationship; absent if the relationship was new. */
  changes: z.optional(z.array(amendedPermission)),
});
export type Decision = DeepReadonly<z.output<typeof decision>>;

/** Why an invitation was cancelled, for programs. */
export const cancelCodes = ["by-partner", "draft-dropped", "relationship-ended", "addressee-left"] as const;
export type CancelCode = (typeof cancelCodes)[number];

/** How an invitation came about: a partner's request, or one for more permissions of a live relationship. */
export const origins = ["partner", "standing-link", "amendment"] as const;

/** The fields of every status, besides the terms. */
export const base = {
  id: idOf("invitation"),
  partnerId: idOf("partner"),
  /** Whether its partner is a sandbox, so that it is test data. */
  sandbox: z.boolean(),
  cloud: text,
  version,
  createdBy: z.object({ id: text, email: personalText }),
  createdAt: instant,
  /** Absent: a partner's request. */
  origin: z.optional(z.enum(origins)),
  /** The relationship whose permissions are requested, or the one that acceptance establishes. */
  relationshipId: z.nullable(idOf("relationship")),
  /** The customer of that relationship; null until one is known. */
  customerId: z.nullable(idOf("customer")),
};
const stored = { ...base, terms, ...hasEvents };
const decided = { ...stored, issue, decidedAt: instant, decision };
const draft = z.object({ ...stored, status: z.literal("draft"), issue: z.null() });
const pending = z.object({ ...stored, status: z.literal("pending"), issue });
const accepted = z.object({
  ...decided,
  status: z.literal("accepted"),
  relationshipId: idOf("relationship"),
  customerId: idOf("customer"),
});
const declined = z.object({
  ...decided,
  status: z.literal("declined"),
  /** Whether the customer reported the partner. Only the operator and the customer can read it. */
  isReported: z.boolean(),
});
/** What being cancelled adds; `decidedAt` is when, which readings call so. */
export const cancellation = { cancelReason: personal(z.nullable(text)), cancelCode: z.enum(cancelCodes) };
const cancelled = z.object({
  ...stored,
  status: z.literal("cancelled"),
  issue: z.nullable(issue),
  decidedAt: instant,
  ...cancellation,
});
const expired = z.object({ ...stored, status: z.literal("expired"), issue });

export type Draft = DeepReadonly<z.output<typeof draft>>;
export type Pending = DeepReadonly<z.output<typeof pending>>;
export type Accepted = DeepReadonly<z.output<typeof accepted>>;
export type Declined = DeepReadonly<z.output<typeof declined>>;
export type Cancelled = DeepReadonly<z.output<typeof cancelled>>;
export type Expired = DeepReadonly<z.output<typeof expired>>;

/** One request by a partner to one customer address. */
export const invitation = z.discriminatedUnion("status", [draft, pending, accepted, declined, cancelled, expired]);
export type Invitation = Draft | Pending | Accepted | Declined | Cancelled | Expired;

/** A partner's own marks on an invitation, never shown to the customer; an aggregate of their own. */
export const notes = z.object({
  invitationId: idOf("invitation"),
  version: count,
  reference: personal(z.nullable(text)),
  notes: personal(z.nullable(text)),
  tags: personal(z.array(text)),
  ...hasEvents,
});
export type Notes = DeepReadonly<z.output<typeof notes>>;

/** A step of an invitation: the state before (null when it is made), the state after, and what happened between. */
export interface InvitationChange<After extends Invitation = Invitation> {
  readonly action: InvitationAction;
  readonly before: Invitation | null;
  readonly after: After;
  readonly events: readonly DomainEvent[];
}

export interface Moment {
  readonly actor: Actor;
  readonly now: Instant;
}

/** The invitation at a moment: an overdue one is expired, even if no sweep has written that yet. */
export const asOf = (stored: Invitation, now: Instant): Invitation =>
  stored.status === "pending" && stored.issue.expiresAt <= now ? { ...stored, status: "expired" } : stored;
