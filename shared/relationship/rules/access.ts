import type { Instant } from "../../kernel/time.ts";
import type { PartnerUser, UserRole } from "../../users/model.ts";
import type { Grant, Relationship } from "../model.ts";
import { relationshipAsOf } from "./reading.ts";
import { isSuspendedBy } from "./suspensions.ts";

/**
 * Why a partner may act for a customer now, or may not, in the words that callers get. Of several answers, as of two relationships,
 * the one that is further up here counts.
 */
export const accessReasons = {
  granted: { allowed: true, message: "The customer has granted the permission." },
  "no-permission-needed": { allowed: true, message: "A reseller manages this service without a permission." },
  "unknown-user": { allowed: false, message: "The partner has no such user, or has removed it." },
  "not-assigned": {
    allowed: false,
    message: "The partner may, but the role of this user does not include it.",
  },
  "permission-paused": { allowed: false, message: "The customer has paused the permission." },
  "paused-by-customer": { allowed: false, message: "The customer has paused the relationship." },
  "partner-frozen": { allowed: false, message: "The operator has frozen the partner." },
  "relationship-suspended": { allowed: false, message: "The operator has suspended the relationship." },
  "permission-expired": { allowed: false, message: "The permission has expired. Ask the customer to renew it." },
  "permission-removed": { allowed: false, message: "The permission was removed. Ask the customer to grant it again." },
  "advisor-buys-nothing": {
    allowed: false,
    message: "Only a reseller manages this service without a permission. The partner is the customer's advisor.",
  },
  "never-granted": { allowed: false, message: "The customer has not granted the permission to the partner." },
  "relationship-ended": { allowed: false, message: "The relationship with the customer has ended." },
  "no-relationship": { allowed: false, message: "The partner has no relationship with the customer." },
} as const satisfies Readonly<Record<string, { readonly allowed: boolean; readonly message: string }>>;

/** Why a partner may act for a customer, or may not. */
export type AccessReason = keyof typeof accessReasons;

/** What is to be done: what needs one of some permissions, or, for a reseller, none. */
export interface WantedAccess {
  readonly permissions: readonly string[];
  readonly withoutPermission: boolean;
}

/** What decides on access, as it was read. */
export interface AccessFacts {
  /** Relationships of partner and customer; ended ones do not count. */
  readonly relationships: readonly Relationship[];
  /** Whether the partner ever had one. */
  readonly isKnown: boolean;
  readonly frozen: boolean;
  /** Who of the partner is to act; null for somebody unknown, absent for the partner as such. */
  readonly user?: Pick<PartnerUser, "id" | "role"> | null;
}

/** The answer to whether a partner may act for a customer. */
export interface Access {
  readonly reason: AccessReason;
  /** The end of the grant that allows it. */
  readonly until: Instant | null;
  readonly relationshipId: string | null;
  /** The permission that allows it, or would. */
  readonly permission: string | null;
}

/** Whether an answer allows it. */
export const isAllowed = ({ reason }: Pick<Access, "reason">): boolean => accessReasons[reason].allowed;

/** The one place that decides whether a partner may act for a customer now. */
export function decideAccess(facts: AccessFacts, wanted: WantedAccess, now: Instant): Access {
  const live = facts.relationships.filter(({ status }) => status !== "terminated");
  const answers = live.flatMap((relationship) => answersOf(relationship, facts, wanted, now));
  const [best] = answers.toSorted(
    (a, b) => rank.indexOf(a.reason) - rank.indexOf(b.reason) || ((a.until ?? "") < (b.until ?? "") ? 1 : -1),
  );
  const reason = facts.isKnown ? "relationship-ended" : "no-relationship";
  return best ?? { reason, until: null, relationshipId: null, permission: onlyOne(wanted) };
}

const rank = Object.keys(accessReasons) as readonly AccessReason[];

const onlyOne = ({ permissions }: WantedAccess): string | null => (permissions.length === 1 ? permissions[0]! : null);

/** What a relationship says to each permission, and to having none. */
function answersOf(stored: Relationship, facts: AccessFacts, wanted: WantedAccess, now: Instant): Access[] {
  const relationship = relationshipAsOf(stored, now);
  const hindrance = hindranceOf(relationship, facts);
  const answer = (permission: string | null, grant: Grant | null, reason: AccessReason): Access => {
    const hindrances = [
      hindrance,
      grant?.pausedAt === undefined ? null : ("permission-paused" as const),
      hindranceOfUser(facts, grant),
    ];
    const given = accessReasons[reason].allowed ? (hindrances.find((one) => one !== null) ?? reason) : reason;
    const until = grant !== null && accessReasons[given].allowed ? grant.endsAt : null;
    return { reason: given, until, relationshipId: relationship.id, permission };
  };
  const granted = wanted.permissions.flatMap((permission) => {
    const grant = relationship.grants.find((one) => one.permission === permission);
    return grant === undefined ? [] : [answer(permission, grant, reasonOf[grant.status])];
  });
  if (wanted.withoutPermission && relationship.type === "reseller")
    return [...granted, answer(null, null, "no-permission-needed")];
  if (granted.length > 0) return granted;
  return [answer(onlyOne(wanted), null, wanted.withoutPermission ? "advisor-buys-nothing" : "never-granted")];
}

const reasonOf: Readonly<Record<Grant["status"], AccessReason>> = {
  active: "granted",
  removed: "permission-removed",
  expired: "permission-expired",
};

/** What holds back everything that a relationship allows. */
function hindranceOf(relationship: Relationship, { frozen }: AccessFacts): AccessReason | null {
  if (frozen) return "partner-frozen";
  if (isSuspendedBy(relationship, "operator")) return "relationship-suspended";
  return isSuspendedBy(relationship, "customer") ? "paused-by-customer" : null;
}

/** Roles of users that act by a permission that is assigned to nobody, and by none. */
const acting: Readonly<Record<"permission" | "none", readonly UserRole[]>> = {
  permission: ["admin", "helpdesk"],
  none: ["admin", "helpdesk", "sales"],
};

/** What holds back a user of a partner that may act. */
function hindranceOfUser({ user }: AccessFacts, grant: Grant | null): AccessReason | null {
  if (user === undefined) return null;
  if (user === null) return "unknown-user";
  return acting[grant === null ? "none" : "permission"].includes(user.role) ? null : "not-assigned";
}
