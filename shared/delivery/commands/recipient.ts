import type { MasterKey } from "../../crypto/master-key.ts";
import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import { mailboxOf } from "../../kernel/address.ts";
import { mayBeAsked, type AddressStatus } from "../rules/address-status.ts";
import { faultRefusal, Refusal } from "../../kernel/refusal.ts";
import { isSimulator, sandboxAddress, type Sandbox } from "../../partner/rules/sandbox.ts";
import { usersMailboxCheck, usersMailboxPlace } from "../../users/item.ts";
import type { Table } from "../../table/table.ts";
import type { Write } from "../../table/writes.ts";

/** An address with its pseudonyms. */
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

/** Refuses an administrator's address that receives no mail. `pointer` is the field at fault. */
export function unreachableAddress(pointer: string): Refusal {
  const message = "Mail to this address does not arrive, so it cannot speak for a customer.";
  return faultRefusal("suppressed-address", { pointer, code: "address-unreachable", message });
}

/** Refuses to ask an address that gets no mail. Why is its owner's business: one answer for all. */
export function assertMailable(addressStatus: AddressStatus): void {
  if (mayBeAsked(addressStatus)) return;
  const detail = "No mail can be sent to this address: it bounced or is unwanted. Ask your contact for another one.";
  throw new Refusal("suppressed-address", detail);
}

/** Whether something of a sandbox may reach an address: one of its partner's users, or the mailbox simulator. */
export const mayReach = async (
  table: Pick<Table, "read">,
  sandbox: string,
  { email, mailbox }: Pick<Recipient, "email" | "mailbox">,
): Promise<boolean> =>
  isSimulator(email) || (await table.read({ isUsers: usersMailboxPlace(sandbox, mailbox) })).isUsers;

/** Refuses an address that a sandbox may not reach. The writes require that it still belongs to a user. */
export async function sandboxRecipientWrites(
  table: Pick<Table, "read">,
  sandbox: Sandbox,
  recipient: Pick<Recipient, "email" | "mailbox">,
  pointer: string,
): Promise<Write[]> {
  if (sandbox === null) return [];
  if (!(await mayReach(table, sandbox, recipient))) throw sandboxAddress(pointer);
  return isSimulator(recipient.email) ? [] : [usersMailboxCheck(sandbox, recipient.mailbox)];
}
