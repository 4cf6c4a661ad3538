import { isProven } from "../../crypto/proofs.ts";
import { signUnsubscribe } from "../../crypto/unsubscribe.ts";
import { domainOf } from "../../kernel/address.ts";
import { asOf, type Invitation } from "../model.ts";
import type { Partner } from "../../partner/model.ts";
import type { Instant } from "../../kernel/time.ts";
import { rightsPlace } from "../../customer/items/administered.ts";
import { codePlace } from "../../codes/item.ts";
import { codePolicy } from "../../codes/model.ts";
import { invitationPlace } from "../items/item.ts";
import { partnerPlace } from "../../partner/items/partners.ts";
import { present } from "../../table/places.ts";
import { withAttendance } from "../../relationship/items/item.ts";
import type { Relationship } from "../../relationship/model.ts";
import { askedRelationshipPlace } from "../items/asked-relationship.ts";
import { customerChoices, type CustomerChoices } from "../../customer/commands/choose-customer.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { openLink, type OpenedLink } from "../commands/open-link.ts";
import { recipientOf } from "../../delivery/commands/recipient.ts";

/** What the customer's page shows. */
export interface ShownOffer extends Pick<CustomerChoices, "choices" | "isRefused"> {
  readonly invitation: Invitation;
  readonly partner: Partner;
  /** How often the newest code can still be entered; 0 without a valid one. */
  readonly triesLeft: number;
  readonly codeNumber: number;
  /** Whether the reader has proved the mailbox, by the mailed link or by an earlier code. */
  readonly isProven: boolean;
  /** The mail domain for handing over; null if only administrators can receive the request. */
  readonly domain: string | null;
  /** The live relationship whose permissions it asks for; null if it asks for a new one, or that has ended. */
  readonly asked: Relationship | null;
  /** Whether it was accepted, and the relationship has ended since. */
  readonly hasEndedSince: boolean;
  /** Whether the request is over and the reader may sign in to the portal. */
  readonly isAdministrator: boolean;
  readonly unsubscribeToken: string;
}

/**
 * Reads what a link shows, without changing anything. A link from before the partner revoked its links is unknown.
 * `proof` is what the right code returned earlier.
 */
export async function readOffer(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  token: string,
  now: Instant,
  proof = "",
): Promise<OpenedLink<ShownOffer>> {
  const key = await masterKey();
  return openLink(token, key, async ({ invitationId, version, epoch }) => {
    const { invitation, code } = await table.read({
      invitation: invitationPlace(invitationId),
      code: codePlace(invitationId),
    });
    if (invitation === null) return null;
    const { partnerId, terms, customerId, issue } = invitation;
    const { address, mailbox } = recipientOf(terms.customer.email, key);
    const isOpen = issue !== null && asOf(invitation, now).status === "pending";
    const { partner, rights, live } = await table.read(
      {
        partner: present(partnerPlace(partnerId)),
        rights: rightsPlace(address),
        live: askedRelationshipPlace(invitation),
      },
      // An answer's transaction is held to both. After it the page has to show what it has just done.
      { maybeStale: isOpen },
    );
    if (partner.linkEpoch !== epoch) return null;
    const isOwn =
      isOpen && (!issue.codeRequired || isProven({ invitationId, linkVersion: version, address }, proof, now, key));
    const isCodeValid = code !== null && code.linkVersion === version && code.endsAt > now;
    return {
      invitation,
      partner,
      triesLeft: isCodeValid ? Math.max(0, codePolicy.tries - code.tries) : 0,
      codeNumber: code?.number ?? 0,
      isProven: isOwn,
      ...(isOwn && rights.customers.length > 0
        ? await customerChoices(table, { offer: issue.offer, rights })
        : noChoices),
      domain: customerId === null ? domainOf(terms.customer.email) : null,
      // Only an administrator can accept, so that there is one.
      asked: live && withAttendance(live, true),
      hasEndedSince: invitation.status === "accepted" && live === null,
      isAdministrator: !isOpen && rights.customers.length > 0,
      unsubscribeToken: signUnsubscribe({ partnerId, address: mailbox }, key),
    };
  });
}

/** The choices of a reader who has no customers or has not proved the mailbox. */
const noChoices = { choices: [], isRefused: false };
