import { createHmac } from "node:crypto";
import { sameText } from "./links.ts";
import type { MasterKey } from "./master-key.ts";

/** What a proof of mailbox is for: one link of one invitation at one address. */
export interface ProvenMailbox {
  readonly invitationId: string;
  readonly linkVersion: number;
  /** Pseudonym of the address. */
  readonly address: string;
}

/** How long a proof spares the next code, in minutes. */
const minutes = 30;

/** The longest genuine proof stays below this; longer ones are not looked at. */
const maxLength = 120;

/** The proof that a right code was given, for the form's field `proof`. It says nothing but until when. */
export function signProof(mailbox: ProvenMailbox, now: string, masterKey: MasterKey): string {
  const until = Date.parse(now) + minutes * 60_000;
  return `${until}.${masterKey.currentKid}.${macOf(mailbox, until, masterKey, masterKey.currentKid)}`;
}

/** Whether a form's proof is genuine, for this very mailbox and link, and not over. */
export function isProven(mailbox: ProvenMailbox, proof: string, now: string, masterKey: MasterKey): boolean {
  const [until = "", kid = "", mac = "", ...others] = proof.split(".");
  if (proof.length > maxLength || others.length > 0 || !/^\d{1,16}$/.test(until)) return false;
  const expected = macOf(mailbox, Number(until), masterKey, kid);
  return expected !== null && sameText(mac, expected) && Date.parse(now) < Number(until);
}

function macOf(
  { invitationId, linkVersion, address }: ProvenMailbox,
  until: number,
  masterKey: MasterKey,
  kid: string,
): string | null {
  const key = masterKey.derive("proof", kid);
  const signed = `proof\0${invitationId}.${linkVersion}.${address}.${until}.${kid}`;
  return key && createHmac("sha256", key).update(signed).digest("base64url");
}
