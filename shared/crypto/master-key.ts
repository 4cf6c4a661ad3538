import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import * as z from "zod/mini";

/** What a derived key is for; no key serves two purposes. */
export type KeyPurpose =
  | "receipt"
  | "link"
  | "code"
  | "address"
  | "callback"
  | "unsubscribe"
  | "sign-in"
  | "confirm"
  | "proof"
  | "stop"
  | "renew";

const secretSchema = z.catchall(
  z.object({ current: z.string(), lasting: z.string() }),
  z.string().check(z.minLength(32)),
);

/** A generation was asked for that the key, as it was read, does not have; read anew it may have it. */
export class UnknownGeneration extends Error {
  constructor() {
    super("The master key that was read has no such generation. It is read again.");
    this.name = "UnknownGeneration";
  }
}

/** The deployment's master key in all its generations. Only keys derived from it are ever used. */
export interface MasterKey {
  /** Id of the generation that signs. */
  readonly currentKid: string;
  /** Ids of all generations that are kept. */
  readonly kids: readonly string[];
  /** The derived key of a purpose and generation, 256 bits; null for an unknown generation. */
  derive(purpose: KeyPurpose, kid: string): KeyObject | null;
  /** The derived key that never rotates, for pseudonyms that must stay the same for the deployment's life. */
  deriveLasting(purpose: KeyPurpose): KeyObject;
}

/**
 * Reads the secret: JSON whose `current` names the generation that signs, and `lasting` the one that must never be removed;
 * every other member is one generation. `onUnknown` hears of every generation that is asked for and missing.
 */
export function parseMasterKey(secret: string, onUnknown: () => void = () => undefined): MasterKey {
  const { current, lasting, ...rest } = secretSchema.parse(JSON.parse(secret));
  const generations = new Map(Object.entries(rest as Record<string, string>));
  // The id is a part of links, between dots.
  const isPlain = [...generations.keys()].every((kid) => /^[A-Za-z0-9_-]{1,16}$/.test(kid));
  if (!isPlain) throw new Error("An id of the master key's generations has 1 to 16 letters, digits, _ or -.");
  if (!generations.has(current)) throw new Error("The master key has no current generation.");
  if (!generations.has(lasting)) throw new Error("The master key has no lasting generation.");
  const derived = new Map<string, KeyObject>();
  const derive = (purpose: KeyPurpose, kid: string): KeyObject | null => {
    const generation = generations.get(kid);
    if (generation === undefined) {
      onUnknown();
      return null;
    }
    const name = `${purpose}/${kid}`;
    const known = derived.get(name);
    if (known !== undefined) return known;
    // Of bytes, every HMAC would make such an object anew, which takes longer than the HMAC.
    const key = createSecretKey(Buffer.from(hkdfSync("sha256", generation, "", `rapport/${name}`, 32)));
    derived.set(name, key);
    return key;
  };
  return {
    currentKid: current,
    kids: [...generations.keys()],
    derive,
    deriveLasting: (purpose) => derive(purpose, lasting)!,
  };
}
