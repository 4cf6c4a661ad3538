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

describe("a grant with automatic extension", () => {
  test.each([
    ["continues while the customer has an administrator", true, before, "active"],
    ["continues when the last administrator left after the end, however late the sweep", false, after, "active"],
    ["ends when the customer had no administrator at the end", false, before, "expired"],
    ["ends when there was no administrator at the end, even if there is one again", true, after, "expired"],
    ["ends when the last administrator left exactly at the end", false, end, "expired"],
  ])("%s", (_, attended, attendanceSince, status) => {
    const relationship = extending({ attended, attendanceSince });
    const at = later({ hours: 1 }, end);
    expect(readRelationship(relationship, at).grants[0]?.status).toBe(status);
    // What a sweep writes is what a reading shows.
    expect(advanceInTime(relationship, at).map(({ event }) => event.type)).toEqual([
      status === "active" ? "PermissionsExtended" : "PermissionsExpired",
    ]);
  });

  test("is announced as ending while the customer has no administrator", () => {
    const grants = [aGrant("users.admin", { days: 60, autoExtend: true })];
    const unattended = aRelationship({ grants, attended: false, attendanceSince: later({ days: 1 }) });
    expect(advanceInTime(unattended, later({ days: 31 }))[0]?.event).toMatchObject({
      ...{ type: "PermissionsExpiring", data: { willExtend: false, relationship: { attended: false } } },
    });
  });
});
