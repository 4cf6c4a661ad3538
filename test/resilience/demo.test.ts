import { expect, it } from "vitest";
import { actorsOn } from "../../infra/local/actors/actors.ts";
import { outcomes } from "../../infra/local/demo/outcomes.ts";
import { countByStatus, play, season } from "../../infra/local/demo/scenario.ts";
import { realPartners } from "../../infra/local/seeds.ts";
import { invitationLifecycle, invitationStatuses } from "../../shared/invitation/lifecycle.ts";
import { raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

/** Events beside the lifecycle that the demo shows. */
const besideTheLifecycle = [
  "InvitationBounced",
  "InvitationComplained",
  "RelationshipEstablished",
  "RelationshipAmended",
  "RelationshipTerminated",
  "PermissionsRemoved",
  "PermissionsPaused",
];

it("the demo runs without a refusal, shows every outcome several times and reaches every status", async () => {
  const actors = actorsOn(stack().local.url);
  const lines: string[] = [];
  const played = await play(actors, season, (line) => lines.push(line));
  expect(lines).toHaveLength(season.weeks);
  expect([...played.keys()].toSorted()).toEqual([...outcomes].toSorted());
  expect(Math.min(...played.values())).toBeGreaterThan(1);
  const invited = [...played.values()].reduce((sum, times) => sum + times, 0);
  expect(invited).toBe(season.weeks * season.perWeek * realPartners.length);
  const counts = await Promise.all(realPartners.map(({ name }) => countByStatus(actors, name)));
  const statuses = new Set(counts.flatMap((count) => [...count.keys()]));
  expect([...statuses].toSorted()).toEqual([...invitationStatuses].toSorted());
  const happened = new Set(stack().local.events.map(({ detailType }) => detailType));
  const shown = [...invitationLifecycle.map(({ event }) => event), ...besideTheLifecycle];
  expect(shown.filter((type) => !happened.has(type))).toEqual([]);
  const again = played.get("accepted without the rest, which is asked for again and granted") ?? 0;
  const reached = counts.flatMap((count) => [...count.values()]).reduce((sum, times) => sum + times, 0);
  expect(reached).toBe(invited + again);
  await play(actors, { weeks: 1, perWeek: 2 }, (line) => lines.push(line));
  expect(lines).toHaveLength(season.weeks + 1);
});
