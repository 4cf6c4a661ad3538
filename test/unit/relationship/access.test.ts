import { describe, expect, test } from "vitest";
import {
  accessReasons,
  decideAccess,
  isAllowed,
  type AccessFacts,
  type AccessReason,
  type WantedAccess,
} from "../../../shared/relationship/rules/access.ts";
import type { Relationship } from "../../../shared/relationship/model.ts";
import { aGrant, aRelationship, aUser } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";

const wanted: WantedAccess = { permissions: ["users.admin"], withoutPermission: false };
const service: WantedAccess = { permissions: ["users.admin", "helpdesk"], withoutPermission: false };
const free: WantedAccess = { permissions: ["azure.admin"], withoutPermission: true };
const factsOf = (relationships: readonly Relationship[], named: Partial<AccessFacts> = {}): AccessFacts => ({
  ...{ relationships, isKnown: true, frozen: false },
  ...named,
});
const decide = (
  relationships: readonly Relationship[],
  { want = wanted, at = now, ...named }: Partial<AccessFacts> & { want?: WantedAccess; at?: string } = {},
) => decideAccess(factsOf(relationships, named), want, at);

const held = (named: Partial<Relationship> = {}) => aRelationship({ grants: [aGrant("users.admin")], ...named });
const advisor = (named: Partial<Relationship> = {}) => held({ id: "rel_2", type: "advisor", ...named });
const grants = (...some: Relationship["grants"]) => ({ grants: some });

describe("access", () => {
  test.each<[string, AccessReason, ReturnType<typeof decide>]>([
    ["an active grant gives it", "granted", decide([held()])],
    ["a service is opened by any permission for it", "granted", decide([held()], { want: service })],
    ["a reseller needs no permission where none is needed", "no-permission-needed", decide([held()], { want: free })],
    ["an advisor buys nothing", "advisor-buys-nothing", decide([advisor()], { want: free })],
    ["a stranger has none", "no-relationship", decide([], { isKnown: false })],
    ["it ends with the relationship", "relationship-ended", decide([])],
    ["an ended relationship gives none", "relationship-ended", decide([held({ status: "terminated" })])],
    ["a suspended relationship gives none", "relationship-suspended", decide([held({ status: "suspended" })])],
    ["a suspended one not even without permission", "relationship-suspended", suspendedFree()],
    ["the customer can pause it", "paused-by-customer", decide([held(paused("customer"))])],
    [
      "the operator's suspension goes before the pause",
      "relationship-suspended",
      decide([held(paused("customer", "operator"))]),
    ],
    ["the customer can pause one permission", "permission-paused", decide([held(grants(resting("users.admin")))])],
    [
      "a service is open by another one",
      "granted",
      decide([held(grants(resting("users.admin"), aGrant("helpdesk")))], { want: service }),
    ],
    ["a frozen partner has none", "partner-frozen", decide([held()], { frozen: true })],
    ["what was not granted gives none", "never-granted", decide([held(grants())])],
    ["a removed grant gives none", "permission-removed", decide([held(removed())])],
    ["an expired grant gives none", "permission-expired", decide([held()], { at: later({ days: 61 }) })],
    ["an advisor with a grant manages what a reseller buys", "granted", decide([advisor(azure())], { want: free })],
  ])("%s: %s", (_, reason, found) => {
    expect(found).toMatchObject({ reason });
    expect(isAllowed(found)).toBe(["granted", "no-permission-needed"].includes(reason));
  });

  test("of two relationships the better answer counts, whichever was read first", () => {
    const pairs: [Relationship, Relationship, AccessReason, string][] = [
      [held(removed()), advisor(), "granted", "rel_2"],
      [held({ status: "suspended" }), advisor(), "granted", "rel_2"],
      [held({ status: "suspended" }), advisor(grants()), "relationship-suspended", held().id],
      [held(grants()), advisor(removed()), "permission-removed", "rel_2"],
    ];
    for (const [reseller, other, reason, relationshipId] of pairs) {
      for (const both of [
        [reseller, other],
        [other, reseller],
      ])
        expect(decide(both)).toMatchObject({ reason, relationshipId });
    }
    expect(decide([advisor(), held({ status: "suspended" })], { want: free }).reason).toBe("relationship-suspended");
    expect(decide([advisor(), held()], { want: free }).reason).toBe("no-permission-needed");
  });

  test("an answer names permission, relationship and end of the grant that lasts longest", () => {
    const [short, long] = [aGrant("users.admin", { days: 10 }), aGrant("helpdesk", { days: 20 })];
    expect(decide([held(grants(short, long))], { want: service })).toEqual({
      ...{ reason: "granted", until: long.endsAt, relationshipId: held().id, permission: "helpdesk" },
    });
    const refused = { reason: "permission-removed", until: null, relationshipId: held().id, permission: "users.admin" };
    expect(decide([held(removed())])).toEqual(refused);
    const none = { reason: "no-relationship", until: null, relationshipId: null };
    expect(decide([], { isKnown: false })).toEqual({ ...none, permission: "users.admin" });
    expect(decide([], { isKnown: false, want: service })).toEqual({ ...none, permission: null });
  });

  test("grants of an unattended customer hold until their end and are not extended", () => {
    const extended = [aGrant("users.admin", { autoExtend: true })];
    const unattended = { attended: false, attendanceSince: now, grants: extended };
    expect(decide([held(unattended)], { at: later({ days: 59 }) }).reason).toBe("granted");
    expect(decide([held(unattended)], { at: later({ days: 61 }) }).reason).toBe("permission-expired");
    expect(decide([held({ grants: extended })], { at: later({ days: 61 }) })).toMatchObject({
      ...{ reason: "granted", until: later({ days: 240 }) },
    });
  });

  test("a user acts by its role, and somebody unknown not at all", () => {
    const by = (role: "admin" | "sales" | "helpdesk" | "auditor", want = wanted) =>
      decide([held()], { want, user: aUser({ role }) }).reason;
    expect([by("admin"), by("helpdesk")]).toEqual(["granted", "granted"]);
    expect([by("sales"), by("auditor"), by("auditor", free)]).toEqual(Array(3).fill("not-assigned"));
    expect(by("sales", free)).toBe("no-permission-needed");
    expect(decide([held()], { user: null })).toMatchObject({ reason: "unknown-user", until: null });
    // What nobody at the partner may do has a reason of its own.
    expect(decide([held(removed())], { user: null }).reason).toBe("permission-removed");
  });

  test("every reason has words", () => {
    for (const { message } of Object.values(accessReasons)) expect(message).toMatch(/^[A-Z].*\.$/);
  });
});

function removed() {
  return grants({ ...aGrant("users.admin"), status: "removed" });
}
function resting(permission: string) {
  return aGrant(permission, { pausedAt: now });
}
function paused(...sides: ("customer" | "operator")[]): Partial<Relationship> {
  return { status: "suspended", suspensions: sides.map((by) => ({ by, at: now, reason: null })) };
}
function azure() {
  return grants(aGrant("azure.admin"));
}
function suspendedFree() {
  return decide([held({ status: "suspended" })], { want: free });
}
