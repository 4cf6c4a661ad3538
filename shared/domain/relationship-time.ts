import { dueOf, isOver, noticedGrant } from "./grants.ts";
import { extendsItself, grantAt, type Relationship } from "./relationship.ts";
import { grantsStep, inTurn, type RelationshipStep } from "./relationship-steps.ts";
import type { Instant } from "./time.ts";

/** When time next asks something of a relationship; null when it never does. */
export const relationshipDueAt = ({ grants }: Pick<Relationship, "grants">): Instant | null =>
  grants
    .map(dueOf)
    .filter((due) => due !== null)
    .sort()[0] ?? null;

/** Writes down what time has decided by now: grants that are over, and those that went on. */
export const settle = (before: Relationship, now: Instant): RelationshipStep[] =>
  inTurn(
    before,
    (current) =>
      grantsStep(
        "expire-permissions",
        current,
        now,
        (grant) => (isOver(grant, now) && !extendsItself(current, grant) ? grantAt(current, grant, now) : null),
        {},
      ),
    (current) =>
      grantsStep(
        "extend-permissions",
        current,
        now,
        (grant) => (isOver(grant, now) ? grantAt(current, grant, now) : null),
        {},
      ),
  );

/** All that is due by now: what is over or goes on, and then the notices about what will (product table, rows 34 and 38). */
export const advanceInTime = (before: Relationship, now: Instant): RelationshipStep[] =>
  inTurn(
    before,
    (current) => settle(current, now),
    (current) => announce(current, now, false),
    (current) => announce(current, now, true),
  );

/** What extends itself is announced once, and asks nothing of anybody. */
const announce = (before: Relationship, now: Instant, willExtend: boolean): RelationshipStep[] =>
  grantsStep(
    "announce-end",
    before,
    now,
    (grant) => {
      const due = dueOf(grant);
      if (due === null || due > now || extendsItself(before, grant) !== willExtend) return null;
      return willExtend ? { ...grant, notices: [] } : noticedGrant(grant, now);
    },
    { willExtend },
  );
