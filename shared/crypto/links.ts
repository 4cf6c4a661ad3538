import { createHmac, timingSafeEqual } from "node:crypto";
import { isId } from "../kernel/ids.ts";
import type { MasterKey } from "./master-key.ts";

/** The numbers behind a personal link (decision 0003). Which link version and partner epoch are valid, the table knows. */
export interface LinkNumbers {
  readonly invitationId: string;
  readonly version: number;
  readonly epoch: number;
}

/** The longest genuine token stays far below this; longer ones are not looked at. */
const maxLength = 160;

/** The token of `…/i/{token}`, signed by the current key. */
export function signLink({ invitationId, version, epoch }: LinkNumbers, masterKey: MasterKey): string {
  const signed = `${invitationId}.${version}.${epoch}.${masterKey.currentKid}`;
  return `${signed}.${macOf(signed, masterKey, masterKey.currentKid)!.toString("base64url")}`;
}

/** The numbers of a genuine token, whatever generation signed it; null for everything else. Reads nothing. */
export function verifyLink(token: string, masterKey: MasterKey): LinkNumbers | null {
  const parts = token.split(".");
  const [invitationId, version, epoch, kid, mac] = parts;
  if (token.length > maxLength || parts.length !== 5 || !isId("invitation", invitationId ?? "")) return null;
  if (!isCount(version) || !isCount(epoch) || kid === undefined || mac === undefined) return null;
  const expected = macOf(parts.slice(0, 4).join("."), masterKey, kid);
  if (expected === null || !sameText(mac, expected.toString("base64url"))) return null;
  return { invitationId: invitationId!, version: Number(version), epoch: Number(epoch) };
}

/** Compares two texts in a time that tells nothing of where they differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const isCount = (text: string | undefined): boolean => /^[1-9]\d{0,8}$/.test(text ?? "");

function macOf(signed: string, masterKey: MasterKey, kid: string): Buffer | null {
  const key = masterKey.derive("link", kid);
  return key && createHmac("sha256", key).update(`link\0${signed}`).digest();
}
