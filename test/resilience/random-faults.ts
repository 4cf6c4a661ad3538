import type { Faults } from "../../infra/local/faults/faults.ts";
import { localCaller } from "../../infra/local/aws-endpoint.ts";
import { crashesOf, faultsOf } from "./derived-faults.ts";

/** One call in this many fails, and one invocation in this many crashes. */
const oneCallIn = 20;
const oneCrashIn = 100;

/** Numbers from 0 up to 1 that are the same for the same seed: mulberry32, by Tommy Ettinger, in the public domain. */
const numbersFrom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/**
 * Lets one call of functions in twenty fail in one of the derived ways, and lets functions crash. Returns how often it did
 * so, and how to end it.
 */
export function failAtRandom(
  faults: Faults,
  seed: number,
): { readonly injected: () => number; readonly end: () => void } {
  const number = numbersFrom(seed);
  const oneOf = <Value>(values: readonly Value[]): Value => values[Math.floor(number() * values.length)]!;
  const take = faults.take.bind(faults);
  const crashes = faults.crashes.bind(faults);
  let injected = 0;
  const inject = (fault: object): void => {
    injected++;
    faults.add(fault);
  };
  faults.take = (service, operation, caller) => {
    if (number() < 1 / oneCallIn) {
      if (caller === undefined) inject({ service, operation, error: "InternalException" });
      else if (caller !== localCaller) inject(oneOf(faultsOf(`${service} ${operation} ${caller}`)).fault);
    }
    return take(service, operation, caller);
  };
  faults.crashes = (name, at) => {
    // A failed sign-in is repeated by hand; no test does that.
    if (name !== "shape-token" && number() < 1 / oneCrashIn) inject(oneOf(crashesOf(name)).fault);
    return crashes(name, at);
  };
  return {
    injected: () => injected,
    end: () => {
      Object.assign(faults, { take, crashes });
      faults.clear();
    },
  };
}
