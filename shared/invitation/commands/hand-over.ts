import { sandboxOfPartners } from "../../partner/rules/sandbox.ts";
import { customersIn, knownOf } from "../../customer/rules/administered.ts";
import { codeFault } from "../../codes/rules.ts";
import { afterViewing } from "../rules/answers.ts";
import { mostHandOvers, redirectInvitation } from "../rules/issuing.ts";
import { allow } from "../lifecycle.ts";
import { asOf, type Pending } from "../model.ts";
import { domainOf, normaliseAddress } from "../../kernel/address.ts";
import type { FaultCode } from "../../kernel/fault-code.ts";
import { faultAt, faultRefusal, Refusal, type Fault, type RefusalKind } from "../../kernel/refusal.ts";
import { rightsPlace } from "../../customer/items/administered.ts";
import { customerPlace } from "../../customer/items/item.ts";
import { customerEntryWrites } from "../items/list-entries.ts";
import { invitationWrites, openInvitationLock } from "../items/invitations.ts";
import { present } from "../../table/places.ts";
import { Superseded } from "../../table/superseded.ts";
import type { Table } from "../../table/table.ts";
import { actOnLink, type CustomerMoment, type LinkOutcome } from "./act-on-link.ts";
import { readdressed, readdressedTarget } from "./correct-address.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { proveMailbox } from "../../codes/prove-mailbox.ts";
import { recipientOf, type Recipient } from "../../delivery/commands/recipient.ts";
import { readSendingFacts } from "../sending/asked-address.ts";
import { takeLock } from "../sending/take-lock.ts";

/** The colleague's address, and the code that proves the customer's own mailbox. */
export interface HandOverInput {
  readonly email: string;
  readonly code: string | null;
}

/**
 * The customer passes the request on to a colleague. Rapport mails the new link itself: the partner never receives it.
 */
export function handOver(
  { table, masterKey, policy }: Pick<Dependencies, "table" | "masterKey" | "policy">,
  token: string,
  { email, code }: HandOverInput,
  moment: CustomerMoment,
): Promise<LinkOutcome> {
  return actOnLink({ table, masterKey, policy }, token, moment, async (act) => {
    const { delivery, cause } = act;
    const invitation = allow("hand-over", asOf(act.invitation, moment.now));
    const { issue, terms, partnerId } = invitation;
    if (issue.handOvers >= mostHandOvers) throw handedOverTooOften();
    const from = recipientOf(terms.customer.email, act.masterKey);
    const normal = normaliseAddress(email);
    const to = normal === null ? null : recipientOf(normal, act.masterKey);
    const faults = handOverFaults(from, to, code, to !== null && (await mayTake(table, invitation, from, to)));
    if (to === null || faults.length > 0) throw new Refusal("validation", "The form has faults.", { faults });

    const facts = await readSendingFacts(table, partnerId, terms.relationship, to);
    const target = await readdressedTarget(table, invitation, facts, moment.now).catch((error: unknown) => {
      // The end of the relationship may have cancelled the request in the meantime.
      const isOvertaken = error instanceof Refusal && error.kind === "relationship-ended" && !act.isAgain;
      return fieldFault(isOvertaken ? new Superseded() : error);
    });
    const mode = "email";
    const input = {
      ...readdressed(issue, to, target.relationshipId),
      mode,
      codeRequired: policy.needsCode({ mode, permissions: terms.permissions }),
      customerId: target.customerId,
      linkEpoch: facts.partner.linkEpoch,
      ...knownOf(facts.rights),
    } as const;
    const change = afterViewing(invitation, delivery, moment.now, (pending) =>
      redirectInvitation("hand-over", pending, input, { ...cause, delivery }),
    );
    const lock = await takeLock(table, change.after, facts, target, cause).catch(fieldFault);
    await proveMailbox({ table, policy }, act, code, moment.now);
    const writes = [
      ...invitationWrites(change, cause),
      ...customerEntryWrites(change, act.masterKey),
      ...openInvitationLock.free(invitation, from.address),
      ...lock.writes,
    ];
    return { writes, opened: lock.opened - 1 };
  });
}

/**
 * Whether the request may go to an address: one of the same mail domain, or another administrator of the sender's
 * customer. Only an administrator of its customer can receive a request for permissions of a relationship.
 */
async function mayTake(
  table: Table,
  { partnerId, sandbox, customerId }: Pending,
  from: Recipient,
  to: Recipient,
): Promise<boolean> {
  if (customerId === null && domainOf(from.email) === domainOf(to.email)) return true;
  const rights = await table.read(rightsPlace(from.address));
  const shared = customersIn(rights, sandboxOfPartners({ partnerId, sandbox })).filter(
    (id) => customerId === null || id === customerId,
  );
  const customers = await table.read(shared.map((id) => present(customerPlace(id))));
  return customers.some(({ administrators }) => administrators.some(({ id }) => id === to.address));
}

function handOverFaults(from: Recipient, to: Recipient | null, code: string | null, mayBeTaken: boolean): Fault[] {
  const address =
    to === null
      ? faultAt("/email", "address-invalid", "Enter a mail address.")
      : from.email === to.email
        ? faultAt("/email", "address-own", "This is your own address.")
        : mayBeTaken
          ? null
          : faultAt("/email", "address-elsewhere", elsewhere);
  return [address, codeFault(code)].filter((fault) => fault !== null);
}

const elsewhere = "The address must have the same mail domain as yours, or be an administrator of your organisation.";

const handedOverTooOften = (): Refusal =>
  faultRefusal(
    "validation",
    faultAt("/email", "hand-over-limit", `A request can be handed over at most ${mostHandOvers} times.`),
  );

/**
 * Reports what is wrong with the colleague's address at its field, without revealing more than the customer may know. A
 * quota keeps its kind and its time to retry.
 */
function fieldFault(error: unknown): never {
  if (!(error instanceof Refusal)) throw error;
  const { kind, retryAfter } = error;
  const known = colleagueFaults[kind];
  if (known === undefined) throw error;
  const fault = faultAt("/email", ...known);
  throw new Refusal(kind === "quota" ? kind : "validation", fault.message, { faults: [fault], retryAfter });
}

const connected = ["address-connected", "Your colleague has already accepted this relationship."] as const;
const colleagueFaults: Partial<Record<RefusalKind, readonly [FaultCode, string]>> = {
  "open-invitation-exists": ["address-taken", "Your colleague already has such a request from this partner."],
  "relationship-exists": connected,
  "own-address": ["own-address", "This address belongs to a user of the partner."],
  // It is no longer an administrator, which the customer's people need not know.
  "not-an-administrator": connected,
  "cool-off": ["address-cooling-off", "Your colleague is a new administrator and cannot accept this yet."],
  "suppressed-address": ["address-suppressed", "No mail can be sent to this address."],
  quota: ["address-quota", "Too many addresses that cannot receive this request were tried today."],
};
