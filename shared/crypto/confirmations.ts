import { createHmac } from "node:crypto";
import { isId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { sameText } from "./links.ts";
import type { MasterKey } from "./master-key.ts";

/** What a mailbox can confirm by a mailed link, and what kind of id the confirmation belongs to. */
export const confirmationKinds = { notifications: "partner", administrator: "customer" } as const;
export type ConfirmationKind = keyof typeof confirmationKinds;

/** What a confirmation link says. Whether it is still waited for, the table knows. */
export interface Confirmation {
  readonly kind: ConfirmationKind;
  /** Id of the partner or customer that the address is confirmed for. */
  readonly subject: string;
  /** Pseudonym of the address. */
  readonly address: string;
  /** Number of the mailed link, or sequence of the event that asked for the mail. */
  readonly number: number;
  /** To the second. */
  readonly endsAt: Instant;
}

/** The longest genuine token stays below this; longer ones are not looked at. */
const maxLength = 200;

/** The token of `…/confirm/{token}`, signed by the current key. Its key is of its own purpose: it can do nothing else. */
export function signConfirmation(
  { kind, subject, address, number, endsAt }: Confirmation,
  masterKey: MasterKey,
): string {
  const end = Math.floor(Date.parse(endsAt) / 1000);
  const signed = [kind, subject, address, number, end, masterKey.currentKid].join(".");
  return `${signed}.${macOf(signed, masterKey, masterKey.currentKid)}`;
}

/** What a genuine token says, whatever generation signed it and whether it has ended or not; null for everything else. Reads nothing. */
export function verifyConfirmation(token: string, masterKey: MasterKey): Confirmation | null {
  const parts = token.split(".");
  const [name = "", subject = "", address = "", number = "", end = "", kid = "", mac = ""] = parts;
  const kind = (Object.keys(confirmationKinds) as ConfirmationKind[]).find((known) => known === name);
  if (token.length > maxLength || parts.length !== 7 || kind === undefined) return null;
  if (!isId(confirmationKinds[kind], subject)) return null;
  const expected = macOf(parts.slice(0, 6).join("."), masterKey, kid);
  if (expected === null || !sameText(mac, expected)) return null;
  return { kind, subject, address, number: Number(number), endsAt: new Date(Number(end) * 1000).toISOString() };
}

function macOf(signed: string, masterKey: MasterKey, kid: string): string | null {
  const key = masterKey.derive("confirm", kid);
  return key && createHmac("sha256", key).update(`confirm\0${signed}`).digest("base64url");
}
