import { createHmac, timingSafeEqual } from "node:crypto";
import type { KeyPurpose, MasterKey } from "./master-key.ts";

/** Every genuine token is shorter; longer ones are not verified. */
const maxLength = 200;

/** The token `<parts>.<generation>.<mac>`, signed by the current generation of a key that has this one purpose. */
export function signToken(purpose: KeyPurpose, parts: readonly (string | number)[], masterKey: MasterKey): string {
  const signed = [...parts, masterKey.currentKid].join(".");
  return `${signed}.${macOf(purpose, signed, masterKey.currentKid, masterKey)}`;
}

/** The parts of a genuine token, whichever generation signed it; null for any other text. Reads nothing. */
export function partsOfToken(purpose: KeyPurpose, count: number, token: string, masterKey: MasterKey): string[] | null {
  const parts = token.split(".");
  if (token.length > maxLength || parts.length !== count + 2) return null;
  const [kid = "", mac = ""] = parts.splice(count);
  const expected = macOf(purpose, [...parts, kid].join("."), kid, masterKey);
  return expected !== null && sameText(mac, expected) ? parts : null;
}

/** The code that proves a text, in base64url; null for an unknown generation. */
export function macOf(purpose: KeyPurpose, signed: string, kid: string, masterKey: MasterKey): string | null {
  const key = masterKey.derive(purpose, kid);
  return key && createHmac("sha256", key).update(`${purpose}\0${signed}`).digest("base64url");
}

/** Compares two texts in constant time. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
