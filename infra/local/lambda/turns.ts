/** Limits how many tasks run at the same time. They start in the order of their requests. */
export class Turns {
  #limit: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get limit(): number {
    return this.#limit;
  }

  /** What runs goes on, even if it is more than the new limit. */
  set limit(limit: number) {
    this.#limit = limit;
    this.#next();
  }

  /** Runs `work` when its turn has come. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /** Runs `work` alone: after everything that was asked for before, and before everything that is asked for later. */
  async takeAll<T>(work: () => Promise<T>): Promise<T> {
    const turns = this.#limit;
    await Promise.all(Array.from({ length: turns }, () => this.#enter()));
    try {
      return await work();
    } finally {
      for (let turn = 0; turn < turns; turn += 1) this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#limit && this.#waiting.length === 0) this.#running += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #leave(): void {
    this.#running -= 1;
    this.#next();
  }

  #next(): void {
    while (this.#running < this.#limit) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#running += 1;
      next();
    }
  }
}
