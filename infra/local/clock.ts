/** Milliseconds of a day. */
export const dayMs = 86_400_000;

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

interface Schedule {
  readonly period: number;
  readonly run: () => void;
  /** When it runs next. */
  due: number;
}

const patternOfDuration = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
/** What `setTimeout` can hold: 31 bits of milliseconds, about 24 days. */
const longestTimeout = 2 ** 31 - 1;

/** Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds; months and years have no fixed length and throw. */
export const millisecondsOf = (duration: string): number => {
  const parts = patternOfDuration.exec(duration);
  if (parts === null) throw new RangeError(`${duration} is not a duration of weeks, days, hours, minutes and seconds.`);
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return (
    ((((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000 + (seconds ?? 0) * 1000
  );
};

/**
 * The one virtual clock: real time plus an offset that only grows, unless a reset or a date that is set takes it back. A
 * clock that stands has a fixed moment in the place of real time, so that two runs tell the same times.
 * Times are milliseconds since the epoch. Workers read the offset from shared memory, so nobody is ever told late.
 */
export class Clock {
  /** One 64-bit integer: the offset to real time in milliseconds. */
  readonly shared = new SharedArrayBuffer(8);
  readonly #offset = new BigInt64Array(this.shared);
  readonly #settle: () => Promise<void>;
  /** The moment at which it stands; undefined where time passes by itself. */
  readonly standsAt: number | undefined;
  #timers: Timer[] = [];
  #schedules: Schedule[] = [];
  #armed: NodeJS.Timeout | undefined;
  #jump: Promise<void> | undefined;

  /** `settle` resolves when everything runnable at the virtual now has run; `standsAt` stops the time that passes by itself. */
  constructor(settle: () => Promise<void>, standsAt?: number) {
    this.#settle = settle;
    this.standsAt = standsAt;
  }

  now(): number {
    return (this.standsAt ?? Date.now()) + this.offset;
  }

  /** Goes on where another run stood; nothing that would have been due meanwhile runs by this alone. */
  restore(offset: number): void {
    Atomics.store(this.#offset, 0, BigInt(offset));
    this.#restartSchedules();
    this.#arm();
  }

  /** How far virtual time is ahead, milliseconds. */
  get offset(): number {
    return Number(Atomics.load(this.#offset, 0));
  }

  /** Runs once at the virtual time `due`; the answer takes it back. */
  at(due: number, run: () => void): () => void {
    const timer = { due, run };
    const index = this.#timers.findIndex((other) => other.due > due);
    this.#timers.splice(index === -1 ? this.#timers.length : index, 0, timer);
    this.#arm();
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Runs every `period` milliseconds while time passes by itself; a jump runs it once on arrival and at every step. */
  every(period: number, run: () => void): void {
    this.#schedules.push({ period, run, due: this.now() + period });
    this.#arm();
  }

  /** Jumps to each due timer in order, lets everything run, goes on; schedules run at the end, or after every `step` milliseconds. */
  async advance(by: number, step = by): Promise<void> {
    if (this.#jump !== undefined) throw new Error("The clock is already on its way.");
    if (!(by >= 0) || !(step > 0 || by === 0))
      throw new RangeError("The clock only goes forward; a reset takes it back.");
    const end = this.now() + by;
    this.#jump = (async () => {
      for (let stop = Math.min(this.now() + step, end); ; stop = Math.min(stop + step, end)) {
        await this.#goTo(stop);
        for (const schedule of this.#schedules) this.#runSchedule(schedule);
        await this.#settle();
        if (stop >= end) return;
      }
    })();
    try {
      await this.#jump;
    } finally {
      this.#jump = undefined;
      this.#arm();
    }
  }

  /** Runs what has become due since the last timer fired, without waiting for the next. */
  catchUp(): void {
    if (this.#jump === undefined) this.#runDueTimers();
  }

  /** Back to real time; what was due is forgotten, schedules start over. */
  reset(): void {
    Atomics.store(this.#offset, 0, 0n);
    this.#timers = [];
    this.#restartSchedules();
    this.#arm();
  }

  /** Forgets everything, so that nothing keeps the process alive or fires late. */
  stop(): void {
    this.#timers = [];
    this.#schedules = [];
    clearTimeout(this.#armed);
  }

  async #goTo(target: number): Promise<void> {
    await this.#settle();
    for (let next = this.#timers[0]; next !== undefined && next.due <= target; next = this.#timers[0]) {
      this.#moveTo(next.due);
      this.#runDueTimers();
      await this.#settle();
    }
    this.#moveTo(target);
  }

  #moveTo(time: number): void {
    const ahead = time - this.now();
    if (ahead > 0) Atomics.add(this.#offset, 0, BigInt(Math.ceil(ahead)));
  }

  #runDueTimers(): void {
    const now = this.now();
    for (let next = this.#timers[0]; next !== undefined && next.due <= now; next = this.#timers[0]) {
      this.#timers.shift();
      next.run();
    }
  }

  #runSchedule(schedule: Schedule): void {
    // A late run moves no other one; only after a jump the next is counted from now.
    const next = schedule.due + schedule.period;
    schedule.due = next > this.now() ? next : this.now() + schedule.period;
    schedule.run();
  }

  #restartSchedules(): void {
    for (const schedule of this.#schedules) schedule.due = this.now() + schedule.period;
  }

  #arm(): void {
    clearTimeout(this.#armed);
    const dues = [...this.#timers.slice(0, 1), ...this.#schedules].map(({ due }) => due);
    if (dues.length === 0) return;
    const wait = Math.min(Math.max(Math.min(...dues) - this.now(), 0), longestTimeout);
    if (this.standsAt !== undefined && wait > 0) return;
    this.#armed = setTimeout(() => this.#tick(), wait).unref();
  }

  #tick(): void {
    if (this.#jump !== undefined) return;
    this.#runDueTimers();
    const now = this.now();
    for (const schedule of this.#schedules) if (schedule.due <= now) this.#runSchedule(schedule);
    this.#arm();
  }
}
