import type { MasterKey } from "../crypto/master-key.ts";
import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { mailboxOf } from "../domain/address.ts";
import { customerOf } from "./customer-of.ts";

/** Whom a request goes to: what stands for the address in keys, and the customer behind it. */
export interface Recipient {
  readonly email: string;
  /** Pseudonym of the address. */
  readonly address: string;
  /** Pseudonym of the mailbox: the address without its `+tag`, by which limits and unsubscribing go. */
  readonly mailbox: string;
  readonly customerId: string;
  /** The mail domain where it is an organisation's own; null at a public mail provider. */
  readonly domain: string | null;
}

/** The recipient behind a normalised address. */
export const recipientOf = async (email: string, masterKey: MasterKey): Promise<Recipient> => ({
  email,
  address: addressPseudonym(email, masterKey),
  mailbox: addressPseudonym(mailboxOf(email), masterKey),
  ...(await customerOf(email, masterKey)),
});
