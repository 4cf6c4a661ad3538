import { publishEvents } from "../../../functions/publish-events/handler.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import type { Table } from "../../../shared/table/table.ts";
import { aStreamRecord, storedItem } from "./stream-records.ts";

/** Publishes the history of an aggregate as the table's stream hands it over; the lines of alarms are in the log then. */
export async function publishHistory(table: Table, id: string): Promise<void> {
  const publish = publishEvents({
    table,
    publish: async (events) => events.map(() => "published"),
    setAside: () => Promise.reject(new Error("Nothing of it is set aside.")),
    takeSetAside: async () => [],
    forget: async () => undefined,
    beat: async () => undefined,
    nowMs: () => 0,
  });
  const history = await readHistory(table, id);
  await publish({ Records: history.map((event) => aStreamRecord(storedItem(event))) });
}
