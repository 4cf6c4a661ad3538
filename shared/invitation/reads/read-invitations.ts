import type * as z from "zod/mini";
import { addressPseudonym, startPseudonym, tagPseudonym } from "../../crypto/pseudonyms.ts";
import { readDelivery } from "../../delivery/rules/progress.ts";
import { asOf } from "../model.ts";
import type { DeepReadonly } from "../../kernel/deep-readonly.ts";
import type { Instant } from "../../kernel/time.ts";
import type { listQuery } from "../requests.ts";
import { listedIds } from "../items/lists.ts";
import { isFoundBy, startOfSearch } from "../rules/search.ts";
import { invitationParts, wholeInvitation, type WholeInvitation } from "../items/invitations.ts";
import { pageOf, type Page, type Stretch } from "../../table/pages.ts";
import type { Table } from "../../table/table.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** Which of a partner's invitations are listed. Several statuses or delivery states are alternatives. */
export type InvitationFilter = DeepReadonly<Omit<z.output<typeof listQuery>, "limit" | "cursor">> & {
  readonly partnerId: string;
};

/** How many ids are read next after a page without a match. Four reads cover about 1,200. */
const laterLimits = [100, 300, 800] as const;

/**
 * One page of a partner's invitations, newest first. Key lists give the candidates, which are then read and filtered,
 * for overdue invitations are expired and no list is kept by delivery.
 */
export async function readInvitations(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  filter: InvitationFilter,
  { limit, cursor }: Stretch,
  now: Instant,
): Promise<Page<WholeInvitation>> {
  const { email, tag, q } = filter;
  const start = q && startOfSearch(q);
  if (q !== undefined && !start) return { items: [], next: null };
  const key = await masterKey();
  const wanted = {
    ...filter,
    address: email && addressPseudonym(email, key),
    start: start && startPseudonym(start, key),
    tag: tag && tagPseudonym(tag, key),
  };
  for (let round = 0, from = cursor; ; round++) {
    const stretch = { limit: round === 0 ? limit : (laterLimits[round - 1] ?? laterLimits.at(-1)!), cursor: from };
    const listed = await listedIds(table, wanted, stretch, now);
    const fitting = (await wholeOnes(table, listed.items)).filter((whole) => fits(whole, filter, now));
    const { items, next: more } = pageOf(fitting, limit, ({ invitation }) => invitation.id);
    const next = more ?? listed.next;
    // A page may be short, but an empty one would mean the end.
    if (items.length > 0 || next === null) return { items, next };
    from = next;
  }
}

/** The index lags behind the table, so listed invitations are read from the table. */
async function wholeOnes(table: Table, ids: readonly string[]): Promise<WholeInvitation[]> {
  const found = await table.read(ids.map(invitationParts));
  return found.map(wholeInvitation).filter((whole) => whole !== null);
}

const fits = (
  { invitation, delivery, notes }: WholeInvitation,
  { status, delivery: reached, relationship, createdBy, from, to, tag, email, q }: InvitationFilter,
  now: Instant,
): boolean =>
  (relationship === undefined || invitation.terms.relationship === relationship) &&
  (createdBy === undefined || invitation.createdBy.id === createdBy) &&
  (from === undefined || invitation.createdAt >= from) &&
  (to === undefined || invitation.createdAt < to) &&
  (status === undefined || status.includes(asOf(invitation, now).status)) &&
  (reached === undefined || reached.includes(readDelivery(asOf(invitation, now), delivery).status)) &&
  (tag === undefined || notes.tags.includes(tag)) &&
  (email === undefined || invitation.terms.customer.email === email) &&
  (q === undefined || isFoundBy(invitation.terms.customer, q));
