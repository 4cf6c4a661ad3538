import { isId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { digestOf } from "./digests.ts";
import type { MasterKey } from "./master-key.ts";
import { partsOfToken, signToken } from "./signed-token.ts";

/** How long a mailed link lives at most: until after the end that its notice announced. */
export const renewalLinkDays = 30;

/** The content of a link that renews permissions without signing in. */
export interface Renewal {
  readonly relationshipId: string;
  /** Pseudonym of the administrator that the link was mailed to. */
  readonly address: string;
  /** Digest of what the link depends on. */
  readonly basis: string;
  /** To the second. */
  readonly endsAt: Instant;
}

/** Digest of what a link depends on: 128 bits. The link has no effect any more when it has changed. */
export const basisDigest = (basis: unknown): string => digestOf(basis).slice(0, 32);

/** The token of `…/r/{token}`. */
export const signRenewal = ({ relationshipId, address, basis, endsAt }: Renewal, masterKey: MasterKey): string =>
  signToken("renew", [relationshipId, address, basis, Math.floor(Date.parse(endsAt) / 1000)], masterKey);

/** The content of a genuine token, also of one that has expired; null for any other text. */
export function verifyRenewal(token: string, masterKey: MasterKey): Renewal | null {
  const [relationshipId = "", address = "", basis = "", end] = partsOfToken("renew", 4, token, masterKey) ?? [];
  if (!isId("relationship", relationshipId)) return null;
  return { relationshipId, address, basis, endsAt: new Date(Number(end) * 1000).toISOString() };
}
