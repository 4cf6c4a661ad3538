import type { Clock } from "./clock.ts";

/** Something that is to be done at the virtual time `due`, milliseconds; its `work` is data, so that a folder can keep it. */
export interface Postponement<Work> {
  readonly due: number;
  readonly work: Work;
}

/** What waits for its moment and must not be lost when the stack goes on after its end. */
export class Postponed<Work> {
  readonly #clock: Clock;
  readonly #run: (work: Work) => void;
  readonly #waiting = new Map<Postponement<Work>, () => void>();

  constructor(clock: Clock, run: (work: Work) => void) {
    this.#clock = clock;
    this.#run = run;
  }

  /** What has not come due yet. */
  get waiting(): readonly Postponement<Work>[] {
    return [...this.#waiting.keys()];
  }

  add(postponement: Postponement<Work>): void {
    const takeBack = this.#clock.at(postponement.due, () => {
      this.#waiting.delete(postponement);
      this.#run(postponement.work);
    });
    this.#waiting.set(postponement, takeBack);
  }

  clear(): void {
    for (const takeBack of this.#waiting.values()) takeBack();
    this.#waiting.clear();
  }
}
