import { acceptedFrom, customersIn } from "../../customer/rules/administered.ts";
import { isRestorable } from "../../relationship/rules/reading.ts";
import { administratorOf, assertNoCoolOff } from "../../customer/rules/administrators.ts";
import type { AddressStatus } from "../../delivery/rules/address-status.ts";
import type { Customer, Administered } from "../../customer/model.ts";
import type { Partner } from "../../partner/model.ts";
import type { RelationshipType, InvitationTerms } from "../../terms/model.ts";
import { faultRefusal, Refusal } from "../../kernel/refusal.ts";
import type { Relationship } from "../../relationship/model.ts";
import { isSimulator, sandboxAddress, sandboxOf } from "../../partner/rules/sandbox.ts";
import { addDays, dayOf, epochSeconds, secondsLeftOfDay, type Instant } from "../../kernel/time.ts";
import { rightsPlace } from "../../customer/items/administered.ts";
import { addressPlace, addressStatusOf, type AddressFacts } from "../../delivery/address-item.ts";
import { customerPlace } from "../../customer/items/item.ts";
import { openInvitationPlace, type OpenInvitation } from "../items/invitations.ts";
import { relationshipKeys } from "../../relationship/items/keys.ts";
import { usersMailboxPlace } from "../../users/item.ts";
import { partnerPlace } from "../../partner/items/partners.ts";
import type { Found } from "../../table/plans.ts";
import { livePlace, ofCustomer } from "../../relationship/items/item.ts";
import { sendersPlace } from "../../customer/items/senders.ts";
import type { Table } from "../../table/table.ts";
import { partnerOf } from "../../partner/commands/partner-of.ts";
import type { Recipient } from "../../delivery/commands/recipient.ts";

/** What sending to an address depends on, besides the invitation. */
export interface SendingFacts {
  readonly partner: Partner;
  readonly recipient: Recipient;
  readonly lock: OpenInvitation | null;
  readonly rights: Administered;
  readonly known: Pick<AddressFacts, "address" | "mailbox">;
  readonly isOwn: boolean;
}

/** What a request asks for at the moment it is sent. */
export interface SendingTarget {
  /** The live relationship whose permissions are requested; null for a new one. */
  readonly relationshipId: string | null;
  readonly customerId: string | null;
  /** Whether the address may receive the request. */
  readonly addressStatus: AddressStatus;
}

/** The places of the facts. */
export const sendingPlan = (partnerId: string, type: RelationshipType, { address, mailbox }: Recipient) => ({
  partner: partnerPlace(partnerId),
  lock: openInvitationPlace(partnerId, type, address),
  known: { address: addressPlace(address), mailbox: addressPlace(mailbox) },
  rights: rightsPlace(address),
  isOwn: usersMailboxPlace(partnerId, mailbox),
});

/** The facts as read. `mustStand` refuses a frozen partner, since a mail will go out. */
export const sendingFacts = (
  { partner, ...found }: Found<ReturnType<typeof sendingPlan>>,
  recipient: Recipient,
  { mustStand }: { readonly mustStand: boolean },
): SendingFacts => ({ ...found, partner: partnerOf(partner, { mustStand }), recipient });

/** Reads the facts for an invitation that is about to go out; refuses what must not. One read request. */
export const readSendingFacts = async (
  table: Table,
  partnerId: string,
  type: RelationshipType,
  recipient: Recipient,
): Promise<SendingFacts> =>
  sendingFacts(await table.read(sendingPlan(partnerId, type, recipient)), recipient, { mustStand: true });

/**
 * What a request of these terms asks for. An address that already accepted this relationship is asked for its
 * permissions again if it has none left, and otherwise refused unless the request is for another organisation.
 */
export async function sendingTarget(
  table: Table,
  facts: SendingFacts,
  {
    relationship: type,
    permissions,
    anotherOrganization,
  }: Pick<InvitationTerms, "relationship" | "permissions" | "anotherOrganization">,
  now: Instant,
): Promise<SendingTarget> {
  const { rights, known, partner } = facts;
  assertAskable(facts, "/customer/email");
  const accepted = anotherOrganization ? [] : acceptedFrom(rights, partner.id, type);
  const found = await table.read({
    accepted: accepted.map(({ customerId }) => ({
      live: livePlace({ customerId, partnerId: partner.id, type }),
      customer: customerPlace(customerId),
      senders: sendersPlace(customerId),
    })),
    senders: customersIn(rights, sandboxOf(partner)).map(sendersPlace),
  });
  const live = found.accepted.flatMap(({ live, customer, senders }, at) =>
    // After its end the customer can have another one, which this address did not accept.
    live === null || customer === null || live.id !== accepted[at]?.relationshipId
      ? []
      : [{ relationship: ofCustomer(live, customer), customer, senders: [senders] }],
  );
  const [only] = live;
  if (only === undefined) {
    const addressStatus = addressStatusOf({ ...known, senders: found.senders }, partner.id);
    return { relationshipId: null, customerId: null, addressStatus };
  }
  const { relationship, customer, senders } = only;
  if (live.length > 1 || permissions.length === 0 || !isRestorable(relationship, now)) throw exists(live);
  await assertAnswerable(table, { customer, relationship }, facts.recipient, now, "/customer/email");
  const addressStatus = addressStatusOf({ ...known, senders }, partner.id);
  return { relationshipId: relationship.id, customerId: customer.id, addressStatus };
}

/** A sandbox partner may ask only its own users; every other partner may ask anyone but its own users. */
export function assertAskable({ partner, recipient, isOwn }: SendingFacts, pointer: string): void {
  if (partner.sandbox && !isOwn && !isSimulator(recipient.email)) throw sandboxAddress(pointer);
  if (!partner.sandbox && isOwn) throw ownAddress(pointer);
}

/** A user of the partner cannot be an administrator of its customers. */
export function ownAddress(pointer: string): Refusal {
  const message = "This address belongs to a user of the partner, who cannot act for a customer.";
  return faultRefusal("own-address", { pointer, code: "own-address", message });
}

const exists = (live: readonly { readonly relationship: Relationship }[]): Refusal =>
  new Refusal(
    "relationship-exists",
    "This address has already accepted this relationship. Ask for more with POST /v1/relationships/{id}/amend, or set `anotherOrganization`.",
    { relationshipIds: live.map(({ relationship }) => relationship.id) },
  );

/** Maximum answers per relationship and UTC day that an address is not an administrator, so that nobody can probe. */
const dailyAnswers = 10;

/** Refuses an address that is not an administrator of the customer, or is one in its cool-off. */
export async function assertAnswerable(
  table: Table,
  { customer, relationship }: { readonly customer: Customer; readonly relationship: Pick<Relationship, "id"> },
  { address }: Recipient,
  now: Instant,
  pointer: string,
): Promise<void> {
  if (customer.administrators.some(({ id }) => id === address)) {
    return assertNoCoolOff(administratorOf(customer, address), now);
  }
  const key = relationshipKeys.strangers(relationship.id, dayOf(now));
  const isTold = await table.increment(
    key,
    "count",
    {
      expression: "attribute_not_exists(#count) OR #count < :most",
      names: { "#count": "count" },
      values: { ":most": dailyAnswers },
    },
    { set: { entity: "stranger-answers", schema: 1, ttl: epochSeconds(addDays(now, 2)) } },
  );
  if (isTold === null) {
    throw new Refusal("quota", `At most ${dailyAnswers} such answers are given a day. Try again later.`, {
      quota: "address",
      retryAfter: secondsLeftOfDay(now),
    });
  }
  throw new Refusal(
    "not-an-administrator",
    "Permissions of a relationship can be requested only from an administrator.",
    {
      faults: [
        {
          pointer,
          code: "not-an-administrator",
          message: "This address is not an administrator of the customer.",
        },
      ],
    },
  );
}
