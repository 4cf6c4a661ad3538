import { partner, standing, type Partner, type PartnerChange } from "../model.ts";
import type { HasEvents } from "../../events/event.ts";
import type { Cause } from "../../events/envelope.ts";
import { table as names } from "../../names.ts";
import { aggregateWrites, parseHasEvents } from "../../events/stored-events.ts";
import { partnerKeys, partnerLists } from "./keys.ts";
import { idsPage, type Page, type Stretch } from "../../table/pages.ts";
import { place } from "../../table/places.ts";
import type { Table } from "../../table/table.ts";
import { check, isAtVersion, put, rewrite, type Write } from "../../table/writes.ts";

/** Parses a partner from its item or from an event's data. */
export const parsePartner = (item: unknown): Partner => partner.parse(item);

/** A partner. */
export const partnerPlace = (id: string) => place(partnerKeys.profile(id), parsePartner);
/** The standing of a partner, even if the rest cannot be read. */
export const partnerStandingPlace = (id: string) => place(partnerKeys.standing(id), (item) => standing.parse(item));

/** A partner, and the time of its newest event. */
export const changingPartnerPlace = (id: string) =>
  place(partnerKeys.profile(id), (item) => ({ partner: parsePartner(item), newest: parseHasEvents(item) }));

/** A partner as stored, listed in one partition, which has few enough writes. */
export const partnerItem = (partner: Partner) => ({
  ...partnerKeys.profile(partner.id),
  entity: "partner",
  schema: 1,
  GSI1PK: partnerLists.all,
  GSI1SK: partner.id,
  ...partner,
});

/**
 * The writes of a partner's steps; none if nothing changed. `newest`: time of its newest event, null for a new partner.
 */
export function partnerWrites(
  { before, after, events }: PartnerChange,
  cause: Omit<Cause, "partnerId">,
  newest: HasEvents | null,
): Write[] {
  if (events.length === 0) return [];
  const isStanding = before?.linkEpoch === after.linkEpoch && before.frozen === after.frozen;
  return [
    ...aggregateWrites(newest, { ...cause, partnerId: after.id }, events, (newest) =>
      rewrite(
        before && partnerItem(before),
        { ...partnerItem(after), ...newest },
        isAtVersion(before?.version ?? null),
      ),
    ),
    // With the profile, whose version its writers are held to.
    ...(isStanding ? [] : [standingWrite(after)]),
  ];
}

/** The write of a partner's standing. */
export const standingWrite = ({ id, linkEpoch, frozen }: Pick<Partner, "id" | "linkEpoch" | "frozen">) =>
  put(partnerKeys.standing(id), "partner-standing", { linkEpoch, frozen });

/** Holds a transaction to the version of a partner. */
export const partnerUnchanged = ({ id, version }: Pick<Partner, "id" | "version">): Write =>
  check(partnerKeys.profile(id), isAtVersion(version));

/** Holds a transaction to what its link was made of: the partner's epoch, and, unless `whileFrozen`, that it is not frozen. */
export const partnerStandsCheck = (
  partnerId: string,
  linkEpoch: number,
  { whileFrozen = false }: { readonly whileFrozen?: boolean } = {},
): Write =>
  check(partnerKeys.standing(partnerId), {
    expression: whileFrozen ? "linkEpoch = :epoch" : "linkEpoch = :epoch AND frozen = :no",
    values: { ":epoch": linkEpoch, ...(!whileFrozen && { ":no": false }) },
  });

/** One page of all partners, the newest first: one Query and one BatchGetItem. `cursor` is the id of the last one seen. */
export async function listPartners(table: Table, { limit, cursor }: Stretch): Promise<Page<Partner>> {
  const { items } = await table.query({
    index: names.listIndex,
    partition: partnerLists.all,
    ...(cursor !== null && { sort: { before: cursor } }),
    newestFirst: true,
    limit: limit + 1,
  });
  const page = idsPage(
    items.map((item) => String(item["GSI1SK"])),
    limit,
  );
  // The index lags behind the table, so listed partners are read from the table.
  const partners = await table.read(page.items.map(partnerPlace));
  return { items: partners.filter((partner) => partner !== null), next: page.next };
}
