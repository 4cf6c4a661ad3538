import { customersIn } from "../rules/administered.ts";
import { administratorOf, assertNoCoolOff } from "../rules/administrators.ts";
import type { Customer, Administered, Administrator, Senders } from "../model.ts";
import type { Offer } from "../../terms/model.ts";
import { faultRefusal, type Refusal } from "../../kernel/refusal.ts";
import type { Relationship } from "../../relationship/model.ts";
import { sandboxOfPartners } from "../../partner/rules/sandbox.ts";
import { maySend } from "../rules/senders.ts";
import type { Instant } from "../../kernel/time.ts";
import { customerPlace } from "../items/item.ts";
import { present } from "../../table/places.ts";
import { livePlace, ofCustomer } from "../../relationship/items/item.ts";
import type { RelationshipPair } from "../../relationship/items/keys.ts";
import { sendersPlace } from "../items/senders.ts";
import type { Table } from "../../table/table.ts";

/** A customer for which an address can accept an offer. */
export interface CustomerChoice {
  readonly customer: Customer;
  readonly administrator: Administrator;
  /** The live relationship of the same type, which accepting amends, if any. */
  readonly relationship: Relationship | null;
  readonly senders: Senders;
}

/** The customers for which an address can accept an offer. */
export interface CustomerChoices {
  readonly choices: readonly CustomerChoice[];
  /** Senders settings of a customer that allows the partner; null if the address has no customers. */
  readonly accepting: Senders | null;
  /** Whether all customers of the address block the partner. */
  readonly isRefused: boolean;
}

interface Chooser {
  readonly offer: Pick<Offer, "partnerId" | "sandbox" | "relationship" | "relationshipId" | "anotherOrganization">;
  readonly rights: Administered;
}

/** What is read of a customer for which an address may accept an offer. */
export const choicePlan = ({ customerId, partnerId, type }: RelationshipPair) => ({
  customer: customerPlace(customerId),
  live: livePlace({ customerId, partnerId, type }),
  senders: sendersPlace(customerId),
});

/**
 * The customers for which an address can accept an offer: those it administers, that take requests of the partner and
 * are in the same sandbox. Call it only once the mailbox is proved.
 */
export async function customerChoices(
  table: Pick<Table, "read">,
  { offer, rights }: Chooser,
): Promise<CustomerChoices> {
  const { partnerId, relationship, relationshipId, anotherOrganization, sandbox = false } = offer;
  const customers = customersIn(rights, sandboxOfPartners({ partnerId, sandbox }));
  const found = await table.read(
    customers.map((customerId) => choicePlan({ customerId, partnerId, type: relationship })),
  );
  const meant = found
    .flatMap(({ customer, live, senders }): CustomerChoice[] => {
      const administrator = customer?.administrators.find(({ id }) => id === rights.address);
      return customer === null || administrator === undefined
        ? []
        : [{ customer, administrator, relationship: live && ofCustomer(live, customer), senders }];
    })
    .filter((choice) => relationshipId === null || choice.relationship?.id === relationshipId);
  const accepting = meant.filter(({ senders }) => maySend(senders, partnerId));
  return {
    choices: accepting.filter(
      (choice) => !anotherOrganization || choice.relationship === null || relationshipId !== null,
    ),
    accepting: accepting[0]?.senders ?? null,
    isRefused: meant.length > 0 && accepting.length === 0,
  };
}

/** The value that chooses a new customer. */
export const newCustomer = "new";

/**
 * The chosen customer, or null for a new one. Refuses if all customers of the address block the partner, so that a new
 * customer cannot be created to get round the block.
 */
export function chosenOf(
  { choices, isRefused }: Pick<CustomerChoices, "choices" | "isRefused">,
  said: string | null,
  { isProvenByCode, now }: { readonly isProvenByCode: boolean; readonly now: Instant },
): CustomerChoice | null {
  if (isRefused) throw partnerBlocked();
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
  const code = isUnsaid ? "customer-needed" : "customer-unknown";
  const customers = choices.map(({ customer: { id, name } }) => ({ id, name }));
  return faultRefusal("customer-needed", { pointer: "/customer", code, message }, { customers });
}

const partnerBlocked = (): Refusal =>
  faultRefusal("partner-blocked", {
    pointer: "/customer",
    code: "partner-blocked",
    message: "The organisation takes no requests of this partner.",
  });

/**
 * The customer of the relationship that an offer amends, and that relationship; null if it has ended. Refuses anyone but an
 * administrator, and while the customer blocks the partner.
 */
export async function customerOfAmendment(
  table: Pick<Table, "read">,
  pair: RelationshipPair & { readonly id: string },
  rights: Administered,
  now: Instant,
): Promise<{ readonly customer: Customer; readonly senders: Senders; readonly relationship: Relationship | null }> {
  const { customer: found, ...plan } = choicePlan(pair);
  const { customer, senders, live } = await table.read({ customer: present(found), ...plan });
  if (!customer.administrators.some(({ id }) => id === rights.address)) {
    const message = "Only an administrator of the organisation can accept this request.";
    throw faultRefusal("not-an-administrator", { pointer: "/customer", code: "not-an-administrator", message });
  }
  if (!maySend(senders, pair.partnerId)) throw partnerBlocked();
  assertNoCoolOff(administratorOf(customer, rights.address), now, "/customer");
  return { customer, senders, relationship: live?.id === pair.id ? ofCustomer(live, customer) : null };
}
