import { isHidden } from "../../events/chain.ts";
import type { StoredEvent } from "../../events/envelope.ts";
import { readHistory } from "../../events/stored-events.ts";
import { isId } from "../../kernel/ids.ts";
import { erasedText } from "../../kernel/personal.ts";
import { notFound } from "../../kernel/refusal.ts";
import type { Page, Stretch } from "../../table/pages.ts";
import type { Table } from "../../table/table.ts";
import type { Reads } from "../../transaction/commit.ts";
import type { SupportMessage, SupportRequestReading, SupportRequestWithMessages } from "../answers.ts";
import { listedRequests, requestsForCustomer, supportPlace } from "../item.ts";
import { supportStatuses, type SupportRequest, type SupportStatus } from "../model.ts";
import { readSupportRequest } from "../rules.ts";

/** Whose request is meant: of a partner, of a customer, or of anybody for the operator. */
export type SupportOwner = Partial<Pick<SupportRequest, "partnerId" | "customerId">>;

/** A request without its messages, or a refusal if there is none or it is another's. */
export const ownRequestAt = async (table: Reads, id: string, owner: SupportOwner): Promise<SupportRequest> =>
  ownRequest((await table.read({ found: placeOfRequest(id) })).found, owner);

/** The place of a request. Refuses a malformed id. */
export function placeOfRequest(id: string) {
  if (!isId("support request", id)) throw notFound("support request");
  return supportPlace(id);
}

/** A request that was read, or a refusal if there is none or it is another's. */
export function ownRequest(found: SupportRequest | null, { partnerId, customerId }: SupportOwner): SupportRequest {
  const isOwn =
    (partnerId === undefined || found?.partnerId === partnerId) &&
    (customerId === undefined || found?.customerId === customerId);
  if (found === null || !isOwn) throw notFound("support request");
  return found;
}

/** A request with its messages, which its history holds. */
export async function readRequest(table: Table, id: string, owner: SupportOwner): Promise<SupportRequestWithMessages> {
  return withMessages(table, readSupportRequest(await ownRequestAt(table, id, owner)));
}

/** A reading with the messages that there were at its version. */
export async function withMessages(table: Table, request: SupportRequestReading): Promise<SupportRequestWithMessages> {
  const events = await readHistory(table, request.id);
  const messages = events.filter(({ metadata }) => metadata.sequence <= request.version).flatMap(messageIn);
  return { ...request, messages };
}

function messageIn({ data, metadata }: StoredEvent): SupportMessage[] {
  const message = data["message"] as Pick<SupportMessage, "number" | "text"> | undefined;
  if (message === undefined) return [];
  const by = metadata.actor.kind === "operator" ? "operator" : "partner";
  const text = isHidden(message.text) ? erasedText : message.text;
  return [{ number: message.number, by, at: metadata.occurredAt, text }];
}

/** One page of the requests of a partner, or of all partners (null), newest first. */
export async function readRequests(
  { table }: { readonly table: Table },
  partnerId: string | null,
  {
    status: statuses = supportStatuses,
    limit,
    cursor,
  }: Stretch & { readonly status?: readonly SupportStatus[] | undefined },
): Promise<Page<SupportRequestReading>> {
  for (let from = cursor; ;) {
    const { items: ids, next } = await listedRequests(table, { partnerId, statuses }, { limit, cursor: from });
    const found = (await requestsAt(table, ids)).filter(({ status }) => statuses.includes(status));
    // The index lags behind the table. A page may be short, but an empty one would mean the end.
    if (found.length > 0 || next === null) return { items: found, next };
    from = next;
  }
}

/** One page of the requests on a customer's behalf, newest first. */
export async function readRequestsForCustomer(
  { table }: { readonly table: Table },
  customerId: string,
  page: Stretch,
): Promise<Page<SupportRequestReading>> {
  const { items, next } = await requestsForCustomer(table, customerId, page);
  return { items: await requestsAt(table, items), next };
}

const requestsAt = async (table: Reads, ids: readonly string[]): Promise<SupportRequestReading[]> =>
  (await table.read(ids.map(supportPlace))).filter((request) => request !== null).map(readSupportRequest);
