import { hkdfSync } from "node:crypto";
import type { MasterKey } from "./master-key.ts";

/** The secrets with which an external portal signs its messages (decision 0005). */
export interface CallbackSecrets {
  /** With which it should sign now. */
  readonly current: Buffer;
  /** Which still count, until their generation of the master key is removed. */
  readonly previous: readonly Buffer[];
}

/** A portal's secrets, one per generation of the master key: nothing of them is stored, and no portal has another's. */
export function callbackSecrets(portalId: string, masterKey: MasterKey): CallbackSecrets {
  const { currentKid, kids } = masterKey;
  const secretOf = (kid: string): Buffer =>
    Buffer.from(hkdfSync("sha256", masterKey.derive("callback", kid)!, "", `rapport/portal/${portalId}`, 32));
  return { current: secretOf(currentKid), previous: kids.filter((kid) => kid !== currentKid).map(secretOf) };
}

/** A secret as Standard Webhooks writes it. */
export const secretText = (secret: Buffer): string => `whsec_${secret.toString("base64")}`;
