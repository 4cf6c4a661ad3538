/** A monotonic clock in milliseconds. */
export type Stopwatch = () => number;

/**
 * Returns a function that waits until the next mail may be sent: the mails of one function are at least `interval`
 * milliseconds apart. The first one is sent at once.
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
