import { describe, expect, test } from "vitest";
import type { Relationship } from "../../../shared/relationship/model.ts";
import { readRelationship } from "../../../shared/relationship/rules/reading.ts";
import { advanceInTime } from "../../../shared/relationship/rules/time.ts";
import { aGrant, aRelationship } from "../../support/builders/builders.ts";
import { later } from "../../support/builders/fixed-clock.ts";

const end = later({ days: 60 });
const extending = (named: Pick<Relationship, "attended" | "attendanceSince">): Relationship =>
  aRelationship({ grants: [aGrant("users.admin", { days: 60, autoExtend: true, notices: [] })], ...named });
const before = later({ ms: -1 }, end);
const after = later({ ms: 1 }, end);

describe("a grant that extends itself", () => {
  test.each([
    ["goes on while somebody can speak for the customer", true, before, "active"],
    ["goes on where the last administrator was lost after its end, whatever the sweep's lag", false, after, "active"],
    ["ends where nobody could speak for the customer at its end", false, before, "expired"],
    ["ends where nobody could at its end, even once somebody can again", true, after, "expired"],
    ["ends with the very moment at which the last administrator is lost", false, end, "expired"],
  ])("%s", (_, attended, attendanceSince, status) => {
    const relationship = extending({ attended, attendanceSince });
    const at = later({ hours: 1 }, end);
    expect(readRelationship(relationship, at).grants[0]?.status).toBe(status);
    // What a sweep writes is what a reading shows.
    expect(advanceInTime(relationship, at).map(({ event }) => event.type)).toEqual([
      status === "active" ? "PermissionsExtended" : "PermissionsExpired",
    ]);
  });

  test("is announced as ending while nobody can speak for the customer", () => {
    const grants = [aGrant("users.admin", { days: 60, autoExtend: true })];
    const unattended = aRelationship({ grants, attended: false, attendanceSince: later({ days: 1 }) });
    expect(advanceInTime(unattended, later({ days: 31 }))[0]?.event).toMatchObject({
      ...{ type: "PermissionsExpiring", data: { willExtend: false, relationship: { attended: false } } },
    });
  });
});
