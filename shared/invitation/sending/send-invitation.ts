import { allow } from "../lifecycle.ts";
import { asOf, type SendMode } from "../model.ts";
import type { Cause } from "../../events/envelope.ts";
import type { IdempotencyClaim } from "../../table/idempotency.ts";
import { changeOwnInvitation } from "../commands/own-invitation.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import type { ExpectedVersions } from "../../transaction/expected-version.ts";
import type { InvitationAnswer } from "../commands/invitation-answer.ts";
import { recipientOf } from "../../delivery/commands/recipient.ts";
import { issue } from "./sending.ts";
import { readSendingFacts, sendingTarget } from "./sending-facts.ts";
import { takeLock } from "./take-lock.ts";

/** A partner sends a draft: the offer freezes, the lock is taken, the link lives. */
export const sendInvitation = (
  dependencies: Pick<Dependencies, "table" | "masterKey" | "publicUrl" | "policy">,
  id: string,
  mode: SendMode,
  cause: Cause,
  claim: IdempotencyClaim | null,
  expected: ExpectedVersions = "any",
): Promise<InvitationAnswer> =>
  changeOwnInvitation(dependencies, id, cause, claim, expected, async ({ invitation, key }) => {
    const { table, policy } = dependencies;
    const { customer, relationship } = invitation.terms;
    const recipient = recipientOf(customer.email, key);
    const facts = await readSendingFacts(table, cause.partnerId, relationship, recipient);
    // Whether it is a draft is said before what stands against sending it.
    const draft = allow("send", asOf(invitation, cause.now));
    const target = await sendingTarget(table, facts, draft.terms, cause.now);
    const change = issue(draft, mode, facts, target, policy, cause);
    const { writes, opened } = await takeLock(table, change.after, facts, target, cause);
    return { change, also: writes, opened, sendsTo: recipient.mailbox };
  });
