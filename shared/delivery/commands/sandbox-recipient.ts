import { isSimulator, sandboxAddress, type Sandbox } from "../../partner/rules/sandbox.ts";
import { usersMailboxCheck, usersMailboxPlace } from "../../users/item.ts";
import type { Table } from "../../table/table.ts";
import type { Write } from "../../table/writes.ts";
import type { Recipient } from "./recipient.ts";

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
