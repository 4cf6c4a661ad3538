import { codeFor } from "../crypto/codes.ts";
import { sameText, type LinkNumbers } from "../crypto/links.ts";
import type { MasterKey } from "../crypto/master-key.ts";
import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { acceptInvitation as accept, type Acceptance } from "../domain/acceptance.ts";
import type { Invitation, Pending } from "../domain/invitation.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Duration, Instant } from "../domain/time.ts";
import { cloudPolicy } from "../policy/clouds.ts";
import { codeStandsCheck, takeTry, type IssuedCode } from "../store/codes.ts";
import { knownCustomerWrites } from "../store/customers.ts";
import { invitationWrites, openInvitationLock } from "../store/invitations.ts";
import { keys } from "../store/keys.ts";
import { partnerStandsCheck } from "../store/partners.ts";
import { newRelationshipWrites } from "../store/relationships.ts";
import type { Table } from "../store/table.ts";
import { attempt } from "./attempt.ts";
import {
  assertPartnerStands,
  causedByCustomer,
  loadForCustomer,
  type CustomerMoment,
  type LinkOutcome,
} from "./customer-answer.ts";
import { customerOf } from "./customer-of.ts";
import type { Dependencies } from "./dependencies.ts";
import { openLink } from "./open-link.ts";
import { assertNoRelationship } from "./sending.ts";

/** A customer's yes as it came in; the address is the invited one. */
export type AcceptanceInput = Omit<Acceptance, "by" | "codeGiven" | "duration"> & {
  /** Null: as long as was asked. */
  readonly duration: Duration | null;
  readonly name: string;
  readonly title: string | null;
  readonly code: string | null;
};

/**
 * A customer accepts, all permissions or fewer (product table, rows 20–24, 31): invitation, relationship, customer
 * and their events are one transaction, after one read. Accepting again changes nothing and answers the same.
 */
export async function acceptInvitation(
  { table, masterKey, newId }: Pick<Dependencies, "table" | "masterKey" | "newId">,
  token: string,
  input: AcceptanceInput,
  moment: CustomerMoment,
): Promise<LinkOutcome> {
  const key = await masterKey();
  const relationshipId = newId("relationship");
  let proof: IssuedCode | null = null;
  return attempt(async (round) => {
    const opened = await openLink(token, key, (link) => loadForCustomer(table, link));
    if (opened.kind !== "found") return opened.kind;
    const { invitation, delivery, link } = opened.found;
    const { customerId, domain } = await customerOf(invitation.terms.customer.email, key);
    if (round > 0) await explainLoss(table, invitation, customerId, link);
    if (invitation.status === "accepted") return "done";

    const cause = causedByCustomer(invitation, customerId, moment);
    const { email, organization } = invitation.terms.customer;
    const by = { name: input.name, email, title: input.title };
    const { requiredPermissions } = cloudPolicy(invitation.cloud);
    const { change, relationship } = accept(
      invitation,
      { ...input, by, codeGiven: input.code !== null, duration: input.duration ?? invitation.terms.duration },
      { ...cause, delivery, requiredPermissions, relationshipId, customerId },
    );
    // Last, so that an answer with other faults costs no try; and once, however often the write is repeated.
    proof ??= await proveMailbox(table, invitation as Pending, input.code, key, moment.now);
    const customer = { customerId, partnerId: invitation.partnerId, organization, domain, since: moment.now };
    await table.transact([
      ...invitationWrites(change, cause),
      openInvitationLock.free(invitation, addressPseudonym(email, key)),
      ...newRelationshipWrites(relationship, customer, cause),
      ...knownCustomerWrites(customer, by, addressPseudonym(email, key)),
      partnerStandsCheck(invitation.partnerId, link.epoch),
      ...(proof ? [codeStandsCheck(proof)] : []),
    ]);
    return "done";
  });
}

async function proveMailbox(
  table: Table,
  { id, issue }: Pending,
  given: string | null,
  masterKey: MasterKey,
  now: Instant,
): Promise<IssuedCode | null> {
  if (!issue.codeRequired || given === null) return null;
  const code = await takeTry(table, id, issue.linkVersion, now);
  const expected = code && codeFor(code, masterKey);
  if (code === null || !expected || !sameText(given.replace(/\s/g, ""), expected)) {
    const message = code
      ? "This is not the code from the newest mail."
      : "No code is open, or it was tried too often. Ask for a new one.";
    throw new Refusal("code-wrong", message, { faults: [{ pointer: "/code", message }] });
  }
  return code;
}

/** Another write came first. If it was not this invitation's, it was its partner's or another acceptance for the customer. */
async function explainLoss(table: Table, invitation: Invitation, customerId: string, link: LinkNumbers): Promise<void> {
  if (invitation.status !== "pending") return;
  await assertPartnerStands(table, invitation.partnerId, link);
  const { partnerId, terms } = invitation;
  assertNoRelationship({
    liveRelationship: await table.get(keys.liveRelationship(customerId, partnerId, terms.relationship)),
  });
}
