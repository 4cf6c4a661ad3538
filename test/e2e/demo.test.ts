import { expect, it } from "vitest";
import { Cast } from "../../infra/local/demo-cast.ts";
import { outcomes, play } from "../../infra/local/demo-story.ts";
import { raiseStack } from "../support/stack.ts";

const stack = raiseStack();

it("the demo leaves invitations in every state, and may be played again", async () => {
  const cast = new Cast(stack().local.url);
  const told: string[] = [];
  const played = await play(cast, { weeks: 3, perWeek: 4 }, (line) => told.push(line));
  expect([...played.keys()].toSorted()).toEqual([...outcomes].toSorted());
  expect(told).toHaveLength(3);
  const counts = await Promise.all(cast.partners.map(({ name }) => cast.count(name)));
  const statuses = new Set(counts.flatMap((count) => [...count.keys()]));
  expect([...statuses].toSorted()).toEqual(["accepted", "cancelled", "declined", "draft", "expired", "pending"]);
  const events = new Set(stack().local.events.map(({ detailType }) => detailType));
  for (const type of ["InvitationBounced", "InvitationComplained", "InvitationReminded", "InvitationViewed"])
    expect(events).toContain(type);
  await play(cast, { weeks: 1, perWeek: 4 }, (line) => told.push(line));
  expect(told).toHaveLength(4);
}, 120_000);
