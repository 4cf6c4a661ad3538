import { queryRefusal } from "../kernel/refusal.ts";
import type { StoredEvent } from "./envelope.ts";
import { readHistory } from "./stored-events.ts";
import { pageOf, type Page } from "../table/pages.ts";
import type { Dependencies } from "../transaction/dependencies.ts";

interface HistoryStretch {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** One page of what happened to an aggregate and its parts, oldest first. `cursor` is the id of the last event seen. */
export async function readHistoryPage(
  { table }: Pick<Dependencies, "table">,
  id: string,
  page: HistoryStretch,
): Promise<Page<StoredEvent>> {
  // A history is some tens of events, one query; its parts are in key order and have to be put in time order.
  return historyPage(await readHistory(table, id), page);
}

/** One page of events, oldest first. */
export function historyPage(events: readonly StoredEvent[], { limit, cursor }: HistoryStretch): Page<StoredEvent> {
  const from = cursor === undefined ? 0 : events.findIndex(({ metadata }) => metadata.eventId === cursor) + 1;
  if (cursor !== undefined && from === 0) {
    throw queryRefusal("cursor", "cursor-unknown", "The cursor does not belong to this list.");
  }
  return pageOf(events.slice(from), limit, ({ metadata }) => metadata.eventId);
}
