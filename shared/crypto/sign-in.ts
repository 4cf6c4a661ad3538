import type { MasterKey } from "./master-key.ts";
import { partsOfToken, signToken } from "./signed-token.ts";

/** The address and the number of the sign-in request that a mailed link answers. */
export interface SignInNumbers {
  /** Pseudonym of the address. */
  readonly address: string;
  readonly number: number;
}

/** The token of `/portal/sign-in/{token}`. The table holds whether it is still valid. */
export const signSignIn = ({ address, number }: SignInNumbers, masterKey: MasterKey): string =>
  signToken("sign-in", [address, number], masterKey);

/** The numbers of a genuine token; null for any other text. */
export function verifySignIn(token: string, masterKey: MasterKey): SignInNumbers | null {
  const parts = partsOfToken("sign-in", 2, token, masterKey);
  return parts && { address: parts[0]!, number: Number(parts[1]) };
}
