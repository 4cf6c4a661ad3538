import type { DueInvitation } from "../../shared/commands/advance-due-invitation.ts";
import type { Dependencies } from "../../shared/commands/dependencies.ts";
import { recipientOf } from "../../shared/commands/recipient.ts";
import { sendersKeys } from "../../shared/commands/senders-of.ts";
import { sandboxOfPartners } from "../../shared/domain/sandbox.ts";
import type { Customer } from "../../shared/domain/customer.ts";
import { asOf, type Invitation } from "../../shared/domain/invitation.ts";
import type { Relationship } from "../../shared/domain/relationship.ts";
import type { Instant } from "../../shared/domain/time.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import { parseAdministered } from "../../shared/store/administered.ts";
import { parseStanding } from "../../shared/store/addresses.ts";
import { parseCustomer } from "../../shared/store/customer-items.ts";
import { parseDelivery, parseInvitation } from "../../shared/store/invitation-items.ts";
import { keyOf, keys, type Key } from "../../shared/store/keys.ts";
import { parseRelationship, parseRelationshipOf } from "../../shared/store/relationship-items.ts";
import type { RawItem, Table } from "../../shared/store/table.ts";
import type { KnownPartners } from "./known-partners.ts";

/** Something whose due time has come. */
export type Due = DueInvitation | { readonly relationship: Relationship } | { readonly customer: Customer };

/**
 * A page of due items: invitations with what is known of their mail, address and partner, relationships with their customer.
 * At most one read request, and one more where a reminder's address speaks for a customer. Null in place of an item that cannot
 * be read: it must not hold up the others.
 */
export async function readPage(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  items: readonly RawItem[],
  partners: KnownPartners,
  { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
): Promise<(Due | null)[]> {
  if (items.length === 0) return [];
  const key = await masterKey();
  const invitations = items.map((item) =>
    item["entity"] === "invitation" ? readable(item, correlationId, () => parseInvitation(item)) : null,
  );
  const asked = partners.unknown(invitations.flatMap((invitation) => invitation?.partnerId ?? []));
  const wanted = items.map((item, at) => keysOf(item, invitations[at] ?? null));
  const around = await readFacts(table, [...wanted.flat(), ...asked.map(keys.partner)]);
  partners.learn(
    asked,
    asked.map((id) => around(keys.partner(id))),
  );
  const reminded = invitations.filter((invitation) => invitation !== null && isReminded(invitation));
  const senders = await readFacts(
    table,
    reminded.flatMap((invitation) => sendersOf(invitation!)),
  );
  return items.map((item, at): Due | null => readable(item, correlationId, () => dueOf(item, invitations[at] ?? null)));

  function dueOf(item: RawItem, invitation: Invitation | null): Due | null {
    if (item["entity"] === "customer") return { customer: parseCustomer(item) };
    if (item["entity"] === "relationship") {
      const customer = around(keys.customer(String(item["customerId"])));
      return { relationship: customer ? parseRelationshipOf(item, customer) : parseRelationship(item, true) };
    }
    if (invitation === null) return null;
    const { id, partnerId, terms } = invitation;
    const delivery = around(keys.delivery(id));
    const to = recipientOf(terms.customer.email, key);
    const [address, mailbox] = [to.address, to.mailbox].map((one) => around(keys.address(one)));
    const standing = { address, mailbox, senders: isReminded(invitation) ? sendersOf(invitation).map(senders) : [] };
    return {
      invitation,
      delivery: delivery ? parseDelivery(delivery) : null,
      standings: { address: parseStanding(standing, partnerId), partner: partners.of(partnerId) },
    };
  }

  function keysOf(item: RawItem, invitation: Invitation | null): Key[] {
    if (item["entity"] === "relationship") return mayExtend(item) ? [keys.customer(String(item["customerId"]))] : [];
    if (invitation === null) return [];
    if (!isReminded(invitation)) return [keys.delivery(invitation.id)];
    const { address, mailbox } = recipientOf(invitation.terms.customer.email, key);
    return [keys.delivery(invitation.id), keys.address(address), keys.address(mailbox), keys.administered(address)];
  }

  /** Only a reminder asks whether its reader wants it. */
  function isReminded(invitation: Invitation): boolean {
    return asOf(invitation, now).status === "pending";
  }

  function sendersOf(invitation: Invitation): Key[] {
    const { address } = recipientOf(invitation.terms.customer.email, key);
    return sendersKeys(
      invitation,
      parseAdministered(around(keys.administered(address)), address),
      sandboxOfPartners(invitation),
    );
  }
}

/** Whether it matters to a relationship if somebody can speak for its customer: only what extends itself asks. */
const mayExtend = (item: RawItem): boolean => parseRelationship(item, true).grants.some(({ autoExtend }) => autoExtend);

/**
 * Reads items and answers each by its key. What is stale here is found out later: a reminder's write is held to the delivery,
 * and its mail looks at all else.
 */
async function readFacts(table: Table, wanted: readonly Key[]): Promise<(key: Key) => RawItem | null> {
  const name = ({ PK, SK }: Key): string => `${PK}\n${SK}`;
  const items = await table.getMany(wanted, { maybeStale: true });
  const found = new Map(items.flatMap((item) => (item === null ? [] : [[name(keyOf(item)), item]])));
  return (key) => found.get(name(key)) ?? null;
}

function readable<Value>(item: RawItem, correlationId: string, read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    log("error", "due item failed", { key: String(item["PK"]), correlationId, ...errorFields(error) });
    return null;
  }
}
