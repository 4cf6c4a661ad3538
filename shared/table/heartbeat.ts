import type { Instant } from "../kernel/time.ts";
import { keys, type Key } from "./keys.ts";
import type { Table } from "./table.ts";

/** Writes the one heartbeat anew; the table does not grow by it. */
export async function writeHeartbeat(table: Pick<Table, "put">, at: Instant): Promise<void> {
  await table.put({ ...keys.heartbeat(), entity: "heartbeat", schema: 1, at });
}

/** Whether a key is the heartbeat's. */
export const isHeartbeat = ({ PK }: Key): boolean => PK === keys.heartbeat().PK;
