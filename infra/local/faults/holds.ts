import type { Call, Interceptor } from "../aws-endpoint.ts";

/** Which calls stop; the service by its signing name. */
export interface HeldCall {
  readonly service: string;
  readonly operation: string;
  /** The function whose calls stop; without it everybody's. */
  readonly caller?: string;
}

interface Arrival {
  readonly goOn: () => void;
  readonly done: Promise<void>;
}

/** A place at which calls wait until a test lets them go on, so that the test says who comes first. */
class Hold {
  readonly #which: HeldCall;
  #expected: number;
  readonly #arrivals: Arrival[] = [];
  #next = Promise.withResolvers<void>();

  constructor(which: HeldCall, expected: number) {
    this.#which = which;
    this.#expected = expected;
  }

  /** Whether this call stops here. Only the expected number of calls does. */
  takes({ service, operation, caller }: Call): boolean {
    const { service: wanted, operation: name, caller: who = caller } = this.#which;
    return this.#expected > 0 && service === wanted && operation === name && caller === who;
  }

  /** Lets a call wait here, then act. */
  async pass<T>(act: () => Promise<T>): Promise<T> {
    this.#expected -= 1;
    const released = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    this.#arrivals.push({ goOn: released.resolve, done: done.promise });
    this.#next.resolve();
    this.#next = Promise.withResolvers();
    await released.promise;
    try {
      return await act();
    } finally {
      done.resolve();
    }
  }

  /** Resolves when this number of calls has stopped here. */
  async arrived(count: number): Promise<void> {
    while (this.#arrivals.length < count) await this.#next.promise;
  }

  /** Lets the nth call go on, counted from 0, and resolves when it has been answered. Throws when it has not come yet. */
  async release(nth: number): Promise<void> {
    const arrival = this.#arrivals[nth];
    if (arrival === undefined) throw new RangeError(`Only ${this.#arrivals.length} calls wait here.`);
    arrival.goOn();
    await arrival.done;
  }

  /** Lets everything go on, and stops nobody any more. */
  end(): void {
    this.#expected = 0;
    for (const { goOn } of this.#arrivals) goOn();
  }
}

/** Every place at which calls wait. */
export class Holds {
  readonly #holds: Hold[] = [];

  /** Lets the next `count` of these calls wait. */
  add(which: HeldCall, count: number): Hold {
    const hold = new Hold(which, count);
    this.#holds.push(hold);
    return hold;
  }

  /** Lets everything go on. */
  clear(): void {
    for (const hold of this.#holds.splice(0)) hold.end();
  }

  readonly intercept: Interceptor = (call, act) => {
    const hold = this.#holds.find((candidate) => candidate.takes(call));
    return hold === undefined ? act(call) : hold.pass(() => act(call));
  };
}
