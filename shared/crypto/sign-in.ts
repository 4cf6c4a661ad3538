import { createHmac } from "node:crypto";
import { sameText } from "./links.ts";
import type { MasterKey } from "./master-key.ts";

/** What a mailed sign-in link says: whose it is, and which of this address's requests it answers. */
export interface SignInNumbers {
  /** Pseudonym of the address. */
  readonly address: string;
  readonly number: number;
}

/** The longest genuine token stays below this; longer ones are not looked at. */
const maxLength = 120;

/** The token of `/portal/sign-in/{token}`, signed by the current key. Whether it still counts, the table knows. */
export function signSignIn({ address, number }: SignInNumbers, masterKey: MasterKey): string {
  const signed = `${address}.${number}.${masterKey.currentKid}`;
  return `${signed}.${macOf(signed, masterKey, masterKey.currentKid)}`;
}

/** The numbers of a genuine token, whatever generation signed it; null for everything else. Reads nothing. */
export function verifySignIn(token: string, masterKey: MasterKey): SignInNumbers | null {
  const [address = "", number = "", kid = "", mac = "", ...others] = token.split(".");
  if (token.length > maxLength || others.length > 0) return null;
  const expected = macOf(`${address}.${number}.${kid}`, masterKey, kid);
  return expected !== null && sameText(mac, expected) ? { address, number: Number(number) } : null;
}

function macOf(signed: string, masterKey: MasterKey, kid: string): string | null {
  const key = masterKey.derive("sign-in", kid);
  return key && createHmac("sha256", key).update(`sign-in\0${signed}`).digest("base64url");
}
