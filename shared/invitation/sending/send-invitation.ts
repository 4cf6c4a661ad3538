import { allow } from "../lifecycle.ts";
import { asOf, type SendMode, type Invitation, type InvitationChange } from "../model.ts";
import { changeOwnInvitation, type OwnNeeds, type OwnRequest, type OwnStep } from "../commands/own-invitation.ts";
import type { InvitationAnswer } from "../commands/invitation-answer.ts";
import { recipientOf } from "../../delivery/commands/recipient.ts";
import { issueOffer } from "./issue-offer.ts";
import { draftTarget } from "./amendment-target.ts";
import { readSendingFacts, sendingTarget, type SendingFacts, type SendingTarget } from "./asked-address.ts";
import { takeLock } from "./take-lock.ts";
import { renewInvitation as renew, resendInvitation as resend } from "../rules/issuing.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Table } from "../../table/table.ts";
import { readdressedTarget } from "../commands/correct-address.ts";

/** A partner sends a draft: the offer freezes, the lock is taken, the link lives. */
export const sendInvitation = (
  dependencies: OwnNeeds,
  id: string,
  mode: SendMode,
  ...request: OwnRequest
): Promise<InvitationAnswer> =>
  changeOwnInvitation(dependencies, id, request, async ({ invitation, key, cause }) => {
    const { table, policy } = dependencies;
    const { customer, relationship } = invitation.terms;
    const recipient = recipientOf(customer.email, key);
    const facts = await readSendingFacts(table, cause.partnerId, relationship, recipient);
    // A wrong status takes precedence over other refusals.
    const draft = allow("send", asOf(invitation, cause.now));
    const target = await draftTarget(table, draft, facts, cause.now);
    const change = issueOffer(draft, mode, facts, target, policy, cause);
    const { writes, opened } = await takeLock(table, change.after, facts, target, cause);
    return { change, also: writes, opened, sendsTo: recipient.mailbox };
  });

/** A partner sends a pending invitation again, with a new end; `rotate` kills the older links. */
export const resendInvitation = (
  dependencies: OwnNeeds,
  id: string,
  { rotate }: { readonly rotate: boolean },
  ...request: OwnRequest
): Promise<InvitationAnswer> =>
  sendAgain(dependencies, id, request, "resend", (invitation, input, moment) =>
    resend(invitation, { ...input, rotate }, moment),
  );

/** A partner opens an expired invitation again; refuses while another one to this address is open. */
export const renewInvitation = (
  dependencies: OwnNeeds,
  id: string,
  ...request: OwnRequest
): Promise<InvitationAnswer> => sendAgain(dependencies, id, request, "renew", renew);

type Step = (
  invitation: Invitation,
  input: { readonly portal: string; readonly linkEpoch: number },
  moment: Parameters<typeof renew>[2],
) => InvitationChange;

const sendAgain = (
  dependencies: OwnNeeds,
  id: string,
  request: OwnRequest,
  action: "resend" | "renew",
  step: Step,
): Promise<InvitationAnswer> =>
  changeOwnInvitation(dependencies, id, request, async ({ invitation, delivery, key, cause }): Promise<OwnStep> => {
    const { table, policy } = dependencies;
    // A wrong status takes precedence over other refusals.
    const current = allow(action, asOf(invitation, cause.now));
    const recipient = recipientOf(current.terms.customer.email, key);
    const facts = await readSendingFacts(table, cause.partnerId, current.terms.relationship, recipient);
    const target = await stillAsked(table, current, facts, cause.now);
    const portal = policy.portalOf(current.cloud, cause.now).id;
    const input = { portal, linkEpoch: facts.partner.linkEpoch };
    const change = step(invitation, input, { ...cause, delivery });
    // The lock carries the end, so it is written again too.
    const { writes, opened } = await takeLock(table, change.after, facts, target, cause);
    return { change, also: writes, opened, sendsTo: recipient.mailbox };
  });

/** Refuses to repeat a request that would now ask for something else. */
async function stillAsked(
  table: Table,
  invitation: Invitation,
  facts: SendingFacts,
  now: Instant,
): Promise<SendingTarget> {
  if (invitation.relationshipId !== null) return readdressedTarget(table, invitation, facts, now);
  const target = await sendingTarget(table, facts, invitation.terms, now);
  if (target.relationshipId === null) return target;
  const detail = "The relationship with this customer has changed since. Cancel this invitation and create a new one.";
  throw new Refusal("relationship-exists", detail, { relationshipIds: [target.relationshipId] });
}
