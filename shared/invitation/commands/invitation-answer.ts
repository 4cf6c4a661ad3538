import { signLink } from "../../crypto/links.ts";
import type { MasterKey } from "../../crypto/master-key.ts";
import { asOf, type Invitation, type Notes } from "../model.ts";
import { readingIn } from "../rules/changes.ts";
import type { InvitationReading } from "../rules/reading.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { isRevoked } from "../../delivery/rules/withheld-mail.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Cause } from "../../events/envelope.ts";
import { eventPlace } from "../../events/stored-events.ts";
import type { IdempotencyRecord } from "../../table/idempotency.ts";
import { invitationParts, wholeInvitation } from "../items/invitations.ts";
import { partnerStandingPlace } from "../../partner/items/partners.ts";
import { present } from "../../table/places.ts";
import type { QuotaLeft } from "../../partner/commands/counted-quotas.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** An invitation whose link its partner sends by hand. */
export interface SelfSent {
  readonly invitation: Invitation;
  readonly link: string;
}

/** The result of a command on an invitation. */
export interface InvitationAnswer {
  readonly status: number;
  readonly reading: InvitationReading;
  readonly notes: Notes;
  /** What the partner sends by hand, if it has the link. */
  readonly draft: SelfSent | null;
  readonly replayed: boolean;
  readonly quotas?: readonly QuotaLeft[];
}

/** The personal link of a sent invitation; null when it was never sent. */
export const linkOf = ({ id, issue }: Invitation, masterKey: MasterKey, publicUrl: string): string | null =>
  issue &&
  `${publicUrl}/i/${signLink({ invitationId: id, version: issue.linkVersion, epoch: issue.linkEpoch }, masterKey)}`;

/** A self-sent invitation with its link; null where Rapport sends, or once the link is dead. */
export function draftOf(
  invitation: Invitation,
  masterKey: MasterKey,
  publicUrl: string,
  now: Instant,
): SelfSent | null {
  const link = linkOf(invitation, masterKey, publicUrl);
  if (link === null || invitation.issue?.mode !== "self" || asOf(invitation, now).status !== "pending") return null;
  return { invitation, link };
}

/** Rebuilds the first answer from its event, without the draft if its link was revoked. */
export async function answerAgain(
  { table, masterKey, publicUrl }: Pick<Dependencies, "table" | "masterKey" | "publicUrl">,
  record: IdempotencyRecord,
  { partnerId, now }: Pick<Cause, "partnerId" | "now">,
): Promise<InvitationAnswer> {
  const { event, partner, parts } = await table.read({
    event: eventPlace(record.aggregate, record.sequence),
    partner: present(partnerStandingPlace(partnerId)),
    parts: invitationParts(record.aggregate),
  });
  const whole = wholeInvitation(parts);
  if (!event || !whole) throw new Refusal("not-found", "The first answer to this request no longer exists.");
  const reading = readingIn(event, whole.invitation);
  const isDead = isRevoked(whole.invitation, partner);
  const draft = isDead ? null : draftOf(whole.invitation, await masterKey(), publicUrl, now);
  return { status: record.status, reading, notes: whole.notes, draft, replayed: true };
}
