import { createHmac } from "node:crypto";
import { isId } from "../kernel/ids.ts";
import { sameText } from "./links.ts";
import type { MasterKey } from "./master-key.ts";

/** What a mailed link can stop, and what kind of id it belongs to. */
export const stopKinds = { recovery: "customer", code: "invitation" } as const;
export type StopKind = keyof typeof stopKinds;

/** What a link says that stops something. Whether it still can be stopped, the table knows. */
export interface Stop {
  readonly kind: StopKind;
  /** Id of the customer that is recovered, or of the invitation whose code was mailed. */
  readonly subject: string;
  /** Pseudonym of the address that the link was mailed to. */
  readonly address: string;
  /** Number of the recovery, or version of the invitation's link. */
  readonly number: number;
}

/** The longest genuine token stays below this; longer ones are not looked at. */
const maxLength = 200;

/** The token of `…/stop/{token}`, signed by the current key. Its key is of its own purpose: it can do nothing else. */
export function signStop({ kind, subject, address, number }: Stop, masterKey: MasterKey): string {
  const signed = [kind, subject, address, number, masterKey.currentKid].join(".");
  return `${signed}.${macOf(signed, masterKey, masterKey.currentKid)}`;
}

/** What a genuine token says, whatever generation signed it; null for everything else. Reads nothing. */
export function verifyStop(token: string, masterKey: MasterKey): Stop | null {
  const parts = token.split(".");
  const [name = "", subject = "", address = "", number = "", kid = "", mac = ""] = parts;
  const kind = (Object.keys(stopKinds) as StopKind[]).find((known) => known === name);
  if (token.length > maxLength || parts.length !== 6 || kind === undefined) return null;
  if (!isId(stopKinds[kind], subject)) return null;
  const expected = macOf(parts.slice(0, 5).join("."), masterKey, kid);
  if (expected === null || !sameText(mac, expected)) return null;
  return { kind, subject, address, number: Number(number) };
}

function macOf(signed: string, masterKey: MasterKey, kid: string): string | null {
  const key = masterKey.derive("stop", kid);
  return key && createHmac("sha256", key).update(`stop\0${signed}`).digest("base64url");
}
