import { addressPseudonym, tagPseudonym } from "../crypto/pseudonyms.ts";
import { readDelivery, type DeliveryStatus } from "../domain/delivery.ts";
import { statusAt } from "../domain/invitation.ts";
import type { InvitationStatus } from "../domain/invitation-lifecycle.ts";
import type { Instant } from "../domain/time.ts";
import { listedIds } from "../store/invitation-lists.ts";
import { wholeInvitation, wholeInvitationKeys, type WholeInvitation } from "../store/invitations.ts";
import type { Table } from "../store/table.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * Which of a partner's invitations are listed; null leaves a question out. Of several statuses or states of delivery, one
 * is enough. The address is a normalised one.
 */
export interface InvitationFilter {
  readonly partnerId: string;
  readonly statuses: readonly InvitationStatus[] | null;
  readonly deliveries: readonly DeliveryStatus[] | null;
  readonly tag: string | null;
  readonly email: string | null;
}

/** How far a query looks on where the one before met none that is wanted: four look at some twelve hundred. */
const looks = [100, 300, 800] as const;

/**
 * One page of a partner's invitations, newest first: those that are what is asked for at `now`. An overdue one is not
 * pending but expired, though the sweep has not written it yet. One Query where nothing else is in the list that is
 * looked along (one for each status, one more for `expired`), and one BatchGetItem for 33 rows. No list is kept by delivery:
 * where few are of it, all that are otherwise wanted are read.
 */
export async function readInvitations(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  filter: InvitationFilter,
  { limit, cursor }: { readonly limit: number; readonly cursor: string | null },
  now: Instant,
): Promise<{ items: WholeInvitation[]; next: string | null }> {
  const { email, tag, partnerId, statuses } = filter;
  const key = await masterKey();
  const wanted = {
    ...{ partnerId, statuses },
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
  const parts = await table.getMany(ids.flatMap(wholeInvitationKeys));
  return ids.map((_, at) => wholeInvitation(parts.slice(at * 3, at * 3 + 3))).filter((whole) => whole !== null);
}

const fits = (
  { invitation, delivery, notes }: WholeInvitation,
  { statuses, deliveries, tag, email }: InvitationFilter,
  now: Instant,
): boolean =>
  (statuses === null || statuses.includes(statusAt(invitation, now))) &&
  (deliveries === null || deliveries.includes(readDelivery(invitation, delivery, now).status)) &&
  (tag === null || notes.tags.includes(tag)) &&
  (email === null || invitation.terms.customer.email === email);
