import { isProven, signProof } from "../../crypto/proofs.ts";
import { domainPseudonym, personPseudonym } from "../../crypto/pseudonyms.ts";
import { acceptInvitation as accept, assertAcceptable, type Acceptance } from "../rules/acceptance.ts";
import { administersNothing, withAcceptance, withCustomer, withLanguage } from "../../customer/rules/administered.ts";
import { domainOf } from "../../kernel/address.ts";
import { isId } from "../../kernel/ids.ts";
import { codeFault } from "../../codes/rules.ts";
import { foundCustomer, type Customer, type Administered, type Senders } from "../../customer/model.ts";
import type { Pending } from "../model.ts";
import { faultRefusal, Refusal, type RefusalKind } from "../../kernel/refusal.ts";
import { relationshipRow } from "../../relationship/lifecycle.ts";
import type { Relationship } from "../../relationship/model.ts";
import { isNewAgreement } from "../../relationship/rules/amendment.ts";
import { askedRelationshipPlace } from "../items/asked-relationship.ts";
import { isAcceptedAlready } from "../rules/answers.ts";
import { rulesFor } from "../rules/origins.ts";
import { sandboxOfPartners } from "../../partner/rules/sandbox.ts";
import type { Duration } from "../../kernel/time.ts";
import type { Cause } from "../../events/envelope.ts";
import { newRelationshipWrites, relationshipWrites } from "../../relationship/items/relationships.ts";
import {
  addressPlace,
  isReachable,
  nothingKnown,
  reachableCheck,
  type KnownAddress,
} from "../../delivery/address-item.ts";
import { rightsChanged, rightsPlace } from "../../customer/items/administered.ts";
import { newCustomerWrite } from "../../customer/items/item.ts";
import { partnerCustomerWrite } from "../../customer/items/customers.ts";
import { invitationWrites, openInvitationLock } from "../items/invitations.ts";
import { usersMailboxPlace } from "../../users/item.ts";
import { sendersUnchanged } from "../../customer/items/senders.ts";
import { byId } from "../../table/plans.ts";
import { readAhead } from "../../table/read-ahead.ts";
import { Superseded } from "../../table/superseded.ts";
import type { Table } from "../../table/table.ts";
import type { Write } from "../../table/writes.ts";
import { actOnLink, type CustomerAct, type CustomerMoment, type LinkOutcome } from "./act-on-link.ts";
import { choicePlan, chosenOf, customerChoices, customerOfAmendment } from "../../customer/commands/choose-customer.ts";
import { nothing } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import {
  unreachableAddress,
  recipientOf,
  type Recipient,
  sandboxRecipientWrites,
} from "../../delivery/commands/recipient.ts";
import { proveMailbox } from "../../codes/prove-mailbox.ts";
import { relationshipEnded } from "../sending/amendment-target.ts";
import { ownAddress } from "../sending/asked-address.ts";

/** A customer's yes as it came in; the address is the invited one unless a portal names another. */
export type AcceptanceInput = Omit<Acceptance, "by" | "codeFault" | "duration" | "isAgreementNew"> & {
  /** Null for the requested duration. */
  readonly duration: Duration | null;
  readonly name: string;
  readonly title: string | null;
  readonly email?: string | undefined;
  /** `new`, or the id of a customer; null if not given. */
  readonly customer: string | null;
  /** Name of a new customer; null if not given. */
  readonly organization: string | null;
  readonly code: string | null;
  readonly proof: string | null;
  /** Receives the proof of a right code, so that the next form needs no code even if this one has other faults. */
  readonly keepProof?: (proof: string) => void;
};

/** The customer for which an address accepts: an existing one, with the relationship to amend, or a new one. */
interface Target {
  readonly customer: Customer;
  readonly isFounded: boolean;
  readonly amended: Relationship | null;
  /** The senders settings that allow the partner; null for a new customer of an unknown address. */
  readonly senders: Senders | null;
}

/**
 * Accepts a request, in whole or in part: one transaction writes invitation, relationship, customer and events.
 * Repeating the same answer changes nothing. An address that does not receive mail cannot create a customer.
 */
export async function acceptInvitation(
  { table, masterKey, newId, policy }: Pick<Dependencies, "table" | "masterKey" | "newId" | "policy">,
  token: string,
  input: AcceptanceInput,
  moment: CustomerMoment,
): Promise<LinkOutcome> {
  const ids = { relationship: newId("relationship"), customer: newId("customer") };
  return actOnLink({ table, masterKey, policy }, token, moment, async (act) => {
    const { invitation, delivery } = act;
    const duration = input.duration ?? invitation.terms.duration;
    if (isAcceptedAlready(invitation, { granted: input.granted, duration })) return nothing;

    const invited = recipientOf(invitation.terms.customer.email, act.masterKey);
    const acting = recipientOf(input.email ?? invited.email, act.masterKey);
    // An external portal has made sure itself who it is that accepts.
    const isVouchedFor = input.via === "callback";
    const needsCode =
      (invitation.issue?.codeRequired ?? false) && !isVouchedFor && !hasProof(act, invited, input.proof, moment);
    const by = { name: input.name, email: acting.email, title: input.title };
    const { asked } = await table.read({ asked: askedRelationshipPlace(invitation) });
    const acceptance = {
      ...{ ...input, by, duration, codeFault: needsCode ? codeFault(input.code) : null },
      isAgreementNew: invitation.issue === null || isNewAgreement(invitation.issue.offer.agreement, asked),
    };
    const { requiredPermissions } = rulesFor(invitation, policy.terms(invitation.cloud));
    const pending = assertAcceptable(invitation, acceptance, requiredPermissions, moment.now);
    if (needsCode) {
      await proveMailbox({ table, policy }, act, input.code, moment.now);
      input.keepProof?.(signProof(mailboxOf(pending, invited), moment.now, act.masterKey));
    }
    const isProvenByCode = pending.issue.codeRequired && !isVouchedFor;

    if (acting.address !== invited.address && !pending.sandbox) await assertNoUser(table, pending, acting);
    const inSandbox = await sandboxRecipientWrites(table, sandboxOfPartners(pending), acting, "/by/email");
    const { reads, rights, known } = await readKnown(table, pending, acting, input, act);
    const locale = moment.locale ?? pending.terms.customer.locale;
    const founder = {
      sandbox: sandboxOfPartners(pending),
      name: input.organization ?? pending.terms.customer.organization ?? acting.email,
      founder: { id: acting.address, email: acting.email, name: input.name, locale },
    };
    const said = { customer: input.customer, isProvenByCode, now: moment.now };
    const target = await targetOf(reads, pending, rights, said, () =>
      foundCustomer({ id: ids.customer, ...founder }, moment.now),
    ).catch((error: unknown) => {
      // The cause of this refusal may have cancelled the invitation in the meantime.
      const isOvertaken = error instanceof Refusal && overtaking.includes(error.kind) && !act.isAgain;
      throw isOvertaken ? new Superseded() : error;
    });
    if (target.isFounded && !isReachable(known)) throw unreachableAddress("/by/email");
    const cause = causeOf(act, acting, target.customer.id);
    const { change, relationship, amendment } = accept(pending, acceptance, {
      ...cause,
      delivery,
      relationshipId: ids.relationship,
      customerId: target.customer.id,
      amended: target.amended,
    });
    const accepting = { ...target, rights, invited, acting, by, locale, relationship, spoken: moment.locale ?? null };
    const writes = [
      ...invitationWrites(change, cause),
      ...openInvitationLock.free(invitation, invited.address),
      ...(target.amended === null
        ? establishmentWrites(accepting, pending, cause)
        : relationshipWrites(amendment, cause)),
      ...rightsWrites(accepting),
      ...customerWrites(accepting, act),
      ...(target.senders === null ? [] : [sendersUnchanged(target.senders)]),
      ...inSandbox,
    ];
    return { writes, opened: -1 };
  });
}

/** Refusals whose cause also cancels the invitation. */
const overtaking: readonly RefusalKind[] = ["relationship-ended", "not-an-administrator"];

/** A portal cannot report an acceptance by the partner's own users. */
async function assertNoUser(table: Table, { partnerId }: Pending, { mailbox }: Recipient): Promise<void> {
  if (await table.read(usersMailboxPlace(partnerId, mailbox))) throw ownAddress("/by/email");
}

/**
 * Reads what is known of the accepting address, with the customers for which it probably accepts. The first attempt takes an
 * address of which nothing was known when it was asked for a new one, which is the common case and saves a request: the
 * transaction fails if it is not, and everything is read.
 */
async function readKnown(
  table: Table,
  { relationshipId, customerId, partnerId, terms, issue }: Pending,
  { address }: Recipient,
  { customer }: Pick<AcceptanceInput, "customer">,
  { isAgain }: CustomerAct,
): Promise<{ readonly reads: Pick<Table, "read">; readonly rights: Administered; readonly known: KnownAddress }> {
  const isNew = !isAgain && customer === null && relationshipId === null && issue.known === undefined;
  if (isNew) return { reads: table, rights: administersNothing(address), known: nothingKnown };
  const facts = { rights: rightsPlace(address), known: addressPlace(address) };
  const probable = [...(issue.known ?? []), customerId, customer].filter((id) => id !== null && isId("customer", id));
  const choices = byId([...new Set(probable)] as string[], (id) =>
    choicePlan({ customerId: id, partnerId, type: terms.relationship }),
  );
  const reads = await readAhead(table, { ...facts, choices });
  return { reads, ...(await reads.read(facts)) };
}

const mailboxOf = ({ id, issue }: Pick<Pending, "id" | "issue">, { address }: Recipient) => ({
  invitationId: id,
  linkVersion: issue.linkVersion,
  address,
});

function hasProof(
  { invitation: { id, issue }, masterKey }: CustomerAct,
  invited: Recipient,
  proof: string | null,
  { now }: CustomerMoment,
): boolean {
  return issue !== null && proof !== null && isProven(mailboxOf({ id, issue }, invited), proof, now, masterKey);
}

/** The customer for which the address accepts. Refuses if the choice is missing or not allowed. */
async function targetOf(
  table: Pick<Table, "read">,
  { issue: { offer }, partnerId, customerId }: Pending,
  rights: Administered,
  said: Pick<AcceptanceInput, "customer"> & { readonly isProvenByCode: boolean; readonly now: string },
  found: () => Customer,
): Promise<Target> {
  if (offer.relationshipId !== null && customerId !== null) {
    const asked = { id: offer.relationshipId, customerId, partnerId, type: offer.relationship };
    const { customer, senders, relationship } = await customerOfAmendment(table, asked, rights, said.now);
    return { customer, isFounded: false, amended: assertLive(relationship), senders };
  }
  const choices = await customerChoices(table, { offer, rights });
  const chosen = chosenOf(choices, said.customer, said);
  if (chosen === null) return { customer: found(), isFounded: true, amended: null, senders: choices.accepting };
  const { customer, senders, relationship: amended } = chosen;
  if (amended !== null && offer.permissions.length === 0) throw exists(amended);
  return { customer, isFounded: false, amended: amended && assertLive(amended), senders };
}

function assertLive(relationship: Relationship | null): Relationship {
  if (relationship === null) throw relationshipEnded();
  if (relationship.status === "active") return relationship;
  const message = "The relationship is suspended, so nothing can be granted to it.";
  const fault = { pointer: "/decision", code: "relationship-suspended", message } as const;
  throw faultRefusal("wrong-state", fault, {
    ...{ relationshipStatus: relationship.status, allowed: relationshipRow("amend").from },
  });
}

/** Only the relationship was requested, and it exists. */
function exists({ id }: Relationship): Refusal {
  const message = "This organisation already has this relationship.";
  const fault = { pointer: "/customer", code: "relationship-exists", message } as const;
  return faultRefusal("relationship-exists", fault, { relationshipIds: [id] });
}

/** The actor in events: a pseudonym of the person, or the portal, with the customer. */
const causeOf = ({ cause, masterKey }: CustomerAct, acting: Recipient, customerId: string): Cause => ({
  ...cause,
  actor: {
    ...cause.actor,
    ...(cause.actor.kind === "customer" && { id: personPseudonym(acting.email, cause.partnerId, masterKey) }),
    customerId,
  },
});

interface Accepting extends Target {
  readonly rights: Administered;
  readonly invited: Recipient;
  readonly acting: Recipient;
  readonly by: Acceptance["by"];
  readonly locale: string | null;
  /** The language of the page with the answer, if there was one. */
  readonly spoken: string | null;
  readonly relationship: Relationship;
}

function establishmentWrites(
  { customer: { id, name }, isFounded, relationship, acting }: Accepting,
  { terms }: Pending,
  cause: Cause,
): Write[] {
  const { organization } = terms.customer;
  const customer = { id, name, organization, domain: domainOf(acting.email), founded: isFounded };
  return newRelationshipWrites(relationship, customer, cause);
}

/** The rights after it: of a founder for its new customer, and of anybody what was accepted. */
function rightsWrites({ customer, isFounded, rights, acting, locale, spoken, relationship }: Accepting): Write[] {
  const { id: customerId, sandbox } = customer;
  const named = { customerId, email: acting.email, locale, sandbox, isFounder: true };
  const { id: relationshipId, partnerId, type } = relationship;
  const after = withAcceptance(isFounded ? withCustomer(rights, named) : withLanguage(rights, spoken), {
    ...{ relationshipId, customerId, partnerId, type },
  });
  return [rightsChanged(rights, after)];
}

/** What the partner learns: the customer, who accepted, and who was invited if that is somebody else. */
function customerWrites(
  { customer, isFounded, invited, acting, by }: Accepting,
  { invitation: { partnerId, terms }, cause: { now }, masterKey }: CustomerAct,
): Write[] {
  const domain = domainOf(acting.email);
  const foundedBy = isFounded ? domainPseudonym(domain, masterKey) : null;
  const contacts = { [invited.address]: { name: null, email: invited.email, title: null }, [acting.address]: by };
  const { id: customerId, name } = customer;
  const known = { customerId, partnerId, name, organization: terms.customer.organization, domain, since: now };
  return [
    ...(foundedBy === null ? [] : [newCustomerWrite(customer, foundedBy), reachableCheck(acting.address)]),
    partnerCustomerWrite({ ...known, at: now, contacts, foundedBy }),
  ];
}
