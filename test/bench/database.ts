import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  type CreateTableCommandInput,
  type DynamoDBClientConfig,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { openDynamoDb } from "../../infra/local/dynamodb/process.ts";
import { synthesize } from "../../infra/local/synthesize.ts";
import type { Weighed } from "../support/table/capacity.ts";
import { tableDefinition } from "../support/table/table-definition.ts";
import { weighedTable } from "../support/table/weighed-table.ts";

/** A DynamoDB Local in which each part of the bench makes tables of its own. */
export interface Database {
  readonly url: string;
  readonly client: DynamoDBClient;
  /** The client as functions have it. */
  readonly shipped: DynamoDBClient;
  /** Makes a table as the template defines it. Returns its name. */
  newTable(): Promise<string>;
  /** A table as the meter sees it. */
  weighed(name: string): Weighed;
  /** The definition of a table. */
  definition(name: string): CreateTableCommandInput;
  /** Puts every item of a small table into another. */
  copy(from: string, to: string): Promise<void>;
  drop(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Settings of a client of a DynamoDB Local. */
export const clientOf = (endpoint: string) => ({
  endpoint,
  region: "eu-central-1",
  credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
});

/**
 * The build leaves the SDK's logging out of bundles (decision 0026): without a logger the SDK copies every request and response for
 * nothing. Without these methods it does not.
 */
export const asShipped = { logger: {} as NonNullable<DynamoDBClientConfig["logger"]> };

/** Starts DynamoDB Local. */
export async function openDatabase(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), "rapport-bench-"));
  const [{ url, stop }] = await Promise.all([openDynamoDb(), synthesize(folder)]);
  const client = new DynamoDBClient(clientOf(url));
  const shipped = new DynamoDBClient({ ...clientOf(url), ...asShipped });
  return {
    url,
    client,
    shipped,
    newTable: async () => {
      const name = `rapport-${randomUUID()}`;
      await client.send(new CreateTableCommand(tableDefinition(folder, name)));
      return name;
    },
    definition: (name) => tableDefinition(folder, name),
    weighed: (name) => weighedTable(client, tableDefinition(folder, name)),
    copy: async (from, to) => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: from }));
      for (const Item of Items) await client.send(new PutItemCommand({ TableName: to, Item }));
    },
    drop: async (name) => void (await client.send(new DeleteTableCommand({ TableName: name }))),
    close: async () => {
      client.destroy();
      shipped.destroy();
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
