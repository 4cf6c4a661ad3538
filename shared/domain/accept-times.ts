import type { Progress } from "./progress.ts";

/** Classes of the time between first sending and acceptance, each up to and with its bound; null: longer than all others. */
const acceptTimes = [
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

/** Counters are named after their bound, so that another class could be added without moving the others. */
const counterOf = ({ upTo }: (typeof acceptTimes)[number]) => `within${upTo ?? "More"}` as const;
export type WaitCounter = ReturnType<typeof counterOf> | "acceptSeconds";

type WaitCounts = Readonly<Partial<Record<WaitCounter, number>>>;

/** All counters of waiting. */
export const waitCounters: readonly WaitCounter[] = [...acceptTimes.map(counterOf), "acceptSeconds"];

/** How long an accepted invitation took, as counters; none for any other. */
export function waitCounts({ status, sentAt, decidedAt }: Progress): WaitCounts {
  if (status !== "accepted" || decidedAt === null) return {};
  const seconds = Math.max(0, Math.round((Date.parse(decidedAt) - Date.parse(sentAt)) / 1000));
  const own = acceptTimes.find((time) => seconds <= time.seconds)!;
  return { [counterOf(own)]: 1, acceptSeconds: seconds };
}

/** How long customers took to accept. */
export interface TimeToAccept {
  readonly count: number;
  /** Null without any. */
  readonly averageSeconds: number | null;
  readonly medianSeconds: number | null;
  readonly buckets: readonly { readonly upTo: string | null; readonly count: number }[];
}

/** What the counters tell of waiting. The median is estimated: within a class, acceptances are taken to be spread evenly. */
export function timeToAccept(counts: WaitCounts): TimeToAccept {
  const buckets = acceptTimes.map((time) => ({ upTo: time.upTo, count: counts[counterOf(time)] ?? 0 }));
  const count = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  return {
    count,
    averageSeconds: count === 0 ? null : Math.round((counts.acceptSeconds ?? 0) / count),
    medianSeconds: count === 0 ? null : medianOf(buckets, count),
    buckets,
  };
}

/** Of those that took longer than the last bound, nothing but that is known. */
function medianOf(buckets: TimeToAccept["buckets"], count: number): number {
  let before = 0;
  const at = buckets.findIndex((bucket) => (before += bucket.count) >= count / 2);
  const own = buckets[at]?.count ?? 0;
  const from = acceptTimes[at - 1]?.seconds ?? 0;
  const to = acceptTimes[at]?.seconds ?? from;
  if (to === Number.POSITIVE_INFINITY) return from;
  return Math.round(from + ((to - from) * (count / 2 - (before - own))) / own);
}
