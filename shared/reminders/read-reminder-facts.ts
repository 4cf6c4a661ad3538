import type { MasterKey } from "../crypto/master-key.ts";
import type { Invitation } from "../invitation/model.ts";
import type { ReminderFacts } from "./rules/block.ts";
import { sandboxOfPartners } from "../partner/rules/sandbox.ts";
import { rightsPlace } from "../customer/items/administered.ts";
import { addressPlace, addressStatusOf } from "../delivery/address-item.ts";
import { partnerStandingPlace } from "../partner/items/partners.ts";
import { present } from "../table/places.ts";
import type { Table } from "../table/table.ts";
import { recipientOf } from "../delivery/commands/recipient.ts";
import { sendersPlan } from "../customer/items/senders.ts";

/** What decides on the reminders of an invitation. It is a forecast, so stale reads are enough. */
export async function readReminderFacts(
  table: Table,
  invitation: Invitation,
  masterKey: MasterKey,
): Promise<ReminderFacts> {
  const { partnerId, terms } = invitation;
  const to = recipientOf(terms.customer.email, masterKey);
  const stale = { maybeStale: true };
  const { rights, partner, ...known } = await table.read(
    {
      address: addressPlace(to.address),
      mailbox: addressPlace(to.mailbox),
      rights: rightsPlace(to.address),
      partner: present(partnerStandingPlace(partnerId)),
    },
    stale,
  );
  const senders = await table.read(sendersPlan(invitation, rights, sandboxOfPartners(invitation)), stale);
  return { address: addressStatusOf({ ...known, senders }, partnerId), partner };
}
