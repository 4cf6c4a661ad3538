import { addDays, type Instant } from "../../kernel/time.ts";
import type { Change, Grant, Relationship } from "../model.ts";
import { newGrant } from "./grants.ts";
import { relationshipAsOf } from "./reading.ts";

/** What an asked permission would be in a live relationship. */
export interface ComparedGrant {
  readonly change: Change;
  /** The grant after it. */
  readonly grant: Grant;
  /** When the active grant ends as it is now; null if there is none. */
  readonly heldUntil: Instant | null;
}

/** Compares asked grants with those of a relationship. One that would end less than a day later stays as it is. */
export function comparedGrants(stored: Relationship, asked: readonly Grant[], now: Instant): ComparedGrant[] {
  const { grants } = relationshipAsOf(stored, now);
  return asked.map((grant): ComparedGrant => {
    const held = grants.find(({ permission, status }) => permission === grant.permission && status === "active");
    if (held === undefined) return { change: "new", grant, heldUntil: null };
    const isLonger = grant.endsAt >= addDays(held.endsAt, 1);
    const { startsAt, pausedAt, purpose } = held;
    const kept = {
      ...(purpose !== undefined && { purpose }),
      ...grant,
      startsAt,
      ...(pausedAt !== undefined && { pausedAt }),
    };
    const after = isLonger ? kept : held;
    return { change: isLonger ? "longer" : "unchanged", grant: after, heldUntil: held.endsAt };
  });
}

/** What a request asks for, if it is accepted now as a whole: each permission is new, lasts longer or stays as it is. */
export const comparedRequest = (
  stored: Relationship,
  {
    permissions,
    duration,
    autoExtend,
  }: Pick<Grant, "duration" | "autoExtend"> & { readonly permissions: readonly string[] },
  now: Instant,
): ComparedGrant[] =>
  comparedGrants(
    stored,
    permissions.map((permission) => newGrant(permission, { duration, autoExtend }, now)),
    now,
  );

/**
 * Whether an agreement has to be accepted: it is newer than the one that was accepted last. Versions sort by their dates.
 */
export const isNewAgreement = (
  { version }: { readonly version: string },
  relationship: Pick<Relationship, "agreement"> | null,
): boolean => relationship?.agreement === undefined || version > relationship.agreement;
