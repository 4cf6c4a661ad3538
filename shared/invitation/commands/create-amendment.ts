import { partnerCustomerPlace, partnerCustomerWrite } from "../../customer/items/customers.ts";
import { customerPlace } from "../../customer/items/item.ts";
import { addresseeOf } from "../../customer/rules/addressee.ts";
import { recipientOf, type Recipient } from "../../delivery/commands/recipient.ts";
import { notFound } from "../../kernel/refusal.ts";
import { partnerOf } from "../../partner/commands/partner-of.ts";
import { partnerPlace } from "../../partner/items/partners.ts";
import { isOffered } from "../../policy/locales.ts";
import { ofCustomer, relationshipIn, relationshipPlaces } from "../../relationship/items/item.ts";
import { establishedPlace, pairInEvent } from "../../relationship/items/pair.ts";
import { allowOnRelationship } from "../../relationship/lifecycle.ts";
import { isRestorable } from "../../relationship/rules/reading.ts";
import { present } from "../../table/places.ts";
import type { Write } from "../../table/writes.ts";
import { assertOfferable } from "../../terms/rules.ts";
import type { Reads } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { createInvitation as create } from "../rules/drafts.ts";
import { amendmentTarget, assertAsksForSomething, relationshipEnded } from "../sending/amendment-target.ts";
import { assertAskable, sendingFacts, sendingPlan } from "../sending/asked-address.ts";
import { answerCreation, savePlanned } from "./create-invitation.ts";
import type { InvitationAnswer } from "./invitation-answer.ts";
import { newTerms, requireAddress } from "./invitation-input.ts";
import { planDraft, type CreationRequest, type InvitationPlan } from "./plan-invitation.ts";

/** A request for more permissions of a live relationship, or for a longer time. */
export interface AmendmentRequest extends CreationRequest {
  readonly relationshipId: string;
  /** The administrator who is asked; undefined for the one that is known best. */
  readonly email: string | undefined;
}

type Needs = Pick<Dependencies, "table" | "masterKey" | "policy">;

/** Asks an administrator of the customer for more: a draft, or sent at once. What is not named stays. */
export const createAmendment = (dependencies: Dependencies, request: AmendmentRequest): Promise<InvitationAnswer> =>
  answerCreation(dependencies, request.input, request.cause, () =>
    savePlanned(dependencies, request, {
      load: (reads) => loadForAmendment(reads, request),
      plan: (id, found) => planAmendment(dependencies, id, request, found),
    }),
  );

/** Loads the partner's own relationship with what both know of its customer. Any other is reported as unknown. */
async function loadForAmendment(reads: Reads, { relationshipId: id, cause: { partnerId } }: AmendmentRequest) {
  const { established, partner } = await reads.read({
    established: establishedPlace(id),
    partner: partnerPlace(partnerId),
  });
  const pair = established && pairInEvent(established.data);
  if (pair?.partnerId !== partnerId) throw notFound("relationship");
  const { customer, known, ...places } = await reads.read({
    ...relationshipPlaces({ id, ...pair }),
    customer: present(customerPlace(pair.customerId)),
    known: present(partnerCustomerPlace(partnerId, pair.customerId)),
  });
  const stored = relationshipIn(places, id);
  if (stored === null) throw notFound("relationship");
  return { partner, customer, known, relationship: ofCustomer(stored, customer) };
}

/** Decides on an amendment and writes nothing; refuses what must not be. */
async function planAmendment(
  { table, masterKey, policy }: Needs,
  id: string,
  { input, email, createdBy, cause }: AmendmentRequest,
  { customer, known, relationship, ...found }: Awaited<ReturnType<typeof loadForAmendment>>,
): Promise<InvitationPlan> {
  const { partnerId, now } = cause;
  const mustStand = input.send !== null;
  const partner = partnerOf(found.partner, { mustStand });
  const { cloud, sandbox } = partner;
  const { type, customerId } = relationship;
  if (relationship.status === "terminated") throw relationshipEnded();
  allowOnRelationship("amend", relationship);

  const key = await masterKey();
  const address = email === undefined ? null : requireAddress(email, "/email");
  const recipient = recipientOf(address ?? addresseeOf(customer, known.contacts, now).email, key);
  const facts = sendingFacts(await table.read(sendingPlan(partnerId, type, recipient)), recipient, { mustStand });
  const contact = known.contacts.find((one) => one.email === recipient.email);
  const asked = {
    ...input.terms,
    relationship: type,
    customer: {
      email: recipient.email,
      organization: known.organization,
      contactName: contact?.name ?? null,
      locale: isOffered(facts.rights.locale) ? facts.rights.locale : null,
    },
  };
  // The partner's default message introduces it, which the customer does not need any more.
  const own = { ...partner, defaults: { ...partner.defaults, messages: {} } };
  const terms = newTerms({ ...input, terms: asked }, policy.terms(cloud), own, null);
  // Where nothing is left, the request restores the relationship, for which the cloud's rules are those of a new one.
  if (isRestorable(relationship, now)) assertOfferable(terms, policy.terms(cloud));
  const draft = { id, partnerId, sandbox, cloud, createdBy, terms, origin: "amendment" } as const;
  const asking = { ...draft, relationshipId: relationship.id, customerId };
  // Faults of the terms take precedence over those of the customer.
  create(asking, policy.terms(cloud), cause);
  assertAsksForSomething(relationship, terms, now);
  assertAskable(facts, "/email");
  const pair = { id: relationship.id, customerId, partnerId, type };
  const target = await amendmentTarget(table, pair, facts, now, "/email");
  const plan = await planDraft({ table, policy }, { input, cause }, asking, { facts, target, key });
  return contact
    ? plan
    : { ...plan, writes: [...plan.writes, contactWrite({ ...known, name: customer.name }, recipient, now)] };
}

/** The administrator who is asked becomes a contact of the partner. */
const contactWrite = (
  known: Omit<Parameters<typeof partnerCustomerWrite>[0], "contacts" | "foundedBy" | "at">,
  { address, email }: Recipient,
  at: string,
): Write => {
  const { customerId, partnerId, name, organization, domain, since } = known;
  const contacts = { [address]: { name: null, email, title: null } };
  const named = { customerId, partnerId, name, organization, domain, since };
  return partnerCustomerWrite({ ...named, contacts, foundedBy: null, at });
};
