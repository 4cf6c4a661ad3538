import type { Administered } from "../domain/administered.ts";
import { administratorOf, assertNoCoolOff } from "../domain/administrators.ts";
import type { Administrator } from "../domain/administrator.ts";
import type { Customer } from "../domain/customer.ts";
import type { Offer } from "../domain/offer.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Relationship } from "../domain/relationship.ts";
import { maySend } from "../domain/senders.ts";
import type { Instant } from "../domain/time.ts";
import { parseCustomer } from "../store/customer-items.ts";
import { keys } from "../store/keys.ts";
import { parseRelationshipOf } from "../store/relationship-items.ts";
import { parseLiveRelationship } from "../store/relationships.ts";
import { parseSenders } from "../store/senders.ts";
import { Superseded } from "../store/superseded.ts";
import type { RawItem, Table } from "../store/table.ts";

/** A customer for which an address can accept an offer. */
export interface CustomerChoice {
  readonly customer: Customer;
  readonly administrator: Administrator;
  /** The live relationship of the offer's kind, where there is one; accepting amends it. */
  readonly relationshipId: string | null;
}

/** What a choice is made by: the offer, and the rights of the address as they were read. */
interface Chooser {
  readonly offer: Pick<Offer, "partnerId" | "relationship" | "relationshipId" | "anotherOrganization">;
  readonly rights: Administered;
}

/**
 * The customers for which an address can accept an offer (customers, rules 3, 6 and 15): those that it speaks for and that
 * take requests of the partner; for another organisation, only those that have no such relationship. One read request for
 * each 33 of them, none where it speaks for nobody. Call it only for who has proved the mailbox.
 */
export async function customerChoices(table: Table, { offer, rights }: Chooser): Promise<CustomerChoice[]> {
  const items = await table.getMany(
    rights.customers.flatMap((id) => [
      keys.customer(id),
      keys.liveRelationship(id, offer.partnerId, offer.relationship),
      keys.senders(id),
    ]),
  );
  return rights.customers.flatMap((_, at) => {
    const [state, live, senders] = items.slice(at * 3, at * 3 + 3);
    const choice = choiceIn(state, live, rights);
    if (choice === null || !maySend(parseSenders(senders, choice.customer.id), offer.partnerId)) return [];
    if (offer.relationshipId !== null) return choice.relationshipId === offer.relationshipId ? [choice] : [];
    return offer.anotherOrganization && choice.relationshipId !== null ? [] : [choice];
  });
}

function choiceIn(
  state: RawItem | null | undefined,
  live: RawItem | null | undefined,
  { address }: Administered,
): CustomerChoice | null {
  const customer = state ? parseCustomer(state) : null;
  const administrator = customer?.administrators.find(({ id }) => id === address);
  if (customer === null || administrator === undefined) return null;
  return { customer, administrator, relationshipId: live ? parseLiveRelationship(live) : null };
}

/** The field by which a form or a report says for whom it accepts. */
export const newCustomer = "new";

/**
 * Which of the choices is meant; null for a customer that is founded. Without a word: the only choice there is where the
 * address was proved by the mailed link or vouched for by a portal, otherwise it must be said.
 */
export function chosenOf(
  choices: readonly CustomerChoice[],
  said: string | null,
  { isProvenByCode, now }: { readonly isProvenByCode: boolean; readonly now: Instant },
): CustomerChoice | null {
  if (said === newCustomer || (said === null && choices.length === 0)) return null;
  const [only] = choices;
  const chosen =
    said === null
      ? choices.length === 1 && !isProvenByCode
        ? only
        : undefined
      : choices.find(({ customer }) => customer.id === said);
  if (chosen === undefined) throw customerNeeded(choices, said === null);
  assertNoCoolOff(chosen.administrator, now, "/customer");
  return chosen;
}

function customerNeeded(choices: readonly CustomerChoice[], isUnsaid: boolean): Refusal {
  const message = isUnsaid
    ? "Choose the organisation for which you accept."
    : "This is not an organisation for which you can accept. Choose one of the list.";
  return new Refusal("customer-needed", message, {
    faults: [{ pointer: "/customer", message, code: isUnsaid ? "customer-needed" : "customer-unknown" }],
    customers: choices.map(({ customer: { id, name } }) => ({ id, name })),
  });
}

/** The customer of the relationship whose permissions an offer asks for; its answer counts only from an administrator. */
export async function customerOfAmendment(
  table: Table,
  relationship: Pick<Relationship, "customerId">,
  rights: Administered,
  now: Instant,
): Promise<Customer> {
  const customer = parseCustomer(await table.get(keys.customer(relationship.customerId)));
  if (!customer.administrators.some(({ id }) => id === rights.address)) {
    const message = "Only an administrator of the organisation can accept this request.";
    throw new Refusal("not-an-administrator", message, {
      faults: [{ pointer: "/customer", message, code: "not-an-administrator" }],
    });
  }
  assertNoCoolOff(administratorOf(customer, rights.address), now, "/customer");
  return customer;
}

/** The live relationship of a choice. Superseded when it ended since the choice was read. */
export async function relationshipOfChoice(
  table: Table,
  { customer, relationshipId }: CustomerChoice,
): Promise<Relationship | null> {
  if (relationshipId === null) return null;
  const [state, item] = await table.getMany([keys.relationship(relationshipId), keys.customer(customer.id)]);
  const relationship = parseRelationshipOf(state, item);
  if (relationship.status === "terminated") throw new Superseded();
  return relationship;
}
