import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Arena } from "./arena.ts";
import { openScene, type Lane, type Scene } from "./calls.ts";
import { inLanes, type Times } from "./lanes.ts";
import { forTwin, replay, type Recording, type Replay } from "./figures/recorder.ts";
import type { Report } from "./figures/report.ts";
import type { Scale } from "./scale.ts";
import { median, percentile } from "./figures/statistics.ts";

type Event = APIGatewayProxyEventV2;

/** A call that is timed: makes as many of its events, doing before what they need. */
interface Timed {
  readonly expects: number;
  readonly events: (scene: Scene, ask: Lane["call"], count: number) => Promise<Event[]>;
}

const listed = 200;

/** The calls that quality names. */
const timed = {
  create: { expects: 201, events: async (scene, _ask, count) => Array.from({ length: count }, () => scene.create()) },
  accept: {
    expects: 303,
    events: async (scene, ask, count) => {
      const made = await several(count, async () => (await ask(scene.create())).body);
      return made.map((invitation) => scene.accept(scene.linkOf(invitation), invitation));
    },
  },
  list: {
    expects: 200,
    events: async (scene, ask, count) => {
      const { body } = await ask(scene.list({ limit: "1" }));
      if ((body["items"] as unknown[]).length === 0) await several(listed, () => ask(scene.create()));
      return Array.from({ length: count }, () => scene.list({ limit: "25" }));
    },
  },
  page: {
    expects: 200,
    events: async (scene, ask, count) => {
      const made = await several(20, async () => scene.linkOf((await ask(scene.create())).body));
      return Array.from({ length: count }, (_, at) => scene.page(made[at % made.length]!));
    },
  },
} as const satisfies Record<string, Timed>;

/** Names of the calls. */
export const timedCalls = Object.keys(timed) as (keyof typeof timed)[];
export type TimedCall = keyof typeof timed;

const lanes = 16;

/** The same in the product and bare, round by round. */
type Side = "product" | "bare";
type Rounds = Record<Side, Times[]>;

/**
 * Times calls through the shipped handlers against the DynamoDB requests that they make, sent bare to a twin of the
 * table: whatever the first table was asked, the second is asked too, so both hold the same all the time.
 */
export async function timeCalls(arena: Arena, scale: Scale, names: readonly TimedCall[]): Promise<Report> {
  const found = [];
  for (const name of names) found.push({ name, ...(await timeCall(arena, scale, timed[name])) });
  const ratios = found.map(({ name, one, many }) => ({
    name,
    p50: median(one.product.map((times, at) => percentile(times.each, 0.5) / percentile(one.bare[at]!.each, 0.5))),
    rate: median(many.product.map(({ all }, at) => many.bare[at]!.all / all)),
  }));
  const ms = (rounds: readonly Times[], part: number): number =>
    percentile(
      rounds.flatMap(({ each }) => each),
      part,
    );
  const perSecond = (rounds: readonly Times[]): number =>
    rounds.flatMap(({ each }) => each).length / (rounds.reduce((sum, { all }) => sum + all, 0) / 1000);
  const rows = found.map(({ name, one, many }, at) => {
    const { p50, rate } = ratios[at]!;
    const of = (side: Side): string => `${ms(one[side], 0.5).toFixed(1)} / ${ms(one[side], 0.99).toFixed(1)}`;
    const rates = (side: Side): string => `${perSecond(one[side]).toFixed(0)} / ${perSecond(many[side]).toFixed(0)}`;
    return [name, of("product"), of("bare"), p50.toFixed(2), rates("product"), rates("bare"), rate.toFixed(2)];
  });
  return {
    title: "Calls",
    intro: `In-process handlers on DynamoDB Local, against the same DynamoDB requests sent bare; medians of ${scale.rounds} rounds, product and bare in turn.`,
    columns: [
      ...["call", "p50 / p99 ms", "bare ms", "× bare p50"],
      ...["a second, 1 / 16 at once", "bare a second", "× bare at 16"],
    ],
    rows,
    bars: ratios.flatMap(({ name, p50, rate }) => [
      { what: `${name} p50`, is: p50, most: 1.25 },
      { what: `${name} throughput`, is: rate, least: 0.85 },
    ]),
    figures: found.map(({ name, one, many }, at) => ({ ...ratios[at], name, one, many })),
  };
}

async function timeCall(
  arena: Arena,
  { rounds, calls }: Scale,
  { events, expects }: Timed,
): Promise<{ one: Rounds; many: Rounds }> {
  const [table, twin] = [await arena.newTable(), await arena.newTable()];
  const one: Rounds = { product: [], bare: [] };
  const many: Rounds = { product: [], bare: [] };
  // The partner, who is there before the first call, is copied; everything else is asked of both.
  const scene = await openScene(arena.client, table, lanes);
  await arena.copy(table, twin);
  const [first] = scene.lanes;
  const run = async (lane: Lane, event: Event): Promise<Recording> => {
    const { status, text } = await lane.call(event);
    if (status !== expects) throw new Error(`${event.routeKey} answered ${status}: ${text}`);
    return lane.take();
  };
  const again = (recording: Recording): Replay => forTwin(recording, table, twin);
  const ask: Lane["call"] = async (event) => {
    const answer = await first!.call(event);
    await replay(arena.client, again(first!.take()));
    return answer;
  };
  const bare = (groups: Replay): Promise<void> => replay(arena.client, groups);

  for (let round = -1; round < rounds; round++) {
    for (const [into, count, width] of [
      [one, calls.alone, 1],
      [many, calls.together, lanes],
    ] as const) {
      const wanted = await events(scene, ask, count);
      const recordings: Recording[] = [];
      const product = await inLanes(wanted, width, async (event, lane) => {
        recordings.push(await run(scene.lanes[lane]!, event));
      });
      const bares = await inLanes(recordings.map(again), width, bare);
      // What is compiled and connected in the first round is not measured.
      if (round < 0) continue;
      into.product.push(product);
      into.bare.push(bares);
    }
  }
  await Promise.all([arena.drop(table), arena.drop(twin)]);
  return { one: one, many: many };
}

async function several<Result>(count: number, make: () => Promise<Result>): Promise<Result[]> {
  const made: Result[] = [];
  while (made.length < count) made.push(await make());
  return made;
}
