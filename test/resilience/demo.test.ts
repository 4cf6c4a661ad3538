import { expect, it } from "vitest";
import { actorsOn } from "../../infra/local/actors/actors.ts";
import { outcomes } from "../../infra/local/demo/outcomes.ts";
import { countByStatus, play, season } from "../../infra/local/demo/scenario.ts";
import { realPartners } from "../../infra/local/seeds.ts";
import { raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

it("the demo plays its whole season without a refusal, and everything that can happen happens several times", async () => {
  const actors = actorsOn(stack().local.url);
  const lines: string[] = [];
  const played = await play(actors, season, (line) => lines.push(line));
  expect(lines).toHaveLength(season.weeks);
  expect([...played.keys()].toSorted()).toEqual([...outcomes].toSorted());
  expect(Math.min(...played.values())).toBeGreaterThan(1);
  const invited = [...played.values()].reduce((sum, times) => sum + times, 0);
  expect(invited).toBe(season.weeks * season.perWeek * realPartners.length);
  const counts = await Promise.all(realPartners.map(({ name }) => countByStatus(actors, name)));
  const again = played.get("accepted without the rest, which is asked for again and granted") ?? 0;
  const standing = counts.flatMap((count) => [...count.values()]).reduce((sum, times) => sum + times, 0);
  expect(standing).toBe(invited + again);
});
