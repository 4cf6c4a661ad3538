import type { MasterKey } from "../crypto/master-key.ts";
import type { Invitation } from "../domain/invitation.ts";
import type { Standings } from "../domain/reminder-silence.ts";
import { parseStanding } from "../store/addresses.ts";
import { keys } from "../store/keys.ts";
import { parsePartnerStanding } from "../store/partners.ts";
import type { Table } from "../store/table.ts";
import { recipientOf } from "./recipient.ts";

/** How an invitation's address and partner stand, as far as its reminders go: a forecast, so it may be stale. One request. */
export async function readStandings(
  table: Table,
  { partnerId, terms }: Invitation,
  masterKey: MasterKey,
): Promise<Standings> {
  const to = await recipientOf(terms.customer.email, masterKey);
  const [address, mailbox, senders, partner] = await table.getMany(
    [keys.address(to.address), keys.address(to.mailbox), keys.senders(to.customerId), keys.partner(partnerId)],
    { maybeStale: true },
  );
  return { address: parseStanding({ address, mailbox, senders }, partnerId), partner: parsePartnerStanding(partner) };
}
