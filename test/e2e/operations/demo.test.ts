import { expect, it } from "vitest";
import { actorsOn } from "../../../infra/local/actors/actors.ts";
import { outcomes } from "../../../infra/local/demo/outcomes.ts";
import { countByStatus, play } from "../../../infra/local/demo/scenario.ts";
import { realPartners } from "../../../infra/local/seeds.ts";
import { invitationLifecycle, invitationStatuses } from "../../../shared/invitation/lifecycle.ts";
import { raiseStack } from "../../support/stack/stack.ts";

const stack = raiseStack();

/** What else the story is there to show. */
const besideTheLifecycle = [
  "InvitationBounced",
  "InvitationComplained",
  "RelationshipEstablished",
  "RelationshipAmended",
];

it("the demo does everything that can be done to an invitation, leaves some in every state, and may be played again", async () => {
  const actors = actorsOn(stack().local.url);
  const lines: string[] = [];
  const played = await play(actors, { weeks: 2, perWeek: 4 }, (line) => lines.push(line));
  expect([...played.keys()].toSorted()).toEqual([...outcomes].toSorted());
  expect(lines).toHaveLength(2);
  const counts = await Promise.all(realPartners.map(({ name }) => countByStatus(actors, name)));
  const statuses = new Set(counts.flatMap((count) => [...count.keys()]));
  expect([...statuses].toSorted()).toEqual([...invitationStatuses].toSorted());
  const happened = new Set(stack().local.events.map(({ detailType }) => detailType));
  const told = [...invitationLifecycle.map(({ event }) => event), ...besideTheLifecycle];
  expect(told.filter((type) => !happened.has(type))).toEqual([]);
  await play(actors, { weeks: 1, perWeek: 2 }, (line) => lines.push(line));
  expect(lines).toHaveLength(3);
}, 120_000);
