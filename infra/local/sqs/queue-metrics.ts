import type { Message } from "./message.ts";

/** What CloudWatch tells of a queue, as far as the local stack knows it. */
export const queueMetrics = [
  "ApproximateAgeOfOldestMessage",
  "ApproximateNumberOfMessagesVisible",
  "ApproximateNumberOfMessagesNotVisible",
] as const;
type QueueMetric = (typeof queueMetrics)[number];

/** How the queue was from a moment on; times in virtual milliseconds. */
interface Snapshot {
  readonly at: number;
  /** Since when the oldest message is there that counts. */
  readonly oldest: number | undefined;
  /** When each message became visible, or will. */
  readonly visibleFrom: readonly number[];
}

/**
 * A message that was received three times or more does not count any more, so that a single one that nobody can handle
 * does not hide the others; one in a dead-letter queue counts from when it was moved there.
 * Source: "Available CloudWatch metrics for Amazon SQS" of the SQS guide, ApproximateAgeOfOldestMessage.
 */
const receivedTooOften = 3;

const snapshotOf = (messages: readonly Message[], at: number): Snapshot => {
  const counting = messages.filter(({ receiveCount }) => receiveCount < receivedTooOften);
  const since = counting.map(({ sentAt, movedAt }) => movedAt ?? sentAt);
  return {
    at,
    oldest: since.length === 0 ? undefined : since.reduce((oldest, other) => Math.min(oldest, other)),
    visibleFrom: messages.map(({ visibleAt }) => visibleAt),
  };
};

const isSame = (one: Snapshot | undefined, other: Snapshot): boolean =>
  one !== undefined && JSON.stringify({ ...one, at: 0 }) === JSON.stringify({ ...other, at: 0 });

/** While nothing happens to the queue the first two only grow, and the last only shrinks. */
const valueAt: Readonly<Record<QueueMetric, (snapshot: Snapshot, at: number) => number>> = {
  ApproximateAgeOfOldestMessage: ({ oldest }, at) => (oldest === undefined ? 0 : (at - oldest) / 1000),
  ApproximateNumberOfMessagesVisible: ({ visibleFrom }, at) => visibleFrom.filter((from) => from <= at).length,
  ApproximateNumberOfMessagesNotVisible: ({ visibleFrom }, at) => visibleFrom.filter((from) => from > at).length,
};

/** What happened to a queue lately. */
export class QueueSeries {
  #snapshots: Snapshot[] = [];

  /** Records the current state of the queue, and forgets states that ended before `horizon`. */
  sample(messages: readonly Message[], now: number, horizon: number): void {
    const snapshot = snapshotOf(messages, now);
    if (isSame(this.#snapshots.at(-1), snapshot)) return;
    this.#snapshots = this.#snapshots.filter((_, index) => (this.#snapshots[index + 1]?.at ?? now) >= horizon);
    this.#snapshots.push(snapshot);
  }

  /** The largest value between two moments; `undefined` where nothing was noted yet. */
  maximum(metric: QueueMetric, from: number, to: number): number | undefined {
    const values = this.#snapshots.flatMap((snapshot, index) => {
      const end = Math.min(this.#snapshots[index + 1]?.at ?? to, to);
      const moments = [Math.max(snapshot.at, from), end];
      return snapshot.at <= to && end >= from ? moments.map((at) => valueAt[metric](snapshot, at)) : [];
    });
    return values.length === 0 ? undefined : Math.max(...values);
  }

  clear(): void {
    this.#snapshots = [];
  }
}
