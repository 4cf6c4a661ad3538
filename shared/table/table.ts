import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { readsOf } from "./reads.ts";
import { writesOf } from "./writer.ts";

/** A stored item before it is parsed. */
export type RawItem = Record<string, unknown>;

/** Where the table is. */
export interface TableConnection {
  readonly client: Pick<DynamoDBClient, "send">;
  readonly name: string;
  /** Waits between the tries of a request that met another one, in milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
}

/** The one table: what Rapport does with it, in plain objects. */
export type Table = ReturnType<typeof openTable>;

/** Opens the table. */
export const openTable = (connection: TableConnection) => ({
  connection,
  ...readsOf(connection),
  ...writesOf(connection),
});
