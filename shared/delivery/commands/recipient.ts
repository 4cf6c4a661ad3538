import type { MasterKey } from "../../crypto/master-key.ts";
import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import { mailboxOf } from "../../kernel/address.ts";

/** An address that a request goes to, and what stands for it in keys. */
export interface Recipient {
  readonly email: string;
  /** Pseudonym of the address. */
  readonly address: string;
  /** Pseudonym of the mailbox: the address without its `+tag`, by which limits and unsubscribing go. */
  readonly mailbox: string;
}

/** The recipient behind a normalised address. */
export const recipientOf = (email: string, masterKey: MasterKey): Recipient => ({
  email,
  address: addressPseudonym(email, masterKey),
  mailbox: addressPseudonym(mailboxOf(email), masterKey),
});
