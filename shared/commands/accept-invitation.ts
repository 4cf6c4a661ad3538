import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { acceptInvitation as accept, type Acceptance } from "../domain/acceptance.ts";
import { codeFault } from "../domain/code.ts";
import type { PartnerCustomer } from "../domain/customer.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Relationship } from "../domain/relationship.ts";
import { isAcceptedAlready } from "../domain/said-again.ts";
import type { Duration } from "../domain/time.ts";
import { knownCustomerWrites } from "../store/customers.ts";
import { invitationWrites, openInvitationLock } from "../store/invitations.ts";
import { keys } from "../store/keys.ts";
import { parseRelationship } from "../store/relationship-items.ts";
import { newRelationshipWrites, parseLiveRelationship, relationshipWrites } from "../store/relationships.ts";
import { Superseded } from "../store/superseded.ts";
import type { Table } from "../store/table.ts";
import type { Write } from "../store/writes.ts";
import { actOnLink, type CustomerAct, type CustomerMoment, type LinkOutcome } from "./act-on-link.ts";
import type { Dependencies } from "./dependencies.ts";
import { mailboxProof } from "./prove-mailbox.ts";
import { recipientOf } from "./recipient.ts";

/** A customer's yes as it came in; the address is the invited one unless a portal names another. */
export type AcceptanceInput = Omit<Acceptance, "by" | "codeFault" | "duration"> & {
  /** Null: as long as was asked. */
  readonly duration: Duration | null;
  readonly name: string;
  readonly title: string | null;
  readonly email?: string | undefined;
  readonly code: string | null;
};

/**
 * A customer accepts, all permissions or fewer (product table, rows 20–24, 31): invitation, relationship, customer
 * and their events are one transaction, after one read (and one more where a relationship is restored). Accepting the same again changes nothing and answers the same; another yes
 * comes too late.
 */
export async function acceptInvitation(
  { table, masterKey, newId, policy }: Pick<Dependencies, "table" | "masterKey" | "newId" | "policy">,
  token: string,
  input: AcceptanceInput,
  moment: CustomerMoment,
): Promise<LinkOutcome> {
  const relationshipId = newId("relationship");
  const proveMailbox = mailboxProof({ table, policy }, input.code, moment.now);
  return actOnLink({ table, masterKey, policy }, token, moment, async (act) => {
    const { invitation, delivery, cause, customer } = act;
    const duration = input.duration ?? invitation.terms.duration;
    if (isAcceptedAlready(invitation, { granted: input.granted, duration })) return [];
    const restored = invitation.status === "pending" ? await relationshipOf(table, act) : null;
    if (act.isAgain && restored === null) await assertNotConnected(table, act);

    const { email, organization } = invitation.terms.customer;
    const by = { name: input.name, email: input.email ?? email, title: input.title };
    // An external portal has made sure itself who it is that accepts.
    const isVouchedFor = input.via === "callback";
    const { requiredPermissions } = policy.terms(invitation.cloud);
    const { change, relationship, amendment } = accept(
      invitation,
      { ...input, by, duration, codeFault: isVouchedFor ? null : codeFault(input.code) },
      { ...cause, delivery, requiredPermissions, relationshipId, customerId: customer.customerId, restored },
    );
    if (invitation.issue?.codeRequired && !isVouchedFor) await proveMailbox(act);
    const address = addressPseudonym(email, act.masterKey);
    const known = { ...customer, partnerId: invitation.partnerId, organization, since: moment.now };
    return [
      ...invitationWrites(change, cause),
      ...openInvitationLock.free(invitation, address),
      ...(restored === null ? newRelationshipWrites(relationship, known, cause) : relationshipWrites(amendment, cause)),
      ...(await personWrites(known, { ...by, locale: moment.locale ?? null }, act)),
    ];
  });
}

async function relationshipOf(table: Table, { invitation, isAgain }: CustomerAct): Promise<Relationship | null> {
  if (invitation.relationshipId === null) return null;
  const [state] = await table.getMany([keys.relationship(invitation.relationshipId)]);
  const relationship = parseRelationship(state);
  if (relationship.status === "active") return relationship;
  // Its end may have cancelled this invitation after that was read.
  if (!isAgain) throw new Superseded();
  throw new Refusal("relationship-ended", "The relationship that these permissions are for has ended or is suspended.");
}

/**
 * Makes the person who accepted known at the customer. Only an address of the customer's own may speak for it later,
 * so where a portal names another one, the invited address is known instead.
 */
async function personWrites(
  known: PartnerCustomer,
  { locale: spoken, ...by }: Acceptance["by"] & { readonly locale: string | null },
  { invitation, masterKey }: CustomerAct,
): Promise<Write[]> {
  const person = await recipientOf(by.email, masterKey);
  const { email, locale: said } = invitation.terms.customer;
  const locale = spoken ?? said;
  if (person.customerId === known.customerId)
    return knownCustomerWrites(known, by, { pseudonym: person.address, locale });
  const pseudonym = addressPseudonym(email, masterKey);
  return knownCustomerWrites(known, { name: null, email, title: null }, { pseudonym, locale });
}

/** If it was not this invitation's own write that came first, it may have been another acceptance for the customer. */
async function assertNotConnected(table: Table, { invitation, customer }: CustomerAct): Promise<void> {
  if (invitation.status !== "pending") return;
  const { partnerId, terms } = invitation;
  const live = await table.get(keys.liveRelationship(customer.customerId, partnerId, terms.relationship));
  if (live === null) return;
  throw new Refusal("relationship-exists", "This customer already has this relationship.", {
    relationshipId: parseLiveRelationship(live),
  });
}
