import { codeFor } from "../crypto/codes.ts";
import { sameText } from "../crypto/links.ts";
import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { acceptInvitation as accept, type Acceptance } from "../domain/acceptance.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Duration, Instant } from "../domain/time.ts";
import { cloudPolicy } from "../policy/clouds.ts";
import { takeTry, type IssuedCode } from "../store/codes.ts";
import { knownCustomerWrites } from "../store/customers.ts";
import { invitationWrites, openInvitationLock } from "../store/invitations.ts";
import { keys } from "../store/keys.ts";
import { newRelationshipWrites } from "../store/relationships.ts";
import type { Table } from "../store/table.ts";
import { actOnLink, type CustomerAct, type CustomerMoment, type LinkOutcome } from "./act-on-link.ts";
import type { Dependencies } from "./dependencies.ts";
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
  const relationshipId = newId("relationship");
  let proof: IssuedCode | null = null;
  return actOnLink({ table, masterKey }, token, moment, async (act) => {
    const { invitation, delivery, cause, customer } = act;
    if (invitation.status === "accepted") return [];
    if (act.isAgain) await assertNotConnected(table, act);

    const { email, organization } = invitation.terms.customer;
    const by = { name: input.name, email, title: input.title };
    const duration = input.duration ?? invitation.terms.duration;
    const { requiredPermissions } = cloudPolicy(invitation.cloud);
    const { change, relationship } = accept(
      invitation,
      { ...input, by, duration, codeGiven: input.code !== null },
      { ...cause, delivery, requiredPermissions, relationshipId, customerId: customer.customerId },
    );
    // Last, so that an answer with other faults costs no try; and once, however often the write is repeated,
    // unless a newer code has come between: what proved the older one proves nothing any more.
    if (proof?.number !== act.code?.number) proof = null;
    proof ??= await proveMailbox(table, act, input.code, moment.now);
    const address = addressPseudonym(email, act.masterKey);
    const known = { ...customer, partnerId: invitation.partnerId, organization, since: moment.now };
    return [
      ...invitationWrites(change, cause),
      openInvitationLock.free(invitation, address),
      ...newRelationshipWrites(relationship, known, cause),
      ...knownCustomerWrites(known, by, address),
    ];
  });
}

/** Takes a try of the open code and compares; null where no code is needed. */
async function proveMailbox(
  table: Table,
  { invitation: { id, issue }, masterKey, assertStands }: CustomerAct,
  given: string | null,
  now: Instant,
): Promise<IssuedCode | null> {
  if (!issue?.codeRequired || given === null) return null;
  await assertStands();
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

/** If it was not this invitation's own write that came first, it may have been another acceptance for the customer. */
async function assertNotConnected(table: Table, { invitation, customer }: CustomerAct): Promise<void> {
  if (invitation.status !== "pending") return;
  const { partnerId, terms } = invitation;
  const key = keys.liveRelationship(customer.customerId, partnerId, terms.relationship);
  assertNoRelationship({ liveRelationship: await table.get(key) });
}
