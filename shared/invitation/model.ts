import type { Actor, DomainEvent, HasEvents } from "../events/event.ts";
import type { InvitationAction } from "./lifecycle.ts";
import type { Offer, OfferDigest, RelationshipType } from "../terms/model.ts";
import type { ReminderEntry } from "../reminders/rules/plan.ts";
import type { Duration, Instant } from "../kernel/time.ts";

/** How the link reaches the customer: by Rapport's mail, or by the partner's own hand. */
export type SendMode = "email" | "self";

/** A partner's own words; the text holds `{{link}}`. */
export interface Message {
  readonly subject: string;
  readonly text: string;
}

/** What a partner writes; editable until sent. */
export interface InvitationTerms {
  readonly customer: {
    readonly email: string;
    readonly organization: string | null;
    readonly contactName: string | null;
    /** Null where nobody said it: pages ask the browser then. */
    readonly locale: string | null;
  };
  /** Language of mails where the customer's is not known: the partner's own. */
  readonly locale: string;
  readonly relationship: RelationshipType;
  /** The address is asked for an organisation for which it has not accepted this relationship yet. */
  readonly anotherOrganization: boolean;
  readonly permissions: readonly string[];
  readonly duration: Duration;
  readonly autoExtend: boolean;
  readonly message: Message | null;
  readonly expiresIn: Duration;
  /** Null: the default plan where Rapport sends, none where the partner sends. */
  readonly reminders: readonly ReminderEntry[] | null;
}

/** What sending adds. */
export interface Issue {
  readonly mode: SendMode;
  readonly offer: Offer;
  readonly offerDigest: OfferDigest;
  readonly portal: string;
  /** The numbers in the personal link; nothing else of it is stored (decision 0003). */
  readonly linkVersion: number;
  readonly linkEpoch: number;
  /** Version of the link with which a colleague handed the request over to its present reader; null where nobody did. */
  readonly handOverVersion: number | null;
  /** The address that handed it over to its present reader; null where nobody did. */
  readonly handedOverBy: string | null;
  /** How often it was handed over. */
  readonly handOvers: number;
  /** Version of the invitation at which the newest mail was asked for; mail events about an older one are ignored. */
  readonly mailSequence: number;
  readonly issuedAt: Instant;
  /** When the newest mail was asked for, to whatever address: its delivery and the reminders count from here. */
  readonly askedAt: Instant;
  readonly expiresAt: Instant;
  readonly viewedAt: Instant | null;
  /** When the customer asked for a new link after the end; counted once per issue. */
  readonly renewalRequestedAt: Instant | null;
  /** Whether accepting needs the mailed code, because the partner had the link in hands. */
  readonly codeRequired: boolean;
  readonly reminders: {
    readonly plan: readonly ReminderEntry[];
    readonly sent: number;
    readonly lastAt: Instant | null;
  };
}

/** The customer's answer. */
export interface Decision {
  /** `reported`: declined as a request of somebody who is not known. */
  readonly outcome: "accepted" | "declined" | "reported";
  readonly partial: boolean;
  readonly granted: readonly string[];
  readonly duration: Duration | null;
  readonly by: { readonly name: string | null; readonly email: string | null; readonly title: string | null };
  readonly reason: string | null;
  readonly via: "page" | "callback";
  /** The agreement taken, by version and document hash. */
  readonly agreement: { readonly version: string; readonly hash: string } | null;
}

/** Why an invitation was cancelled, for programs. */
export const cancelCodes = ["by-partner", "draft-dropped", "relationship-ended", "addressee-left"] as const;
export type CancelCode = (typeof cancelCodes)[number];

interface Base extends HasEvents {
  readonly id: string;
  readonly partnerId: string;
  /** Whether its partner is a sandbox: a test, of which no stranger hears. */
  readonly sandbox: boolean;
  readonly cloud: string;
  readonly version: number;
  readonly createdBy: { readonly id: string; readonly email: string };
  readonly createdAt: Instant;
  readonly terms: InvitationTerms;
  /** The relationship that is restored, known from the start; otherwise the one that acceptance establishes. */
  readonly relationshipId: string | null;
  /** The customer of that relationship; null until one is known. */
  readonly customerId: string | null;
}

export type Draft = Base & { readonly status: "draft"; readonly issue: null };
export type Pending = Base & { readonly status: "pending"; readonly issue: Issue };
export type Accepted = Base & {
  readonly status: "accepted";
  readonly issue: Issue;
  readonly decidedAt: Instant;
  readonly decision: Decision;
  readonly relationshipId: string;
  readonly customerId: string;
};
export type Declined = Base & {
  readonly status: "declined";
  readonly issue: Issue;
  readonly decidedAt: Instant;
  readonly decision: Decision;
  /** Whether the customer said that the partner is unknown. The operator's and the customer's business: no partner reads it. */
  readonly isReported: boolean;
};
export type Cancelled = Base & {
  readonly status: "cancelled";
  readonly issue: Issue | null;
  /** When it was cancelled; readings call it so. */
  readonly decidedAt: Instant;
  readonly cancelReason: string | null;
  readonly cancelCode: CancelCode;
};
export type Expired = Base & { readonly status: "expired"; readonly issue: Issue };

/** One request by a partner to one customer address. */
export type Invitation = Draft | Pending | Accepted | Declined | Cancelled | Expired;

/** A step of an invitation: the state before (null when it is made), the state after, and what happened between. */
export interface InvitationChange<After extends Invitation = Invitation> {
  readonly action: InvitationAction;
  readonly before: Invitation | null;
  readonly after: After;
  readonly events: readonly DomainEvent[];
}

/** Who acts and when. */
export interface Moment {
  readonly actor: Actor;
  readonly now: Instant;
}

/**
 * An invitation as the clock has it, whatever the sweep's lag: an overdue one is expired, at the version that is stored,
 * for nothing is written yet. Readings, guards and sweeps all follow this rule.
 */
export const asOf = (stored: Invitation, now: Instant): Invitation =>
  stored.status === "pending" && stored.issue.expiresAt <= now ? { ...stored, status: "expired" } : stored;
