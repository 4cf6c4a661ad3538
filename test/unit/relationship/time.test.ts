import { describe, expect, test } from "vitest";
import type { Relationship, Grant } from "../../../shared/relationship/model.ts";
import { isRestorable, readRelationship } from "../../../shared/relationship/rules/reading.ts";
import {
  removePermissions,
  renewPermissions,
  terminateRelationship,
} from "../../../shared/relationship/rules/changes.ts";
import { afterSteps } from "../../../shared/kernel/steps.ts";
import type { RelationshipStep } from "../../../shared/relationship/rules/steps.ts";
import { advanceInTime, relationshipDueAt } from "../../../shared/relationship/rules/time.ts";
import { aGrant, aRelationship } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";

const withGrants = (...grants: Grant[]): Relationship => aRelationship({ grants });
const at = (days: number) => later({ days });
const by = { administrator: "A", side: "customer", via: "portal" } as const;

/** Lets a sweep look at each of these days, and answers what it wrote, with its day. */
function sweepOn(relationship: Relationship, days: readonly number[]) {
  const written: (readonly [day: number, type: string, permissions: unknown])[] = [];
  let current = relationship;
  for (const day of days) {
    const steps = advanceInTime(current, at(day));
    for (const { event } of steps) written.push([day, event.type, event.data["permissions"]]);
    current = afterSteps(current, steps);
  }
  return { written, current };
}
const everyDay = (to: number) => Array.from({ length: to + 1 }, (_, day) => day);
const daysOf = (relationship: Relationship, days: readonly number[]) =>
  sweepOn(relationship, days).written.map(([day, type]) => [day, type]);

describe("notices", () => {
  test("come 30, 7 and 1 days before the end, and the end on its day", () => {
    const { written, current } = sweepOn(withGrants(aGrant("a"), aGrant("b")), everyDay(90));
    expect(written).toEqual([
      [30, "PermissionsExpiring", ["a", "b"]],
      [53, "PermissionsExpiring", ["a", "b"]],
      [59, "PermissionsExpiring", ["a", "b"]],
      [60, "PermissionsExpired", ["a", "b"]],
    ]);
    expect(relationshipDueAt(current)).toBeNull();
  });

  test("that were missed become one, and none follow after the end", () => {
    expect(daysOf(withGrants(aGrant()), [58, 59, 60])).toEqual([
      [58, "PermissionsExpiring"],
      [59, "PermissionsExpiring"],
      [60, "PermissionsExpired"],
    ]);
    expect(daysOf(withGrants(aGrant()), [400, 401])).toEqual([[400, "PermissionsExpired"]]);
  });

  test("of a short grant are those that lie ahead", () => {
    expect(daysOf(withGrants(aGrant("a", { days: 7 })), everyDay(10))).toEqual([
      [6, "PermissionsExpiring"],
      [7, "PermissionsExpired"],
    ]);
    expect(daysOf(withGrants(aGrant("a", { days: 1 })), everyDay(3))).toEqual([[1, "PermissionsExpired"]]);
  });

  test("name only the permissions whose end they are about", () => {
    const { written } = sweepOn(withGrants(aGrant("a", { days: 40 }), aGrant("b", { days: 60 })), everyDay(31));
    expect(written).toEqual([
      [10, "PermissionsExpiring", ["a"]],
      [30, "PermissionsExpiring", ["b"]],
    ]);
  });

  test("are one where the permission will extend itself, and say so", () => {
    const relationship = withGrants(aGrant("a", { autoExtend: true }));
    expect(daysOf(relationship, everyDay(60))).toEqual([
      [30, "PermissionsExpiring"],
      [60, "PermissionsExtended"],
    ]);
    const willExtend = (of: Relationship) => advanceInTime(of, at(30))[0]?.event.data["willExtend"];
    expect(willExtend(relationship)).toBe(true);
    expect(willExtend(withGrants(aGrant()))).toBe(false);
  });

  test("begin again after a renewal", () => {
    const renewed = afterSteps(aRelationship(), renewPermissions(aRelationship(), { now: at(50), by }));
    expect(relationshipDueAt(renewed)).toBe(at(80));
    expect(daysOf(renewed, everyDay(110)).map(([day]) => day)).toEqual([80, 103, 109, 110]);
  });

  test("are none of what was taken back or ended", () => {
    const ended = afterSteps(
      aRelationship(),
      terminateRelationship(aRelationship(), null, { now, by, cancelledInvitations: [] }),
    );
    expect([relationshipDueAt(ended), advanceInTime(ended, at(400))]).toEqual([null, []]);
    expect(relationshipDueAt(withGrants(aGrant("a", { status: "removed" })))).toBeNull();
  });
});

describe("a grant that extends itself", () => {
  const relationship = withGrants(aGrant("a", { autoExtend: true }));

  test("goes on for 180 days at each end", () => {
    const { written, current } = sweepOn(relationship, everyDay(430));
    expect(written.filter(([, type]) => type === "PermissionsExtended").map(([day]) => day)).toEqual([60, 240, 420]);
    expect(current.grants[0]).toMatchObject({ status: "active", startsAt: now, endsAt: at(600), duration: "P60D" });
  });

  test("that no sweep saw for years ends in the future after one event", () => {
    const { written, current } = sweepOn(relationship, [60 + 180 * 5 + 1]);
    expect(written).toEqual([[961, "PermissionsExtended", ["a"]]]);
    expect(current.grants[0]?.endsAt).toBe(at(60 + 180 * 6));
  });

  test("whose extension would end at this very moment goes on for the next 180 days at once", () => {
    const { written, current } = sweepOn(relationship, [240]);
    expect(written).toEqual([[240, "PermissionsExtended", ["a"]]]);
    expect(current.grants[0]?.endsAt).toBe(at(420));
  });

  test("reads as extended before the sweep has written it, and can be asked for again no more than before", () => {
    const reading = readRelationship(relationship, at(61));
    expect(reading).toMatchObject({ adminPermissions: "partly-granted", grants: [{ endsAt: at(240) }] });
    expect(isRestorable(relationship, at(61))).toBe(false);
    expect(reading.grants).toEqual(readRelationship(sweepOn(relationship, [61]).current, at(61)).grants);
  });

  test("expires like any other while its relationship is suspended", () => {
    const suspended: Relationship = { ...relationship, status: "suspended" };
    expect(daysOf(suspended, [60])).toEqual([[60, "PermissionsExpired"]]);
  });

  test("ends beside one that expires, each with its own event", () => {
    const both = withGrants(aGrant("a", { autoExtend: true }), aGrant("b"));
    expect(sweepOn(both, [60]).written).toEqual([
      [60, "PermissionsExpired", ["b"]],
      [60, "PermissionsExtended", ["a"]],
    ]);
  });
});

describe("what time has decided", () => {
  const over = withGrants(aGrant("a"), aGrant("b", { days: 90 }));
  const typesOf = (steps: readonly RelationshipStep[]) => steps.map(({ event }) => event.type);

  test("is written before an act, and not at all where the act changes nothing", () => {
    const act = { now: at(60), by };
    expect(typesOf(removePermissions(over, ["b"], act))).toEqual(["PermissionsExpired", "PermissionsRemoved"]);
    expect(removePermissions(over, ["a"], act)).toEqual([]);
  });
});
