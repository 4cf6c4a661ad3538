import { createHmac } from "node:crypto";
import { isId } from "../kernel/ids.ts";
import { sameText } from "./signed-token.ts";
import type { MasterKey } from "./master-key.ts";

/** An address that wants no more reminders from a partner; the address only as its pseudonym. */
export interface UnsubscribeToken {
  readonly partnerId: string;
  readonly address: string;
}

/** Every genuine token is shorter; longer ones are not verified. */
const maxLength = 120;

/**
 * The token of `…/u/{token}`. It never ends, so it is signed by the generation that is never removed, and names none.
 * Its key is of its own purpose: nothing can be accepted with it (domain, Links and codes).
 */
export function signUnsubscribe({ partnerId, address }: UnsubscribeToken, masterKey: MasterKey): string {
  const signed = `${partnerId}.${address}`;
  return `${signed}.${macOf(signed, masterKey)}`;
}

/** The content of a genuine token; null for any other text. Reads nothing. */
export function verifyUnsubscribe(token: string, masterKey: MasterKey): UnsubscribeToken | null {
  const [partnerId = "", address = "", mac = "", ...others] = token.split(".");
  if (token.length > maxLength || others.length > 0 || !isId("partner", partnerId)) return null;
  return sameText(mac, macOf(`${partnerId}.${address}`, masterKey)) ? { partnerId, address } : null;
}

const macOf = (signed: string, masterKey: MasterKey): string =>
  createHmac("sha256", masterKey.deriveLasting("unsubscribe")).update(`unsubscribe\0${signed}`).digest("base64url");
