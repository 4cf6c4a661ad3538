import { digestOf } from "../crypto/digests.ts";
import { dataRequest, exportedItem, type DataRequest, type ExportedItem } from "./model.ts";
import type { Cause } from "../events/envelope.ts";
import type { DomainEvent } from "../events/event.ts";
import { aggregateWrites } from "../events/stored-events.ts";
import { epochSeconds } from "../kernel/time.ts";
import { aggregatePartition, type Key } from "../table/keys.ts";
import { pageOf, type Page, type Stretch } from "../table/pages.ts";
import { place } from "../table/places.ts";
import type { Table } from "../table/table.ts";
import { isNew, put, remove, type Write } from "../table/writes.ts";

/** Keys of requests. */
export const dataRequestKeys = {
  state: (id: string): Key => ({ PK: aggregatePartition(id), SK: "STATE" }),
  /** Lists a request that is not done. */
  open: (id: string): Key => ({ PK: "DATA-REQUESTS", SK: id }),
  /** Data of an export, by a digest of the item that they come from: a repeated pass overwrites them. */
  exported: (id: string, digest: string): Key => ({ PK: `${aggregatePartition(id)}#EXPORT`, SK: digest }),
};

/** A request. */
export const dataRequestPlace = (id: string) =>
  place(dataRequestKeys.state(id), (item): DataRequest => dataRequest.parse(item));

/** The ids of the requests that are not done, the oldest first. One query. */
export const openDataRequests = async (table: Pick<Table, "query">): Promise<string[]> =>
  (await table.query({ partition: dataRequestKeys.open("").PK })).items.map(({ SK }) => String(SK));

/** The writes of a new request. */
export const newDataRequestWrites = (made: DataRequest): Write[] => [
  put(dataRequestKeys.state(made.id), "data-request", made, isNew),
  put(dataRequestKeys.open(made.id), "open-data-request", {}),
];

/** The writes of a step, conditional on the revision that was read. */
export function dataRequestWrites(
  before: DataRequest,
  { after, event }: { readonly after: DataRequest; readonly event: DomainEvent | null },
  cause: Cause,
): Write[] {
  const condition = { expression: "revision = :revision", values: { ":revision": before.revision } };
  const write = (more: object): Write =>
    put(dataRequestKeys.state(after.id), "data-request", { ...after, ...more }, condition);
  if (event === null) return [write({})];
  return [...aggregateWrites(before, cause, [event], write), remove(dataRequestKeys.open(after.id))];
}

/** Stores data of an export, which expire with it. `source` is the item that they come from. */
export const keepExported = (
  table: Pick<Table, "put">,
  { id, expiresAt, subject }: DataRequest,
  source: Key,
  exported: ExportedItem,
): Promise<boolean> =>
  table.put({
    ...dataRequestKeys.exported(id, digestOf([source.PK, source.SK])),
    ...{ entity: "exported-data", schema: 1, subject, ...exported },
    ...(expiresAt !== null && { ttl: epochSeconds(expiresAt) }),
  });

/** One page of the data of an export. `cursor` is the digest of the last item seen. */
export async function exportedPage(
  table: Pick<Table, "query">,
  id: string,
  { limit, cursor }: Stretch,
): Promise<Page<ExportedItem>> {
  const { items } = await table.query({
    partition: dataRequestKeys.exported(id, "").PK,
    ...(cursor !== null && { sort: { after: cursor } }),
    limit: limit + 1,
  });
  const { items: page, next } = pageOf(items, limit, ({ SK }) => String(SK));
  return { items: page.map((item) => exportedItem.parse(item)), next };
}
