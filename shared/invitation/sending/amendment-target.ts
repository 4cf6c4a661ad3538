import { customerPlace } from "../../customer/items/item.ts";
import { sendersPlace } from "../../customer/items/senders.ts";
import { addressStatusOf } from "../../delivery/address-item.ts";
import { faultRefusal, Refusal } from "../../kernel/refusal.ts";
import type { Instant } from "../../kernel/time.ts";
import { livePlace, ofCustomer } from "../../relationship/items/item.ts";
import type { RelationshipPair } from "../../relationship/items/keys.ts";
import { allowOnRelationship } from "../../relationship/lifecycle.ts";
import type { Relationship } from "../../relationship/model.ts";
import { comparedRequest } from "../../relationship/rules/amendment.ts";
import { present } from "../../table/places.ts";
import type { Table } from "../../table/table.ts";
import type { InvitationTerms } from "../../terms/model.ts";
import type { Draft } from "../model.ts";
import {
  assertAnswerable,
  assertAskable,
  sendingTarget,
  type SendingFacts,
  type SendingTarget,
} from "./asked-address.ts";

/** What a request for permissions of a live relationship asks for. Only an administrator of its customer can receive it. */
export async function amendmentTarget(
  table: Table,
  { id, ...pair }: RelationshipPair & Pick<Relationship, "id">,
  { known, recipient }: SendingFacts,
  now: Instant,
  pointer: string,
): Promise<SendingTarget & { readonly relationship: Relationship }> {
  const { customerId, partnerId } = pair;
  const { live, customer, senders } = await table.read({
    live: livePlace(pair),
    customer: present(customerPlace(customerId)),
    senders: sendersPlace(customerId),
  });
  if (live?.id !== id) throw relationshipEnded();
  const relationship = allowOnRelationship("amend", ofCustomer(live, customer));
  await assertAnswerable(table, { customer, relationship }, recipient, now, pointer);
  return {
    ...{ relationship, relationshipId: id, customerId },
    addressStatus: addressStatusOf({ ...known, senders: [senders] }, partnerId),
  };
}

/** Refuses a request for permissions of a relationship that has ended. */
export const relationshipEnded = (): Refusal =>
  new Refusal("relationship-ended", "The relationship that these permissions are for has ended.");

/** Refuses a request for what the partner has already, for as long. */
export function assertAsksForSomething(relationship: Relationship, terms: InvitationTerms, now: Instant): void {
  if (comparedRequest(relationship, terms, now).some(({ change }) => change !== "unchanged")) return;
  const message = "The relationship has these permissions for at least as long. Ask for others, or for longer.";
  throw faultRefusal("nothing-asked", { pointer: "/permissions", code: "nothing-asked", message });
}

/** What a draft asks for now. An amendment stays one, and has to ask for something. */
export async function draftTarget(
  table: Table,
  { origin, terms, partnerId, customerId, relationshipId }: Draft,
  facts: SendingFacts,
  now: Instant,
): Promise<SendingTarget> {
  if (origin !== "amendment" || customerId === null || relationshipId === null)
    return sendingTarget(table, facts, terms, now);
  assertAskable(facts, "/customer/email");
  const pair = { id: relationshipId, customerId, partnerId, type: terms.relationship };
  const target = await amendmentTarget(table, pair, facts, now, "/customer/email");
  assertAsksForSomething(target.relationship, terms, now);
  return target;
}
