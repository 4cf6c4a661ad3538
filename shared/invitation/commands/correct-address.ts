import { offerDigest } from "../../crypto/digests.ts";
import { knownOf } from "../../customer/rules/administered.ts";
import { redirectInvitation } from "../rules/issuing.ts";
import { allow } from "../lifecycle.ts";
import { asOf, type Invitation, type Issue } from "../model.ts";
import { faultRefusal } from "../../kernel/refusal.ts";
import type { Instant } from "../../kernel/time.ts";
import { openInvitationLock } from "../items/invitations.ts";
import type { Table } from "../../table/table.ts";
import { changeOwnInvitation, type OwnNeeds, type OwnRequest } from "./own-invitation.ts";
import type { InvitationAnswer } from "./invitation-answer.ts";
import { requireAddress } from "./invitation-input.ts";
import { recipientOf, type Recipient } from "../../delivery/commands/recipient.ts";
import {
  assertAskable,
  readSendingFacts,
  sendingTarget,
  type SendingFacts,
  type SendingTarget,
} from "../sending/asked-address.ts";
import { amendmentTarget } from "../sending/amendment-target.ts";
import { takeLock } from "../sending/take-lock.ts";

/** Sends the invitation to another address, with a new link. */
export const correctAddress = (
  dependencies: OwnNeeds,
  id: string,
  email: string,
  ...request: OwnRequest
): Promise<InvitationAnswer> =>
  changeOwnInvitation(dependencies, id, request, async ({ invitation, delivery, key, cause }) => {
    const { table } = dependencies;
    const { issue, terms } = allow("correct-address", asOf(invitation, cause.now));
    const before = recipientOf(terms.customer.email, key);
    const to = recipientOf(requireAddress(email, "/email"), key);
    assertOther(before, to);

    const facts = await readSendingFacts(table, cause.partnerId, terms.relationship, to);
    const target = await readdressedTarget(table, invitation, facts, cause.now);
    const { linkEpoch } = facts.partner;
    const input = {
      ...readdressed(issue, to, target.relationshipId),
      customerId: target.customerId,
      linkEpoch,
      ...knownOf(facts.rights),
    };
    const change = redirectInvitation("correct-address", invitation, input, { ...cause, delivery });
    const lock = await takeLock(table, change.after, facts, target, cause);
    const also = [...openInvitationLock.free(invitation, before.address), ...lock.writes];
    return { change, also, opened: lock.opened - 1, sendsTo: to.mailbox };
  });

/** The same offer to another address: another digest, so no answer to the first can count for it. */
export function readdressed(
  { offer, mode, codeRequired }: Issue,
  { email }: Recipient,
  relationshipId: string | null,
): Pick<Issue, "offer" | "offerDigest" | "mode" | "codeRequired"> {
  const next = { ...offer, customer: email, relationshipId };
  return { offer: next, offerDigest: offerDigest(next), mode, codeRequired };
}

/**
 * What a request asks for when it is sent again. A request for permissions keeps its relationship, and only an
 * administrator of that customer can receive it.
 */
export async function readdressedTarget(
  table: Table,
  { terms, relationshipId, customerId }: Pick<Invitation, "terms" | "relationshipId" | "customerId">,
  facts: SendingFacts,
  now: Instant,
): Promise<SendingTarget> {
  assertAskable(facts, "/email");
  if (relationshipId === null || customerId === null) return sendingTarget(table, facts, terms, now);
  const asked = { id: relationshipId, customerId, partnerId: facts.partner.id, type: terms.relationship };
  return amendmentTarget(table, asked, facts, now, "/customer/email");
}

function assertOther(before: Recipient, to: Recipient): void {
  if (before.email !== to.email) return;
  const message = "The invitation already goes to this address.";
  throw faultRefusal("validation", { pointer: "/email", code: "address-same", message });
}
