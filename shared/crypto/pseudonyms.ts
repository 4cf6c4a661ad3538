import { createHmac } from "node:crypto";
import { idAlphabet, idPrefixes } from "../kernel/ids.ts";
import type { MasterKey } from "./master-key.ts";

/** What stands for a mail address in keys: the same for the same address, and nothing can be read from it. */
export const addressPseudonym = (address: string, masterKey: MasterKey): string =>
  base32(pseudonymBytes(`address\0${address}`, masterKey));

/** What stands for a mail domain in counts. */
export const domainPseudonym = (domain: string, masterKey: MasterKey): string =>
  base32(pseudonymBytes(`domain\0${domain}`, masterKey));

/** What stands for a partner's own word in keys: words are few and short, so a bare hash of one could be guessed. */
export const tagPseudonym = (tag: string, masterKey: MasterKey): string =>
  base32(pseudonymBytes(`tag\0${tag}`, masterKey));

/** What stands for the start of a text in keys: a bare hash of one could be guessed. */
export const startPseudonym = (start: string, masterKey: MasterKey): string =>
  base32(pseudonymBytes(`start\0${start}`, masterKey));

/**
 * The pseudonym of a customer's person in events. It depends on their reader (a partner's id, or a customer's for its own
 * events), so that two partners cannot find out that they know the same person.
 */
export const personPseudonym = (address: string, reader: string, masterKey: MasterKey): string =>
  idPrefixes.address + base32(pseudonymBytes(`person\0${reader}\0${address}`, masterKey));

const pseudonymBytes = (text: string, masterKey: MasterKey): Buffer =>
  createHmac("sha256", masterKey.deriveLasting("address")).update(text).digest();

/** 26 characters of Crockford base32: 130 bits, the length of a ULID. */
function base32(bytes: Buffer): string {
  let text = "";
  for (let bit = 0; text.length < 26; bit += 5) {
    const at = bit >> 3;
    // Five bits lie in two bytes at most.
    text += idAlphabet[(bytes.readUInt16BE(at) >> (11 - (bit & 7))) & 31];
  }
  return text;
}
