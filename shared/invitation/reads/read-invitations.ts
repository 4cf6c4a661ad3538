import { addressPseudonym, tagPseudonym } from "../../crypto/pseudonyms.ts";
import { readDelivery, type DeliveryStatus } from "../../delivery/model.ts";
import { asOf } from "../model.ts";
import type { InvitationStatus } from "../lifecycle.ts";
import type { RelationshipType } from "../../terms/model.ts";
import type { Instant } from "../../kernel/time.ts";
import { listedIds, type Span } from "../items/lists.ts";
import { invitationParts, wholeInvitation, type WholeInvitation } from "../items/invitations.ts";
import type { Table } from "../../table/table.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/**
 * Which of a partner's invitations are listed; null leaves a question out. Of several statuses or states of delivery, one
 * is enough. The address is a normalised one.
 */
export interface InvitationFilter {
  readonly partnerId: string;
  readonly statuses: readonly InvitationStatus[] | null;
  readonly deliveries: readonly DeliveryStatus[] | null;
  readonly relationship: RelationshipType | null;
  /** A user's id. */
  readonly createdBy: string | null;
  readonly created: Span;
  readonly tag: string | null;
  readonly email: string | null;
}

/** How far a list is looked along where the stretch before had none that is wanted: four see some twelve hundred. */
const looks = [100, 300, 800] as const;

/**
 * One page of a partner's invitations, newest first: those that are what is asked for at `now`. An overdue one is not
 * pending but expired, though the sweep has not written it yet. Lists of keys say which may be it; one BatchGetItem reads 33
 * rows. No list is kept by delivery: where few are of it, all that are otherwise wanted are read.
 */
export async function readInvitations(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  filter: InvitationFilter,
  { limit, cursor }: { readonly limit: number; readonly cursor: string | null },
  now: Instant,
): Promise<{ items: WholeInvitation[]; next: string | null }> {
  const { email, tag, partnerId, statuses, relationship, createdBy, created } = filter;
  const key = await masterKey();
  const wanted = {
    ...{ partnerId, statuses, relationship, createdBy, created },
    address: email === null ? null : addressPseudonym(email, key),
    tag: tag === null ? null : tagPseudonym(tag, key),
  };
  for (let look = 0, from = cursor; ; look++) {
    const stretch = { limit: look === 0 ? limit : (looks[look - 1] ?? looks.at(-1)!), cursor: from };
    const { ids, next: behind } = await listedIds(table, wanted, stretch, now);
    const fitting = (await wholeOnes(table, ids)).filter((whole) => fits(whole, filter, now));
    const items = fitting.slice(0, limit);
    const next = fitting.length > items.length ? (items.at(-1)?.invitation.id ?? null) : behind;
    // A page may be short, but an empty one would look like the end.
    if (items.length > 0 || next === null) return { items, next };
    from = next;
  }
}

/** An index lags behind the table: what it lists is read again, so that a page shows what is. */
async function wholeOnes(table: Table, ids: readonly string[]): Promise<WholeInvitation[]> {
  const found = await table.read(ids.map(invitationParts));
  return found.map(wholeInvitation).filter((whole) => whole !== null);
}

const fits = (
  { invitation, delivery, notes }: WholeInvitation,
  { statuses, deliveries, relationship, createdBy, created: { from, to }, tag, email }: InvitationFilter,
  now: Instant,
): boolean =>
  (relationship === null || invitation.terms.relationship === relationship) &&
  (createdBy === null || invitation.createdBy.id === createdBy) &&
  (from === null || invitation.createdAt >= from) &&
  (to === null || invitation.createdAt < to) &&
  (statuses === null || statuses.includes(asOf(invitation, now).status)) &&
  (deliveries === null || deliveries.includes(readDelivery(invitation, delivery, now).status)) &&
  (tag === null || notes.tags.includes(tag)) &&
  (email === null || invitation.terms.customer.email === email);
