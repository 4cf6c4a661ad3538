/** A clock for spans, in milliseconds; it runs on whatever the time of day is. */
export type Stopwatch = () => number;

/**
 * Answers a function that waits until the next mail may go out: mails of one function follow each other at least
 * `interval` milliseconds apart. The first one goes at once, and pauses between batches count.
 */
export function paced(
  interval: number,
  stopwatch: Stopwatch,
  wait: (milliseconds: number) => Promise<void>,
): () => Promise<void> {
  let next = -Infinity;
  return async () => {
    const now = stopwatch();
    const turn = Math.max(now, next);
    next = turn + interval;
    if (turn > now) await wait(turn - now);
  };
}
