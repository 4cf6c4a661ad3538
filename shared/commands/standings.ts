import type { MasterKey } from "../crypto/master-key.ts";
import type { Invitation } from "../domain/invitation.ts";
import type { Standings } from "../domain/reminder-silence.ts";
import { sandboxOfPartners } from "../domain/sandbox.ts";
import { parseAdministered } from "../store/administered.ts";
import { parseStanding } from "../store/addresses.ts";
import { keys } from "../store/keys.ts";
import { parsePartnerStanding } from "../store/partners.ts";
import type { Table } from "../store/table.ts";
import { recipientOf } from "./recipient.ts";
import { sendersKeys } from "./senders-of.ts";

/**
 * How an invitation's address and partner stand, as far as its reminders go: a forecast, so it may be stale. One read request,
 * and one more where the address speaks for a customer.
 */
export async function readStandings(table: Table, invitation: Invitation, masterKey: MasterKey): Promise<Standings> {
  const { partnerId, terms } = invitation;
  const to = recipientOf(terms.customer.email, masterKey);
  const stale = { maybeStale: true };
  const [address, mailbox, rights, partner] = await table.getMany(
    [keys.address(to.address), keys.address(to.mailbox), keys.administered(to.address), keys.partner(partnerId)],
    stale,
  );
  const senders = await table.getMany(
    sendersKeys(invitation, parseAdministered(rights, to.address), sandboxOfPartners(invitation)),
    stale,
  );
  return { address: parseStanding({ address, mailbox, senders }, partnerId), partner: parsePartnerStanding(partner) };
}
