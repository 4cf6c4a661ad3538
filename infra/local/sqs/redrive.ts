import type { Queue } from "./sqs.ts";

/** Whether the messages of a queue were given up by another one. */
export const isDeadLetterQueue = (queues: readonly Queue[], queue: Queue): boolean =>
  queues.some(({ deadLetters }) => deadLetters === queue);

/**
 * Moves dead letters back to the queue they were given up by, or that names this one in its redrive policy.
 * Answers how many; `undefined` when there is no dead-letter queue of that name.
 */
export const redrive = (queues: readonly Queue[], name: string): number | undefined => {
  const queue = queues.find((candidate) => [candidate.name, candidate.shortName].includes(name));
  const [source, ...others] = queues.filter(({ deadLetters }) => deadLetters === queue);
  if (queue === undefined || source === undefined) return undefined;
  const before = queue.visible;
  queue.moveAll(others.length === 0 ? source : undefined);
  return before - queue.visible;
};
