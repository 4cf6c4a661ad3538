import { afterEach, describe, expect, it, vi } from "vitest";
import { Clock, millisecondsOf } from "../../infra/local/clock.ts";

const hour = 3_600_000;
const clocks: Clock[] = [];
const aClock = (settle: () => Promise<void> = async () => undefined): Clock => {
  const clock = new Clock(settle);
  clocks.push(clock);
  return clock;
};
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

describe("the virtual clock", () => {
  it("jumps to each due timer in order and lets everything settle before the next", async () => {
    const seen: string[] = [];
    const clock = aClock(async () => void seen.push("settled"));
    const start = clock.now();
    clock.at(start + 3 * hour, () => seen.push("third"));
    clock.at(start + hour, () => seen.push("first"));
    clock.at(start + 2 * hour, () => seen.push("second"));
    await clock.advance(4 * hour);
    const settled = "settled";
    expect(seen).toEqual([settled, "first", settled, "second", settled, "third", settled, settled]);
    expect(clock.now()).toBeGreaterThanOrEqual(start + 4 * hour);
  });

  it("stands at the due time while a timer runs, and runs what that timer adds", async () => {
    const clock = aClock();
    const start = clock.now();
    const times: number[] = [];
    const again = (): void => {
      times.push(Math.floor((clock.now() - start) / hour));
      clock.at(clock.now() + hour, again);
    };
    clock.at(start + hour, again);
    await clock.advance(3.5 * hour);
    expect(times).toEqual([1, 2, 3]);
  });

  it("leaves what is due later, and forgets what was taken back", async () => {
    const clock = aClock();
    const seen: string[] = [];
    clock.at(clock.now() + 2 * hour, () => seen.push("later"));
    clock.at(clock.now() + hour / 2, () => seen.push("never"))();
    await clock.advance(hour);
    expect(seen).toEqual([]);
    await clock.advance(hour);
    expect(seen).toEqual(["later"]);
  });

  it("runs schedules once on arrival, or after every step", async () => {
    const clock = aClock();
    let runs = 0;
    clock.every(hour, () => (runs += 1));
    await clock.advance(24 * hour);
    expect(runs).toBe(1);
    await clock.advance(24 * hour, 6 * hour);
    expect(runs).toBe(5);
  });

  it("runs a schedule at its moments while time passes by itself", () => {
    vi.useFakeTimers();
    const clock = aClock();
    const began = clock.now();
    const runs: number[] = [];
    clock.every(hour, () => runs.push(clock.now() - began));
    vi.advanceTimersByTime(3.5 * hour);
    clock.stop();
    vi.useRealTimers();
    expect(runs).toEqual([hour, 2 * hour, 3 * hour]);
  });

  it("never goes back but by a reset", async () => {
    const clock = aClock();
    await clock.advance(24 * hour);
    await expect(clock.advance(-1)).rejects.toThrow(RangeError);
    clock.reset();
    expect(clock.now() - Date.now()).toBeLessThan(hour);
  });

  it("can stand at a moment, moves only by jumps, and returns to that moment by a reset", async () => {
    vi.useFakeTimers();
    const start = Date.parse("2027-03-01T09:00:00.000Z");
    const clock = new Clock(async () => undefined, start);
    clocks.push(clock);
    const seen: number[] = [];
    clock.at(start + hour, () => seen.push(clock.now()));
    vi.advanceTimersByTime(5 * hour);
    expect([clock.now(), seen]).toEqual([start, []]);
    await clock.advance(2 * hour);
    expect([clock.now(), seen]).toEqual([start + 2 * hour, [start + hour]]);
    clock.reset();
    expect(clock.now()).toBe(start);
    clock.stop();
    vi.useRealTimers();
  });
});

describe("a duration", () => {
  it.each([
    ["P7D", 7 * 24 * hour],
    ["PT1H", hour],
    ["P1DT2H3M4S", 26 * hour + 184_000],
    ["P2W", 14 * 24 * hour],
  ])("%s is %i ms", (text, expected) => {
    expect(millisecondsOf(text)).toBe(expected);
  });

  it.each(["P1M", "P1Y", "P", "PT", "-P1D", "7 days"])("%s is refused", (text) => {
    expect(() => millisecondsOf(text)).toThrow(RangeError);
  });
});
