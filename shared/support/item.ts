import * as z from "zod/mini";
import type { Cause } from "../events/envelope.ts";
import { aggregateWrites } from "../events/stored-events.ts";
import { table as names } from "../names.ts";
import { hasEvents } from "../schema/values.ts";
import { aggregatePartition, type Key } from "../table/keys.ts";
import { idsPage, type Page, type Stretch } from "../table/pages.ts";
import { place } from "../table/places.ts";
import type { Table } from "../table/table.ts";
import { isAtVersion, isNew, put, rewrite, type Write } from "../table/writes.ts";
import { supportRequest, type SupportRequest, type SupportStatus } from "./model.ts";
import type { SupportStep } from "./rules.ts";

/** Keys of support requests. */
export const supportKeys = {
  state: (id: string): Key => ({ PK: aggregatePartition(id), SK: "STATE" }),
  /** Lists a request for the operator. */
  ofOperator: (id: string): Key => ({ PK: aggregatePartition(id), SK: "OPERATOR" }),
  /** Lists a request for its customer. */
  ofCustomer: (customerId: string, id: string): Key => ({ PK: aggregatePartition(customerId), SK: `SUP#${id}` }),
  allOfCustomer: (customerId: string) => ({ PK: aggregatePartition(customerId), prefix: "SUP#" }),
};

/** Partitions of the list index, in which requests have the order of their ids. */
const supportLists = {
  ofPartner: (partnerId: string, status: SupportStatus): string => `PTN#${partnerId}#SUP#${status}`,
  ofOperator: (status: SupportStatus): string => `SUPPORT#${status}`,
};

const stored = z.object({ ...supportRequest.shape, ...hasEvents });

/** Reads a stored support request; throws if the item is not one. */
export const parseSupportRequest = (item: unknown): SupportRequest => stored.parse(item);

/** A support request without its messages. */
export const supportPlace = (id: string) => place(supportKeys.state(id), parseSupportRequest);

/** A support request as stored, in its partner's list. */
const supportItem = (request: SupportRequest) => ({
  ...supportKeys.state(request.id),
  entity: "support-request",
  schema: 1,
  GSI1PK: supportLists.ofPartner(request.partnerId, request.status),
  GSI1SK: request.id,
  ...request,
});

const operatorsEntry = ({ id, status }: SupportRequest): Write =>
  put(supportKeys.ofOperator(id), "support-entry", { GSI1PK: supportLists.ofOperator(status), GSI1SK: id });

/** The writes of a step, conditional on the version that was read. */
export function supportWrites({ before, after, event }: SupportStep, cause: Cause): Write[] {
  const isMoved = before?.status !== after.status;
  return [
    ...aggregateWrites(before, cause, [event], (newest) =>
      before === null
        ? rewrite(null, supportItem({ ...after, ...newest }), isNew)
        : rewrite(supportItem(before), supportItem({ ...after, ...newest }), isAtVersion(before.version)),
    ),
    ...(isMoved ? [operatorsEntry(after)] : []),
    ...(before === null ? [put(supportKeys.ofCustomer(after.customerId, after.id), "support-entry", {})] : []),
  ];
}

/** Ids of the requests of a partner, or of all of them (null), that have one of these statuses, newest first: one query for each. */
export async function listedRequests(
  table: Pick<Table, "query">,
  { partnerId, statuses }: { readonly partnerId: string | null; readonly statuses: readonly SupportStatus[] },
  { limit, cursor }: Stretch,
): Promise<Page<string>> {
  const found = await Promise.all(
    [...new Set(statuses)].map((status) =>
      table.query({
        index: names.listIndex,
        partition: partnerId === null ? supportLists.ofOperator(status) : supportLists.ofPartner(partnerId, status),
        ...(cursor !== null && { sort: { before: cursor } }),
        newestFirst: true,
        limit: limit + 1,
      }),
    ),
  );
  const ids = found.flatMap(({ items }) => items.map(({ GSI1SK }) => String(GSI1SK)));
  // One that changes meanwhile can be in two lists.
  return idsPage([...new Set(ids)].sort().reverse(), limit);
}

/** Ids of the requests for a customer, newest first. One query. */
export async function requestsForCustomer(
  table: Pick<Table, "query">,
  customerId: string,
  { limit, cursor }: Stretch,
): Promise<Page<string>> {
  const { PK, prefix } = supportKeys.allOfCustomer(customerId);
  const { items } = await table.query({
    partition: PK,
    sort: cursor === null ? { beginsWith: prefix } : { between: [prefix, `${prefix}${cursor}`] },
    newestFirst: true,
    limit: limit + 2,
  });
  const ids = items.map(({ SK }) => String(SK).slice(prefix.length)).filter((id) => id !== cursor);
  return idsPage(ids, limit);
}
