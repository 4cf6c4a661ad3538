/**
 * Counts what is running, so that "idle" is a fact and not a guess.
 * Every hand-over starts its successor before it ends, therefore a count of zero means that nothing is runnable now.
 */
export class Activity {
  #running = 0;
  readonly #faults: unknown[] = [];
  readonly #report: (fault: unknown) => void;
  #waiting: (() => void)[] = [];
  readonly #listeners: (() => void)[] = [];

  /** `report` hears at once of every fault of the local stack itself. */
  constructor(report: (fault: unknown) => void) {
    this.#report = report;
  }

  /** Runs `work` and counts it until it settles; its failure is the caller's. */
  async track<T>(work: () => Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      if (this.#running === 0) {
        setImmediate(() => this.#wake());
        for (const listener of this.#listeners) listener();
      }
    }
  }

  /** Calls `listener` whenever the last of what was running has ended. */
  onRest(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Runs `work` with nobody waiting for it; its failure is a fault of the local stack and thrown by the next `idle`. */
  start(work: () => Promise<unknown>): void {
    this.track(work).catch((fault: unknown) => {
      this.#report(fault);
      this.#faults.push(fault);
    });
  }

  /** Resolves when nothing runs. Throws what went wrong inside the local stack meanwhile. */
  async idle(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      setImmediate(() => this.#wake());
    });
    if (this.#faults.length > 0) throw this.#faults.shift();
  }

  #wake(): void {
    if (this.#running > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
