import { describe, expect, test } from "vitest";
import { annotate, noNotes } from "../../../shared/domain/notes.ts";
import type { Grant } from "../../../shared/domain/grants.ts";
import { readRelationship, type AdminPermissions, type Relationship } from "../../../shared/domain/relationship.ts";
import { establishRelationship } from "../../../shared/domain/relationship-granting.ts";
import { aGrant as grantOf, aRelationship, ids } from "../../support/builders.ts";
import { later, now } from "../../support/fixed-clock.ts";

const aGrant = (permission: string, status: Grant["status"] = "active", days = 30): Grant =>
  grantOf(permission, { days, status });

describe("admin permissions read", () => {
  test.each<[AdminPermissions, readonly Grant[]]>([
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

describe("notes", () => {
  const before = { ...noNotes(ids.invitation), version: 3, reference: "ticket 1", notes: "call", tags: ["spring"] };

  test("keep what is not named, clear what is null, and hold each tag once", () => {
    const after = annotate(before, { notes: null, tags: ["a", "b", "a"] })?.after;
    expect(after).toEqual({ ...before, version: 4, notes: null, tags: ["a", "b"] });
  });

  test.each([{}, { notes: "call" }, { reference: "ticket 1", tags: ["spring", "spring"] }])(
    "that say the same already are no step: %j",
    (input) => {
      expect(annotate(before, input)).toBeNull();
    },
  );

  test("are an aggregate of their own, whose event names what changed and not how", () => {
    expect(annotate(before, { reference: "secret", notes: "call", tags: ["secret"] })?.event).toEqual({
      ...{ type: "InvitationAnnotated", aggregate: `${ids.invitation}/notes`, sequence: 4, sandbox: false },
      data: { invitationId: ids.invitation, changed: ["reference", "tags"] },
    });
  });
});
