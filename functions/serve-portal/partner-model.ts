import type { Partner } from "../../shared/partner/model.ts";
import { isRenewable } from "../../shared/relationship/rules/changes.ts";
import type { Relationship } from "../../shared/relationship/model.ts";
import { lastUseOf, purposeOfGrant, readRelationship } from "../../shared/relationship/rules/reading.ts";
import { isSuspendedBy } from "../../shared/relationship/rules/suspensions.ts";
import type { Instant } from "../../shared/kernel/time.ts";

/** A relationship with its partner, as pages show it. */
export interface PartnerModel {
  readonly id: string;
  readonly partner: Pick<Partner, "id" | "displayName" | "verified" | "supportContact">;
  readonly type: Relationship["type"];
  readonly status: Relationship["status"];
  readonly since: Instant;
  /** Null while it is live. */
  readonly endedAt: Instant | null;
  readonly grants: readonly GrantModel[];
  /** Whether the partner must still give support although it has no permissions left. */
  readonly isLeftWithSupport: boolean;
  /** Whether the partner is frozen, so that its permissions are suspended. */
  readonly isOnHold: boolean;
  /** Whether the operator has suspended it, and whether the customer has paused it. */
  readonly isSuspended: boolean;
  readonly isPaused: boolean;
  /** Whether a renewal is possible and would change an end. */
  readonly mayRenew: boolean;
}

/** One permission and its time. */
export interface GrantModel {
  readonly permission: string;
  readonly status: "active" | "removed" | "expired";
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly autoExtend: boolean;
  /** Why it was asked, in the partner's words; null if that was not said. */
  readonly purpose: string | null;
  /** The date of its last use; null if none is known. */
  readonly lastUsedAt: string | null;
  /** Since when the customer has paused it; null if it has not. */
  readonly pausedAt: Instant | null;
}

/** The model of a relationship at a moment. Grants past their end are shown as expired. */
export function partnerModel(relationship: Relationship, partner: Partner, now: Instant): PartnerModel {
  const {
    id,
    status,
    relationship: type,
    grants,
    establishedAt,
    adminPermissions,
    termination,
  } = readRelationship(relationship, now);
  return {
    id,
    partner,
    type,
    status,
    since: establishedAt,
    endedAt: termination?.at ?? null,
    grants: grants.map(({ pausedAt = null, ...grant }) => ({
      ...{
        ...grant,
        pausedAt,
        purpose: purposeOfGrant(relationship, grant),
        lastUsedAt: lastUseOf(relationship, grant),
      },
    })),
    isSuspended: isSuspendedBy(relationship, "operator"),
    isPaused: isSuspendedBy(relationship, "customer"),
    isOnHold: status !== "terminated" && partner.frozen,
    mayRenew: !partner.frozen && isRenewable(relationship, now),
    isLeftWithSupport: status !== "terminated" && (adminPermissions === "removed" || adminPermissions === "expired"),
  };
}
