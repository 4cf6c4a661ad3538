import { describe, expect, it } from "vitest";
import { advanceDueRelationship } from "../../../shared/relationship/commands/advance-due-relationship.ts";
import { readRelationship } from "../../../shared/relationship/rules/reading.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import type { Administrator } from "../../actors/administrator.ts";
import type { Customer } from "../../actors/customer.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { openProduct } from "../../actors/product.ts";
import { raceOf } from "../../support/table/race.ts";

const product = openProduct();
const end = later({ days: 60 });
// The permissions were renewed at their end, which comes near again.
const at = later({ days: 100 });

interface Setting {
  readonly relationshipId: string;
  readonly administrator: Administrator;
  /** Another administrator. */
  readonly colleague: Administrator;
  readonly amendment: string;
  readonly customer: Customer;
}

/** What can be done with a relationship whose permissions end soon, while a request asks for others. */
const acts = {
  accept: ({ customer }: Setting) => customer.accept({}, at),
  remove: ({ administrator, relationshipId }: Setting) => administrator.at(at).removePermissions(relationshipId),
  renew: ({ administrator, relationshipId }: Setting) => administrator.at(at).renewPermissions(relationshipId),
  terminate: ({ administrator, relationshipId }: Setting) => administrator.at(at).endRelationship(relationshipId),
  dismiss: ({ colleague, administrator }: Setting) => colleague.at(at).remove(administrator.address),
  sweep: async ({ relationshipId }: Setting) => {
    const relationship = await product().storedRelationship(relationshipId);
    return advanceDueRelationship(product(), relationship, { now: at, correlationId: "sweep" });
  },
} as const;
async function aSetting(): Promise<Setting> {
  const partner = await product().partner();
  const email = "it@race.example";
  const granted = { email, permissions: ["users.admin"], duration: "P60D" } as const;
  const { relationshipId, administrator } = await partner.connect(granted);
  const asked = { permissions: ["users.admin", "helpdesk"], duration: "P90D", expiresIn: "P90D" } as const;
  const { id: amendment } = await partner.amend(relationshipId, asked, { at: end });
  const customer = await product().customer(amendment);
  const colleague = await administrator.addColleague("b@race.example");
  await administrator.at(end).renewPermissions(relationshipId);
  return { relationshipId, administrator, colleague, amendment, customer };
}

/** What became of a setting, without what is only this setting's. */
async function stateOf({ relationshipId, amendment }: Setting) {
  const relationship = await product().storedRelationship(relationshipId);
  const invitation = await product().storedInvitation(amendment);
  const events = await readHistory(product().table, relationshipId);
  expect(events.map(({ metadata }) => metadata.sequence)).toEqual(events.map((_, index) => index + 1));
  expect(events.at(-1)?.data["relationship"]).toEqual(readRelationship(relationship, at));
  return {
    invitation: invitation.status,
    status: relationship.status,
    grants: relationship.grants.map(({ permission, status, endsAt }) => [permission, status, endsAt]),
    types: events.map(({ type }) => type),
  };
}

const { names, begin, pairs, attempt, inTurn, atWrite, atReads } = raceOf({
  acts,
  aSetting,
  stateOf,
  product,
  sweep: "sweep",
});

describe("concurrent actions on one relationship", () => {
  it.each(pairs)(
    "give the same result as in sequence when %s is interrupted by %s, after or between its reads",
    async (slower, faster) => {
      const expected = await inTurn(slower, faster);
      expect(await atWrite(slower, faster)).toEqual(expected);
      for await (const outcome of atReads(slower, faster)) expect(outcome).toEqual(expected);
    },
  );

  it("end it once when all run at once", async () => {
    const setting = await begin();
    // An administrator who is dismissed first cannot end it.
    const others = names.filter((name) => name !== "dismiss");
    await Promise.all(others.map((name) => attempt(name, setting)));
    const { status, invitation, grants, types } = await stateOf(setting);
    expect(status).toBe("terminated");
    expect(["accepted", "cancelled"]).toContain(invitation);
    expect(grants.filter(([, grant]) => grant === "active")).toEqual([]);
    expect(types.filter((type) => type === "RelationshipTerminated")).toHaveLength(1);
    expect(types.at(-1)).toBe("RelationshipTerminated");
  });
});
