import type { DueInvitation } from "../../shared/invitation/commands/advance-due-invitation.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { recipientOf } from "../../shared/delivery/commands/recipient.ts";
import { sendersPlan } from "../../shared/customer/items/senders.ts";
import { attendanceOf, type Customer } from "../../shared/customer/model.ts";
import { asOf, type Invitation } from "../../shared/invitation/model.ts";
import type { Relationship } from "../../shared/relationship/model.ts";
import { sandboxOfPartners } from "../../shared/partner/rules/sandbox.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { addressPlace, nothingKnown, addressStatusOf } from "../../shared/delivery/address-item.ts";
import { rightsPlace } from "../../shared/customer/items/administered.ts";
import { customerPlace } from "../../shared/customer/items/item.ts";
import type { DueItem } from "./due.ts";
import type { Key } from "../../shared/table/keys.ts";
import { partnerStandingPlace } from "../../shared/partner/items/partners.ts";
import { lenient, present, type Place } from "../../shared/table/places.ts";
import { byId, type Found } from "../../shared/table/plans.ts";
import { withAttendance } from "../../shared/relationship/items/item.ts";
import type { KnownPartners } from "./known-partners.ts";

/** A due item with the state around it. */
export type Due = DueInvitation | { readonly relationship: Relationship } | { readonly customer: Customer };

/** Stale reads are found later: a reminder's write checks the delivery, and its mail checks everything else. */
const stale = { maybeStale: true };

/**
 * Reads the state around a page of due items: of invitations the address and partner, of relationships the customer.
 * One read request, and a second one if the address of a reminder is an administrator. Null for an item whose state cannot be
 * read, which is reported to `unreadable` and does not delay the others.
 */
export async function readPage(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  items: readonly DueItem[],
  partners: KnownPartners,
  now: Instant,
  unreadable: (key: Key, error: unknown) => void,
): Promise<(Due | null)[]> {
  if (items.length === 0) return [];
  const key = await masterKey();
  const broken = new Set<string>();
  const of = <Value>({ id }: DueItem, place: Place<Value>) =>
    lenient(place, (...failure) => {
      broken.add(id);
      unreadable(...failure);
    });
  /** Only reminders check whether the recipient has unsubscribed. */
  const isReminded = (invitation: Invitation) => asOf(invitation, now).status === "pending";

  const planOf = (item: DueItem) => {
    const invitation = "invitation" in item ? item.invitation : null;
    const to = invitation && isReminded(invitation) ? recipientOf(invitation.terms.customer.email, key) : null;
    return {
      // Only automatic extensions check whether the customer has a reachable administrator.
      customer:
        "relationship" in item && item.relationship.grants.some(({ autoExtend }) => autoExtend)
          ? of(item, customerPlace(item.relationship.customerId))
          : null,
      address: to && of(item, addressPlace(to.address)),
      mailbox: to && of(item, addressPlace(to.mailbox)),
      rights: to && of(item, rightsPlace(to.address)),
    };
  };
  const asked = partners.unknown(items.flatMap((item) => ("invitation" in item ? item.invitation.partnerId : [])));
  const found = await table.read(
    {
      around: new Map(items.map((item) => [item.id, planOf(item)])),
      partners: byId(asked, (id) => lenient(present(partnerStandingPlace(id)), unreadable)),
    },
    stale,
  );
  partners.learn(found.partners);

  const sendersOf = (item: DueItem) => {
    const rights = found.around.get(item.id)?.rights;
    if (!rights || !("invitation" in item)) return [];
    return sendersPlan(item.invitation, rights, sandboxOfPartners(item.invitation)).map((place) => of(item, place));
  };
  const senders = await table.read(new Map(items.map((item) => [item.id, sendersOf(item)])), stale);

  return items.map((item): Due | null => {
    const around = found.around.get(item.id);
    if (around === undefined || broken.has(item.id)) return null;
    if ("customer" in item) return item;
    if ("relationship" in item) {
      const attendance = around.customer === null || attendanceOf(around.customer);
      return { relationship: withAttendance(item.relationship, attendance) };
    }
    return dueInvitation(item, around, senders.get(item.id) ?? []);
  });

  function dueInvitation(
    { invitation, delivery }: Pick<DueInvitation, "invitation" | "delivery">,
    { address, mailbox }: Found<ReturnType<typeof planOf>>,
    senders: Found<ReturnType<typeof sendersOf>>,
  ): DueInvitation | null {
    const { partnerId } = invitation;
    const partner = partners.of(partnerId);
    if (partner === null) return null;
    const known = { address: address ?? nothingKnown, mailbox: mailbox ?? nothingKnown };
    const addressStatus = addressStatusOf({ ...known, senders: senders.filter((one) => one !== null) }, partnerId);
    return { invitation, delivery, reminderFacts: { address: addressStatus, partner } };
  }
}
