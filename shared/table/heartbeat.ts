import type { Instant } from "../kernel/time.ts";
import type { Key } from "./keys.ts";
import { table as names } from "../names.ts";
import type { Table } from "./table.ts";

/** The key of the item that is written regularly to check that changes reach the publisher. */
export const heartbeatKey = (): Key => ({ PK: names.heartbeatPartition, SK: "HEARTBEAT" });

/** Writes the one heartbeat anew; the table does not grow by it. */
export async function writeHeartbeat(table: Pick<Table, "put">, at: Instant): Promise<void> {
  await table.put({ ...heartbeatKey(), entity: "heartbeat", schema: 1, at });
}

/** Whether a key is the heartbeat's. */
export const isHeartbeat = ({ PK }: Key): boolean => PK === heartbeatKey().PK;
