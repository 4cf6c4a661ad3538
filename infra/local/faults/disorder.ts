import { createHash } from "node:crypto";

/** How many messages are received for each one that is received twice. */
const repeatsOneIn = 8;

/**
 * What a standard queue may do and seldom does, decided by a seed: deliver in another order than that of sending, and deliver
 * again what was deleted. Source: "Amazon SQS standard queues" of the SQS guide.
 */
export class Disorder {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The place of a queue's nth message among others. */
  rankOf(queue: string, nth: number): number {
    return createHash("sha256").update(`${this.#seed} ${queue} ${nth}`).digest().readUInt32BE();
  }

  /** Whether that message comes twice. */
  repeats(queue: string, nth: number): boolean {
    return this.rankOf(queue, nth) % repeatsOneIn === 0;
  }
}
