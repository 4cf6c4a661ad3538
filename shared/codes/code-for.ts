import { createHmac } from "node:crypto";
import { codeLength } from "./rules.ts";
import type { MasterKey } from "../crypto/master-key.ts";

/** The numbers from which the key makes a code; without the key they reveal nothing. */
export interface CodeNumbers {
  readonly invitationId: string;
  readonly linkVersion: number;
  readonly number: number;
  readonly kid: string;
}

/** The code, eight digits. Null when its key generation is gone. */
export function codeFor({ invitationId, linkVersion, number, kid }: CodeNumbers, masterKey: MasterKey): string | null {
  const key = masterKey.derive("code", kid);
  if (key === null) return null;
  const mac = createHmac("sha256", key).update(`${invitationId}.${linkVersion}.${number}`).digest();
  // 64 bits modulo a hundred million: the bias is below 10⁻¹¹.
  return String(mac.readBigUInt64BE() % 10n ** BigInt(codeLength)).padStart(codeLength, "0");
}
