import { describe, expect, it } from "vitest";
import { advanceDueRelationship } from "../../../shared/relationship/commands/advance-due-relationship.ts";
import { removePermissions } from "../../../shared/relationship/commands/remove-permissions.ts";
import { renewPermissions } from "../../../shared/relationship/commands/renew-permissions.ts";
import { terminateRelationship } from "../../../shared/relationship/commands/terminate-relationship.ts";
import { readRelationship } from "../../../shared/relationship/model.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { invitationPlace } from "../../../shared/invitation/items/item.ts";
import { present } from "../../../shared/table/places.ts";
import type { Customer } from "../../support/stack/customer.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { openOffice } from "../../support/office.ts";
import { raceOf } from "../../support/table/race.ts";
import { administratorOf, relationshipOf, storedRelationship } from "../../support/relations.ts";

const office = openOffice();
const end = later({ days: 60 });
// The permissions were renewed at their end, which comes near again.
const at = later({ days: 100 });

interface Scene {
  readonly relationshipId: string;
  readonly customerId: string;
  readonly restoration: string;
  readonly customer: Customer;
}

/** What can be done with a relationship whose permissions end soon, while a request asks for others. */
const acts = {
  accept: ({ customer }: Scene) => customer.accept({}, at),
  remove: async (scene: Scene) =>
    removePermissions(
      office(),
      { ...scene, permissions: "all" },
      await administratorOf(office(), scene.customerId, at),
    ),
  renew: async (scene: Scene) =>
    renewPermissions(office(), scene, await administratorOf(office(), scene.customerId, at)),
  terminate: async (scene: Scene) =>
    terminateRelationship(office(), { ...scene, reason: null }, await administratorOf(office(), scene.customerId, at)),
  sweep: async ({ relationshipId }: Scene) => {
    const relationship = await storedRelationship(office(), relationshipId);
    return advanceDueRelationship(office(), relationship, { now: at, correlationId: "sweep" });
  },
} as const;
let scenes = 0;
async function aScene(): Promise<Scene> {
  const desk = await office().desk();
  const email = `it@race-${++scenes}.example`;
  const first = (await desk.create({ email, permissions: ["users.admin"], duration: "P60D" })).reading.id;
  await (await office().customer(first)).accept();
  const { id: relationshipId, customerId } = await relationshipOf(office(), first);
  const asked = { email, permissions: ["users.admin", "helpdesk"], duration: "P90D", expiresIn: "P90D" } as const;
  const restoration = (await desk.create(asked, { at: end })).reading.id;
  await renewPermissions(office(), { relationshipId }, await administratorOf(office(), customerId, end));
  return { relationshipId, customerId, restoration, customer: await office().customer(restoration) };
}

/** What became of a scene, without what is only this scene's. */
async function stateOf({ relationshipId, restoration }: Scene) {
  const relationship = await storedRelationship(office(), relationshipId);
  const invitation = await office().table.read(present(invitationPlace(restoration)));
  const events = await readHistory(office().table, relationshipId);
  expect(events.map(({ metadata }) => metadata.sequence)).toEqual(events.map((_, index) => index + 1));
  expect(events.at(-1)?.data["relationship"]).toEqual(readRelationship(relationship, at));
  return {
    invitation: invitation.status,
    status: relationship.status,
    grants: relationship.grants.map(({ permission, status, endsAt }) => [permission, status, endsAt]),
    types: events.map(({ type }) => type),
  };
}

const { names, pairs, told, inTurn, atWrite, atReads } = raceOf({
  acts,
  aScene,
  stateOf,
  store: () => office().store,
  sweep: "sweep",
});

describe("of two acts on one relationship at once, the slower is told what it would have been told a moment later", () => {
  it.each(pairs)("%s is held up by %s after it has read", async (slower, faster) => {
    expect(await atWrite(slower, faster)).toEqual(await inTurn(slower, faster));
  });

  it.each(pairs)("%s is held up by %s between any two of its reads", async (slower, faster) => {
    const expected = await inTurn(slower, faster);
    for await (const outcome of atReads(slower, faster)) expect(outcome).toEqual(expected);
  });

  it("all at once: the end is the end", async () => {
    const scene = await aScene();
    await Promise.all(names.map((name) => told(name, scene)));
    const { status, invitation, grants, types } = await stateOf(scene);
    expect(status).toBe("terminated");
    expect(["accepted", "cancelled"]).toContain(invitation);
    expect(grants.filter(([, grant]) => grant === "active")).toEqual([]);
    expect(types.filter((type) => type === "RelationshipTerminated")).toHaveLength(1);
    expect(types.at(-1)).toBe("RelationshipTerminated");
  });
});
