import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Database } from "./database.ts";
import { openCallers, type Callers, type Lane } from "./calls.ts";
import { inLanes, type Times } from "./lanes.ts";
import { forTwin, replay, type Recording, type Replay } from "./figures/recorder.ts";
import type { Report } from "./figures/report.ts";
import type { Scale } from "./scale.ts";
import { median, percentile } from "./figures/statistics.ts";

type Event = APIGatewayProxyEventV2;

/** A call that is timed: makes as many of its events, calling before what they need. */
interface Timed {
  readonly expects: number;
  readonly events: (callers: Callers, ask: Lane["call"], count: number) => Promise<Event[]>;
}

const listed = 200;

/** Creates an invitation. Returns the event of opening its page. */
const pageOf = async (callers: Callers, ask: Lane["call"]): Promise<Event> =>
  callers.page((await ask(await callers.create())).body);

/** The calls that quality names. */
const timed = {
  create: { expects: 201, events: (callers, _ask, count) => several(count, () => callers.create()) },
  accept: {
    expects: 303,
    events: (callers, ask, count) =>
      several(count, async () => {
        const page = await pageOf(callers, ask);
        return callers.accept(page, await ask(page));
      }),
  },
  list: {
    expects: 200,
    events: async (callers, ask, count) => {
      const { body } = await ask(await callers.list(1));
      if ((body["items"] as unknown[]).length === 0) await several(listed, async () => ask(await callers.create()));
      return several(count, () => callers.list(25));
    },
  },
  page: {
    expects: 200,
    events: async (callers, ask, count) => {
      const made = await several(20, () => pageOf(callers, ask));
      return Array.from({ length: count }, (_, at) => made[at % made.length]!);
    },
  },
} as const satisfies Record<string, Timed>;

/** Names of the calls. */
export const timedCalls = Object.keys(timed) as (keyof typeof timed)[];
export type TimedCall = keyof typeof timed;

const lanes = 16;

/** The product's calls, or the same DynamoDB requests sent bare. */
type Side = "product" | "bare";
type Rounds = Record<Side, Times[]>;

/**
 * Times calls through the shipped handlers against the DynamoDB requests that they make, sent bare to a twin of the
 * table: every request to the first table is sent to the second too, so that both have the same items.
 */
export async function timeCalls(database: Database, scale: Scale, names: readonly TimedCall[]): Promise<Report> {
  const found = [];
  for (const name of names) found.push({ name, ...(await timeCall(database, scale, timed[name])) });
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
    intro: `In-process handlers on DynamoDB Local with the client as functions have it, against the same DynamoDB requests sent bare by the SDK as it comes; medians of ${scale.rounds} rounds, product and bare in turn.`,
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
  database: Database,
  { rounds, calls }: Scale,
  { events, expects }: Timed,
): Promise<{ one: Rounds; many: Rounds }> {
  const [table, twin] = [await database.newTable(), await database.newTable()];
  const one: Rounds = { product: [], bare: [] };
  const many: Rounds = { product: [], bare: [] };
  // The partner is copied, because it is made before the first call; everything else is asked of both.
  const callers = await openCallers(database.shipped, table, lanes);
  await database.copy(table, twin);
  const [first] = callers.lanes;
  const run = async (lane: Lane, event: Event): Promise<Recording> => {
    const { status, text } = await lane.call(event);
    if (status !== expects) throw new Error(`${event.routeKey} answered ${status}: ${text}`);
    return lane.take();
  };
  const again = (recording: Recording): Replay => forTwin(recording, table, twin);
  const ask: Lane["call"] = async (event) => {
    const answer = await first!.call(event);
    await replay(database.client, again(first!.take()));
    return answer;
  };
  const bare = (groups: Replay): Promise<void> => replay(database.client, groups);

  for (let round = -1; round < rounds; round++) {
    for (const [into, count, width] of [
      [one, calls.alone, 1],
      [many, calls.together, lanes],
    ] as const) {
      const wanted = await events(callers, ask, count);
      const recordings: Recording[] = [];
      const product = await inLanes(wanted, width, async (event, lane) => {
        recordings.push(await run(callers.lanes[lane]!, event));
      });
      const bares = await inLanes(recordings.map(again), width, bare);
      // What is compiled and connected in the first round is not measured.
      if (round < 0) continue;
      into.product.push(product);
      into.bare.push(bares);
    }
  }
  await Promise.all([database.drop(table), database.drop(twin)]);
  return { one: one, many: many };
}

async function several<Result>(count: number, make: () => Promise<Result>): Promise<Result[]> {
  const made: Result[] = [];
  while (made.length < count) made.push(await make());
  return made;
}
