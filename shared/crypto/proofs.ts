import type { MasterKey } from "./master-key.ts";
import { macOf, sameText } from "./signed-token.ts";

/** What a proof of mailbox is for: one link of one invitation at one address. */
export interface ProvenMailbox {
  readonly invitationId: string;
  readonly linkVersion: number;
  /** Pseudonym of the address. */
  readonly address: string;
}

/** Minutes for which a proof replaces the code. */
const minutes = 30;

/** The proof that the right code was entered, for the form's field `proof`: its end, the generation and the code. */
export function signProof(mailbox: ProvenMailbox, now: string, masterKey: MasterKey): string {
  const until = String(Date.parse(now) + minutes * 60_000);
  return `${until}.${masterKey.currentKid}.${proofOf(mailbox, until, masterKey.currentKid, masterKey)}`;
}

/** Whether a form's proof is genuine, belongs to this mailbox and link, and has not expired. */
export function isProven(mailbox: ProvenMailbox, proof: string, now: string, masterKey: MasterKey): boolean {
  const [until = "", kid = "", mac = "", ...others] = proof.split(".");
  if (others.length > 0 || !/^\d{1,16}$/.test(until)) return false;
  const expected = proofOf(mailbox, until, kid, masterKey);
  return expected !== null && sameText(mac, expected) && Date.parse(now) < Number(until);
}

const proofOf = ({ invitationId, linkVersion, address }: ProvenMailbox, until: string, kid: string, key: MasterKey) =>
  macOf("proof", [invitationId, linkVersion, address, until, kid].join("."), kid, key);
