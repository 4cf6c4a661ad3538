import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Refusal } from "../../../shared/kernel/refusal.ts";
import type { Relationship } from "../../../shared/relationship/model.ts";
import { readRelationship, relationshipAsOf } from "../../../shared/relationship/rules/reading.ts";
import { parseStoredRelationship, relationshipItem, withAttendance } from "../../../shared/relationship/items/item.ts";
import type { RelationshipStep } from "../../../shared/relationship/rules/steps.ts";
import { afterSteps } from "../../../shared/kernel/steps.ts";
import { relationshipRow } from "../../../shared/relationship/lifecycle.ts";
import { advanceInTime, relationshipDueAt, settleRelationship } from "../../../shared/relationship/rules/time.ts";
import {
  actOn,
  anyRelationship,
  anyRelationshipAct,
  type RelationshipAct,
} from "../../support/builders/any-relationship.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";

/** Plays a life, and holds each moment of it to `check`. */
const everyMoment = (
  check: (moment: {
    before: Relationship;
    steps: readonly RelationshipStep[];
    after: Relationship;
    at: string;
  }) => void,
) =>
  fc.assert(
    fc.property(anyRelationship, fc.array(anyRelationshipAct, { maxLength: 20 }), (born, acts) => {
      let current = born;
      let at = now;
      for (const act of acts) {
        at = later({ hours: act.hours }, at);
        const before = current;
        const steps = tried(before, act, at);
        current = afterSteps(before, steps);
        check({ before, steps, after: current, at });
      }
    }),
    { numRuns: 300 },
  );

function tried(before: Relationship, act: RelationshipAct, at: string): RelationshipStep[] {
  try {
    return actOn(before, act, at);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

describe("after any actions on a relationship", () => {
  test("what is stored of it reads back as it was", () => {
    everyMoment(({ after }) => {
      const stored: unknown = unmarshall(marshall(relationshipItem(after), { removeUndefinedValues: true }));
      expect(withAttendance(parseStoredRelationship(stored), after.attended)).toEqual(after);
    });
  });

  test("what is granted was asked for, and each permission once", () => {
    everyMoment(({ after }) => {
      const held = after.grants.filter(({ status }) => status === "active").map(({ permission }) => permission);
      expect(after.asked).toEqual(expect.arrayContaining(held));
      const names = after.grants.map(({ permission }) => permission);
      expect(new Set(names).size).toBe(names.length);
    });
  });

  test("every version has one event, without a gap, and the newest has the stored state", () => {
    everyMoment(({ before, steps, after, at }) => {
      expect(steps.map(({ event }) => event.sequence)).toEqual(steps.map((_, step) => before.version + step + 1));
      for (const { event, action } of steps) expect(event.type).toBe(relationshipRow(action).event);
      if (steps.length > 0) expect(steps.at(-1)?.event.data["relationship"]).toEqual(readRelationship(after, at));
    });
  });

  test("no grant lasts longer than granted, except by its own extension or a renewal", () => {
    everyMoment(({ before, steps, after }) => {
      const mayGrow = new Set(
        steps
          .filter(({ action }) => ["amend", "extend-permissions", "renew-permissions"].includes(action))
          .map(({ action }) => action),
      );
      for (const grant of after.grants) {
        const earlier = before.grants.find(({ permission }) => permission === grant.permission);
        if (mayGrow.size === 0) expect(grant.endsAt).toBe(earlier?.endsAt);
        else if (!mayGrow.has("amend")) expect(grant.endsAt >= (earlier?.endsAt ?? "")).toBe(true);
      }
    });
  });

  test("its end is the end: nothing is held, nothing is due, nothing happens", () => {
    everyMoment(({ before, steps, after }) => {
      if (before.status === "terminated") expect(steps).toEqual([]);
      if (after.status !== "terminated") return;
      expect(after.grants.filter(({ status }) => status === "active")).toEqual([]);
      expect(relationshipDueAt(after)).toBeNull();
    });
  });

  test("it is suspended while one side has suspended it, each at most once", () => {
    everyMoment(({ after: { status, suspensions } }) => {
      if (status === "terminated") expect(suspensions).toEqual([]);
      else expect(status).toBe(suspensions.length > 0 ? "suspended" : "active");
      expect(new Set(suspensions.map(({ by }) => by)).size).toBe(suspensions.length);
    });
  });

  test("only an active grant is paused, and only a removed one says who removed it", () => {
    everyMoment(({ after }) => {
      for (const { status, pausedAt, removedBy, via } of after.grants) {
        if (pausedAt !== undefined) expect(status).toBe("active");
        expect([removedBy, via].map((said) => said !== undefined)).toEqual(Array(2).fill(status === "removed"));
      }
    });
  });

  test("nothing that is suspended or paused is extended or renewed", () => {
    everyMoment(({ steps }) => {
      for (const { action, before, event } of steps) {
        if (before === null || !["extend-permissions", "renew-permissions"].includes(action)) continue;
        expect(before.status).toBe("active");
        const moved = event.data["permissions"] as readonly string[];
        const paused = before.grants.filter(({ pausedAt }) => pausedAt !== undefined);
        expect(paused.filter(({ permission }) => moved.includes(permission))).toEqual([]);
      }
    });
  });

  test("a relationship as of any moment is what is written when time is written down then, but for version and time", () => {
    everyMoment(({ before, at }) => {
      const settled = afterSteps(before, settleRelationship(before, at));
      expect(relationshipAsOf(before, at)).toEqual({ ...settled, version: before.version, eventAt: before.eventAt });
    });
  });

  test("after a sweep nothing is due any more", () => {
    everyMoment(({ before, at }) => {
      const swept = afterSteps(before, advanceInTime(before, at));
      const due = relationshipDueAt(swept);
      expect(due === null || due > at).toBe(true);
    });
  });
});
