import { dueOf, noticedGrant } from "./grants.ts";
import type { Relationship, Grant } from "../model.ts";
import { extendsItself, grantAt } from "./reading.ts";
import { grantsStep, type RelationshipStep } from "./steps.ts";
import { inTurn } from "../../kernel/steps.ts";
import type { Instant } from "../../kernel/time.ts";

/** When time next asks something of a relationship; null when it never does. */
export const relationshipDueAt = ({ grants }: Pick<Relationship, "grants">): Instant | null =>
  grants
    .map(dueOf)
    .filter((due) => due !== null)
    .sort()[0] ?? null;

/** Writes down what time has decided: the grants that are over, and then those that went on. */
export const settleRelationship = (stored: Relationship, now: Instant): RelationshipStep[] =>
  inTurn(
    stored,
    (current) => grantsStep("expire-permissions", current, now, (grant) => decided(current, grant, "expired", now), {}),
    (current) => grantsStep("extend-permissions", current, now, (grant) => decided(current, grant, "active", now), {}),
  );

/** The grant as time has changed it, if that is the given status; otherwise null. */
function decided(stored: Relationship, grant: Grant, status: Grant["status"], now: Instant): Grant | null {
  const current = grantAt(stored, grant, now);
  return current !== grant && current.status === status ? current : null;
}

/** All that is due: expired and extended grants, then notices about coming ends. */
export const advanceInTime = (before: Relationship, now: Instant): RelationshipStep[] =>
  inTurn(
    before,
    (current) => settleRelationship(current, now),
    (current) => announce(current, now, false),
    (current) => announce(current, now, true),
  );

/** An automatic extension is announced once. */
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
