import type { Metrics } from "../answers.ts";
import type { Progress } from "../model.ts";

/**
 * Buckets of the time from first sending to acceptance, each with its inclusive upper bound; null for any longer time.
 */
const buckets = [
  { upTo: "PT1H", seconds: 3_600 },
  { upTo: "PT4H", seconds: 14_400 },
  { upTo: "P1D", seconds: 86_400 },
  { upTo: "P2D", seconds: 172_800 },
  { upTo: "P3D", seconds: 259_200 },
  { upTo: "P7D", seconds: 604_800 },
  { upTo: "P14D", seconds: 1_209_600 },
  { upTo: "P30D", seconds: 2_592_000 },
  { upTo: null, seconds: Number.POSITIVE_INFINITY },
] as const;

/** Maximum ratio of the bounds of a class, so that its middle is within an eighth of every time in it. */
const widest = 1.25;
/** Upper bound of the last class, in seconds: a year, since renewed invitations can take longer than 90 days. */
const longest = 31_536_000;

/** A class of seconds, above `from` and up to `to`, inside one bucket. */
interface AcceptTime {
  readonly from: number;
  readonly to: number;
  readonly upTo: (typeof buckets)[number]["upTo"];
  readonly counter: WaitCounter;
}

/**
 * Counters are named after their upper bound, so that a class can be added without moving others. The last class of a
 * bucket has the bucket's name.
 */
export type WaitCounter = `within${string}` | `to${number}` | "acceptSeconds";

const acceptTimes: readonly AcceptTime[] = buckets.flatMap(({ upTo, seconds }, at) => {
  const classes: AcceptTime[] = [];
  let from: number = buckets[at - 1]?.seconds ?? 0;
  const end = Math.min(seconds, longest);
  while (from < end) {
    const to = Math.min(end, Math.max(from + 1, Math.floor(from * widest)));
    classes.push({ from, to, upTo, counter: to === seconds ? `within${upTo ?? ""}` : `to${to}` });
    from = to;
  }
  return upTo === null ? [...classes, { from, to: seconds, upTo, counter: "withinMore" }] : classes;
});

/** Numbers by counter; omitted ones are 0. */
export type WaitCounts = Readonly<
  { [ofClass: `within${string}` | `to${number}`]: number } & { acceptSeconds?: number }
>;

/** All counters of waiting. */
export const waitCounters: readonly WaitCounter[] = [...acceptTimes.map(({ counter }) => counter), "acceptSeconds"];

/** The counters of an accepted invitation; none for any other. */
export function waitCounts({ status, sentAt, decidedAt }: Progress): WaitCounts {
  if (status !== "accepted" || decidedAt === null) return {};
  const seconds = Math.max(0, Math.round((Date.parse(decidedAt) - Date.parse(sentAt)) / 1000));
  const own = acceptTimes.find(({ to }) => seconds <= to)!;
  return { [own.counter]: 1, acceptSeconds: seconds };
}

/** The times to acceptance. The median is estimated from the classes, to within an eighth. */
export function timeToAccept(counts: WaitCounts): Metrics["timeToAccept"] {
  const countOf = (classes: readonly AcceptTime[]): number =>
    classes.reduce((sum, { counter }) => sum + (counts[counter] ?? 0), 0);
  const count = countOf(acceptTimes);
  return {
    count,
    averageSeconds: count === 0 ? null : Math.round((counts.acceptSeconds ?? 0) / count),
    medianSeconds: count === 0 ? null : medianOf(counts, count),
    buckets: buckets.map(({ upTo }) => ({
      upTo,
      count: countOf(acceptTimes.filter((time) => time.upTo === upTo)),
    })),
  };
}

function medianOf(counts: WaitCounts, count: number): number {
  const secondsOf = (rank: number): number => {
    let shorter = 0;
    return middleOf(acceptTimes.find(({ counter }) => (shorter += counts[counter] ?? 0) > rank)!);
  };
  return Math.round((secondsOf(Math.floor((count - 1) / 2)) + secondsOf(Math.floor(count / 2))) / 2);
}

const middleOf = ({ from, to }: AcceptTime): number =>
  to === Number.POSITIVE_INFINITY ? from : Math.sqrt((from + 1) * to);
