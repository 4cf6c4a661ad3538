import { describe, expect, test } from "vitest";
import { annotate, noNotes } from "../../../shared/invitation/rules/notes.ts";
import type { Relationship, Grant } from "../../../shared/relationship/model.ts";
import type { RelationshipReading } from "../../../shared/relationship/answers.ts";
import { readRelationship } from "../../../shared/relationship/rules/reading.ts";
import {
  amendRelationship,
  establishRelationship,
  isRenewable,
  renewPermissions,
  terminateRelationship,
} from "../../../shared/relationship/rules/changes.ts";
import { aGrant as grantOf, aRelationship, ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { refusalOf } from "../../support/refusals.ts";

const aGrant = (permission: string, status: Grant["status"] = "active", days = 30): Grant =>
  grantOf(permission, { days, status });

describe("admin permissions read", () => {
  test.each<[RelationshipReading["adminPermissions"], readonly Grant[]]>([
    ["granted", [aGrant("a"), aGrant("b")]],
    ["partly-granted", [aGrant("a")]],
    ["partly-granted", [aGrant("a"), aGrant("b", "removed")]],
    ["partly-granted", [aGrant("a"), aGrant("b", "active", 0)]],
    ["none", []],
    ["removed", [aGrant("a", "removed"), aGrant("b", "removed")]],
    ["removed", [aGrant("a", "removed"), aGrant("b", "expired")]],
    ["removed", [aGrant("a", "removed"), aGrant("b", "active", -1)]],
    ["expired", [aGrant("a", "expired"), aGrant("b", "expired")]],
    ["expired", [aGrant("a", "active", 0), aGrant("b", "active", -400)]],
  ])("%s of %o", (expected, grants) => {
    expect(readRelationship(aRelationship({ grants }), now).adminPermissions).toBe(expected);
  });

  test("none where none was asked", () => {
    expect(readRelationship(aRelationship({ asked: [], grants: [] }), now).adminPermissions).toBe("none");
  });
});

describe("a relationship", () => {
  const relationship = aRelationship({ grants: [aGrant("a"), aGrant("b", "removed", 1)] });

  test("shows a grant as expired from the moment of its end", () => {
    const statusesAt = (at: string) => readRelationship(relationship, at).grants.map(({ status }) => status);
    expect(statusesAt(later({ days: 30, ms: -1 }))).toEqual(["active", "removed"]);
    expect(statusesAt(later({ days: 30 }))).toEqual(["expired", "removed"]);
  });

  test("leaves support with a reseller until it ends, with permissions or without, and never with an advisor", () => {
    const support = (named: Partial<Relationship>) => readRelationship(aRelationship(named), now).supportResponsibility;
    expect(support({ grants: [aGrant("a", "removed")] })).toBe("partner");
    expect(support({ status: "suspended" })).toBe("partner");
    expect(support({ status: "terminated" })).toBeNull();
    expect(support({ type: "advisor" })).toBeNull();
  });

  test("begins with its event, which holds everything", () => {
    const customer = {
      ...{ id: ids.customer, name: "Contoso", organization: "Contoso" },
      ...{ domain: "contoso.example", founded: true },
    };
    expect(establishRelationship(relationship, customer, now).event).toEqual({
      ...{ type: "RelationshipEstablished", aggregate: ids.relationship, sequence: 1, sandbox: false },
      data: {
        ...{ relationship: readRelationship(relationship, now), previousStatus: null, invitationId: ids.invitation },
        customer,
      },
    });
  });
});

describe("granting again", () => {
  const regranted = (held: Grant, days: number) => {
    const asked = { invitationId: ids.invitation, asked: ["a"], grants: [aGrant("a", "active", days)], now };
    return amendRelationship(aRelationship({ asked: ["a"], grants: [held] }), asked).at(-1)?.after.grants;
  };

  test("never shortens a permission that is held", () => {
    expect(regranted(aGrant("a", "active", 60), 30)).toMatchObject([{ status: "active", endsAt: later({ days: 60 }) }]);
    expect(regranted(aGrant("a", "active", 30), 60)).toMatchObject([{ status: "active", endsAt: later({ days: 60 }) }]);
  });

  test("restarts a permission that was removed", () => {
    expect(regranted(aGrant("a", "removed", 60), 30)).toMatchObject([
      { status: "active", endsAt: later({ days: 30 }) },
    ]);
  });
});

test("a suspended relationship is not amended", () => {
  const asked = { invitationId: ids.invitation, asked: ["a"], grants: [aGrant("a")], now };
  const suspended = aRelationship({ status: "suspended", grants: [] });
  expect(refusalOf(() => amendRelationship(suspended, asked)).kind).toBe("wrong-state");
});

test("permissions are renewable where they have expired, until the relationship ends", () => {
  const grants = [aGrant("a", "expired", -1)];
  expect(isRenewable(aRelationship({ grants }), now)).toBe(true);
  expect(isRenewable(aRelationship({ status: "terminated", grants }), now)).toBe(false);
});

test("renewing twice at the same moment changes nothing and is no fault", () => {
  const act = { now, by: { administrator: "A" } };
  const expired: Grant = { ...aGrant("a", "expired", -1), duration: "P30D" };
  const renewed = renewPermissions(aRelationship({ grants: [expired] }), act).at(-1)?.after;
  expect(renewed && renewPermissions(renewed, act)).toEqual([]);
});

test("a renewed permission begins now where it had expired, and where it began where it is held", () => {
  const startedBefore = (grant: Grant): Grant => ({ ...grant, startsAt: later({ days: -90 }) });
  const grants = [aGrant("a", "expired", -1), aGrant("b", "active", 1)].map(startedBefore);
  const [renewed] = renewPermissions(aRelationship({ grants }), { now, by: { administrator: "A" } });
  expect(renewed?.after.grants.map(({ startsAt }) => startsAt)).toEqual([now, later({ days: -90 })]);
});

test("the end of a relationship takes back what is held; what had expired stays so", () => {
  const grants = [aGrant("a"), aGrant("b", "expired", -1)];
  const end = { now, by: { administrator: "A", side: "customer", via: "portal" } as const, cancelledInvitations: [] };
  const { after } = terminateRelationship(aRelationship({ grants }), null, end).at(-1) ?? {};
  expect(after?.grants.map(({ status }) => status)).toEqual(["removed", "expired"]);
});

test("what is not settled keeps the partner from ending a relationship, and never the customer", () => {
  const blockers = [
    { kind: "subscription", id: "sub_1", service: "office-365", status: "active", remedy: "cancel" },
  ] as const;
  const end = (side: "partner" | "customer") => () =>
    terminateRelationship(aRelationship(), null, {
      ...{ now, blockers, cancelledInvitations: [], by: { administrator: "A", side, via: "api" } },
    });
  expect(refusalOf(end("partner"))).toMatchObject({ kind: "termination-blocked", members: { blockers } });
  expect(end("customer")().at(-1)?.after.status).toBe("terminated");
});

describe("notes", () => {
  const before = { ...noNotes(ids.invitation), version: 3, reference: "ticket 1", notes: "call", tags: ["spring"] };

  test("keep what is not named, clear what is null, and hold each tag once", () => {
    const after = annotate(before, { notes: null, tags: ["a", "b", "a"] }, false)?.after;
    expect(after).toEqual({ ...before, version: 4, notes: null, tags: ["a", "b"] });
  });

  test.each([{}, { notes: "call" }, { reference: "ticket 1", tags: ["spring", "spring"] }])(
    "that say the same already are no step: %j",
    (input) => {
      expect(annotate(before, input, false)).toBeNull();
    },
  );

  test("are an aggregate of their own, whose event names what changed and not how", () => {
    expect(annotate(before, { reference: "secret", notes: "call", tags: ["secret"] }, false)?.event).toEqual({
      ...{ type: "InvitationAnnotated", aggregate: `${ids.invitation}/notes`, sequence: 4, sandbox: false },
      data: { invitationId: ids.invitation, changed: ["reference", "tags"] },
    });
  });
});
