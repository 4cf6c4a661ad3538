import { describe, expect, test } from "vitest";
import { relationshipStatuses, type Relationship } from "../../../shared/relationship/model.ts";
import {
  removePermissions,
  renewPermissions,
  terminateRelationship,
  amendRelationship,
  establishRelationship,
} from "../../../shared/relationship/rules/changes.ts";
import { relationshipLifecycle, type RelationshipAction } from "../../../shared/relationship/lifecycle.ts";
import {
  pausePermission,
  resumePermission,
  resumeRelationship,
  suspendRelationship,
} from "../../../shared/relationship/rules/suspensions.ts";
import { relationshipStep, type RelationshipStep } from "../../../shared/relationship/rules/steps.ts";
import { advanceInTime } from "../../../shared/relationship/rules/time.ts";
import { aGrant, aRelationship, ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { refusalOf } from "../../support/refusals.ts";

const by = { administrator: "A", side: "customer", via: "portal" } as const;
const at = later({ days: 2 });
/** Data of the event of each step. */
const anything = { permissions: [], reason: null, cancelledInvitations: [], ...by, invitationId: ids.invitation };
const amendment = { invitationId: ids.invitation, asked: ["helpdesk"], grants: [aGrant("helpdesk")], now: at };

const aCustomerTold = {
  id: ids.customer,
  name: "Contoso",
  organization: null,
  domain: "contoso.example",
  founded: true,
};

/** How each row of the table is carried out. A row without one does not compile. */
const carriedOut: Record<RelationshipAction, (before: Relationship) => RelationshipStep[]> = {
  establish: (before) => [establishRelationship(before, aCustomerTold, at)],
  amend: (before) => amendRelationship(before, amendment),
  "remove-permissions": (before) => removePermissions(before, ["users.admin"], { now: at, by }),
  "renew-permissions": (before) => renewPermissions(before, { now: at, by }),
  "pause-permissions": (before) => pausePermission(before, "users.admin", { now: at, by }),
  "resume-permissions": (before) => resumePermission(withPause(before), "users.admin", { now: at, by }),
  suspend: (before) => suspendRelationship(before, { by: "customer", at, reason: null }),
  resume: (before) => resumeRelationship(before, { by: "operator", at, reason: null }),
  "resume-one-side": (before) => resumeRelationship(withPauseOfCustomer(before), { by: "operator", at, reason: null }),
  terminate: (before) => terminateRelationship(before, "enough", { now: at, by, cancelledInvitations: [] }),
  "announce-end": (before) => advanceInTime(before, later({ days: 30 })),
  "expire-permissions": (before) => advanceInTime(before, later({ days: 60 })),
  "extend-permissions": (before) => advanceInTime(withExtension(before), later({ days: 60 })),
};
const withExtension = (before: Relationship): Relationship => ({
  ...before,
  grants: before.grants.map((grant) => ({ ...grant, autoExtend: true })),
});

const withPause = (before: Relationship): Relationship => ({
  ...before,
  grants: before.grants.map((grant) => (grant.status === "active" ? { ...grant, pausedAt: now } : grant)),
});
const withPauseOfCustomer = (before: Relationship): Relationship => ({
  ...before,
  suspensions: [...before.suspensions, { by: "customer", at: now, reason: null }],
});

const rows = relationshipLifecycle.filter(({ from }) => from.length > 0);
const cells = rows.flatMap((row) => relationshipStatuses.map((status) => ({ ...row, status })));
const mayStartFrom = ({ from, status }: (typeof cells)[number]) => (from as readonly string[]).includes(status);
const inStatus = (status: Relationship["status"]): Relationship =>
  status === "terminated"
    ? terminateRelationship(aRelationship(), null, { now, by, cancelledInvitations: [] }).at(-1)!.after
    : aRelationship({ status });

describe("a row of the relationship's lifecycle", () => {
  test.each(cells.filter(mayStartFrom))("$action leads from $status by $event", ({ action, status, to, event }) => {
    const before = inStatus(status);
    const [step, ...others] = carriedOut[action](before);
    expect(others).toEqual([]);
    expect(step?.after).toMatchObject({ status: to === "same" ? status : to, version: before.version + 1 });
    expect(step?.event).toMatchObject({
      ...{ type: event, aggregate: before.id, sequence: before.version + 1 },
      data: { previousStatus: status, relationship: { id: before.id, version: before.version + 1 } },
    });
  });

  test.each(cells.filter((cell) => !mayStartFrom(cell)))("$action does not start from $status", (cell) => {
    const { action, status, from } = cell;
    const before = inStatus(status);
    const refusal = refusalOf(() => relationshipStep(action, before, before, at, anything as never));
    expect(refusal).toMatchObject({ kind: "wrong-state", members: { relationshipStatus: status, allowed: from } });
    const tried = (): unknown => {
      try {
        return carriedOut[action](before).filter((step) => step.action === action);
      } catch (error) {
        return error === undefined ? error : [];
      }
    };
    expect(tried()).toEqual([]);
  });

  test("establish makes an active relationship of version 1", () => {
    expect(carriedOut.establish(aRelationship())).toMatchObject([
      { before: null, after: { status: "active", version: 1 }, event: { data: { previousStatus: null } } },
    ]);
  });

  test("cannot lead to another status than its own", () => {
    const before = aRelationship();
    expect(() => relationshipStep("terminate", before, before, at, anything)).toThrow("leads to terminated");
    expect(() => relationshipStep("amend", before, inStatus("suspended"), at, anything)).toThrow("leads to active");
  });

  test("has no action from a terminated relationship", () => {
    expect(relationshipLifecycle.filter(({ from }) => (from as readonly string[]).includes("terminated"))).toEqual([]);
  });
});
