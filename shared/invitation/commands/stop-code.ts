import { signLink } from "../../crypto/links.ts";
import type { MasterKey } from "../../crypto/master-key.ts";
import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import type { Stop } from "../../crypto/stops.ts";
import { asOf, type Invitation } from "../model.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Instant } from "../../kernel/time.ts";
import { invitationPlace } from "../items/item.ts";
import { partnerPlace } from "../../partner/items/partners.ts";
import { present } from "../../table/places.ts";
import type { Table } from "../../table/table.ts";
import type { CustomerMoment } from "./act-on-link.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { reportAbuse } from "./report-abuse.ts";

type Needs = Pick<Dependencies, "table" | "masterKey" | "policy">;

/** What "This was not me" in the mail of a code means now. `ended`: nothing is open that this mailbox could decline. */
export type CodeStop = { readonly sandbox: boolean } & (
  | { readonly state: "waiting" | "reported"; readonly partnerName: string; readonly address: string }
  | { readonly state: "accepted"; readonly partnerName: string; readonly at: Instant }
  | { readonly state: "ended"; readonly partnerName: string }
);

/** What a genuine link would decline; null if there is no such invitation. Changes nothing. */
export async function readCodeStop(
  table: Table,
  masterKey: MasterKey,
  stop: Stop,
  now: Instant,
): Promise<CodeStop | null> {
  const { invitation } = await table.read({ invitation: invitationPlace(stop.subject) });
  return invitation && codeStopOf(invitation, masterKey, stop, now);
}

/**
 * Declines a request whose code the recipient did not ask for, and reports its partner. It works even if the partner
 * has revoked its links or another portal decides the request.
 */
export async function stopCode(needs: Needs, stop: Stop, moment: CustomerMoment): Promise<void> {
  const { table } = needs;
  const key = await needs.masterKey();
  const { invitation } = await table.read({ invitation: invitationPlace(stop.subject) });
  if (!invitation?.issue || codeStopOf(invitation, key, stop, moment.now)?.state !== "waiting") return;
  const { linkEpoch: epoch } = await table.read(present(partnerPlace(invitation.partnerId)));
  const link = signLink({ invitationId: invitation.id, version: stop.number, epoch }, key);
  const { offerDigest } = invitation.issue;
  const denial = { offerDigest, reason: null, name: null, title: null, via: "page" } as const;
  await reportAbuse(needs, link, denial, moment, { wherever: true }).catch(unlessTooLate);
}

function codeStopOf(invitation: Invitation, masterKey: MasterKey, stop: Stop, now: Instant): CodeStop | null {
  const { issue, terms, sandbox } = invitation;
  if (issue === null) return null;
  const { email } = terms.customer;
  const { partnerName } = issue.offer;
  const isSameMailbox = addressPseudonym(email, masterKey) === stop.address;
  if (isSameMailbox && invitation.status === "accepted")
    return { state: "accepted", sandbox, partnerName, at: invitation.decidedAt };
  if (!isSameMailbox || issue.linkVersion !== stop.number) return { state: "ended", sandbox, partnerName };
  if (asOf(invitation, now).status === "pending") return { state: "waiting", sandbox, partnerName, address: email };
  return invitation.status === "declined" && invitation.isReported
    ? { state: "reported", sandbox, partnerName, address: email }
    : { state: "ended", sandbox, partnerName };
}

/** Ignores a concurrent answer or change of the link: the state is read again. */
function unlessTooLate(error: unknown): void {
  if (error instanceof Refusal && (error.kind === "wrong-state" || error.kind === "not-found")) return;
  throw error;
}
