import { parseMasterKey, type MasterKey } from "../../../shared/crypto/master-key.ts";

/** The secrets of the key generations in tests. */
export const generations = { "1": "one".repeat(16), "2": "two".repeat(16), "3": "three".repeat(16) } as const;

/** A master key that signs with `current` and still knows `known`. */
export const aMasterKey = (
  current: keyof typeof generations = "1",
  known: readonly (keyof typeof generations)[] = [current],
): MasterKey =>
  parseMasterKey(
    JSON.stringify({
      current,
      lasting: known.toSorted()[0],
      ...Object.fromEntries(known.map((kid) => [kid, generations[kid]])),
    }),
  );
