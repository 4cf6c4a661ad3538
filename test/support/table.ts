import { randomUUID } from "node:crypto";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  ScanCommand,
  type AttributeValue,
  type CreateTableCommandInput,
} from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { readAssembly } from "../../infra/local/assembly.ts";
import { openTable, type RawItem, type Table } from "../../shared/store/table.ts";
import { assemblyFolder, dynamoDbUrl } from "./workshop.ts";

/** An operation of DynamoDB that the product calls. */
export type Operation = "GetItem" | "BatchGetItem" | "Query" | "TransactWriteItems" | "PutItem" | "UpdateItem";

/** A table of one test file, opened by the product, whose every request can be counted, held up or failed. */
export interface TestTable {
  readonly table: Table;
  /** Milliseconds that the product wanted to wait, since the file began. */
  readonly pauses: readonly number[];
  /** What `work` asked of DynamoDB: how many requests of each operation. */
  requests(work: () => Promise<unknown>): Promise<Partial<Record<Operation, number>>>;
  /** Runs `act` once, just before the next request of that operation goes out. */
  before(operation: Operation, act: () => Promise<unknown>): void;
  /** Fails the next requests of that operation with `error`; nothing of them reaches DynamoDB. */
  fail(operation: Operation, error: Error, times?: number): void;
  /** Everything in the table. */
  scan(): Promise<RawItem[]>;
  /** Deletes the table. */
  drop(): Promise<void>;
}

/** Every item of a table. */
export async function scanTable(client: DynamoDBClient, TableName: string): Promise<RawItem[]> {
  const items: RawItem[] = [];
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName, ExclusiveStartKey, ConsistentRead: true }));
    items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return items;
}

/** The table of the template, under a name of its own: keys and indexes stand in the stack and nowhere else. */
async function definition(TableName: string): Promise<CreateTableCommandInput> {
  const resources = Object.values(readAssembly(await assemblyFolder()).resources);
  const [table, ...others] = resources.filter(({ Type }) => Type === "AWS::DynamoDB::Table");
  if (table === undefined || others.length > 0) throw new Error("The template is expected to have one table.");
  const { AttributeDefinitions, BillingMode, GlobalSecondaryIndexes, KeySchema } =
    table.Properties as unknown as CreateTableCommandInput;
  return { TableName, AttributeDefinitions, BillingMode, GlobalSecondaryIndexes, KeySchema };
}

/** Creates a fresh table. */
export async function freshTable(): Promise<TestTable> {
  const client = new DynamoDBClient({
    endpoint: await dynamoDbUrl(),
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  const name = `rapport-${randomUUID()}`;
  await client.send(new CreateTableCommand(await definition(name)));

  const sent: string[] = [];
  const pauses: number[] = [];
  const strikes: { readonly operation: string; readonly strike: () => Promise<unknown> }[] = [];
  const metered = async (command: { readonly constructor: { readonly name: string } }): Promise<unknown> => {
    const operation = command.constructor.name.replace(/Command$/, "");
    sent.push(operation);
    const at = strikes.findIndex((strike) => strike.operation === operation);
    if (at !== -1) await strikes.splice(at, 1)[0]?.strike();
    return client.send(command as never);
  };
  return {
    table: openTable({
      client: { send: metered as DynamoDBClient["send"] },
      name,
      pause: async (ms) => void pauses.push(ms),
    }),
    pauses,
    requests: async (work) => {
      const from = sent.length;
      await work();
      const counts: Record<string, number> = {};
      for (const operation of sent.slice(from)) counts[operation] = (counts[operation] ?? 0) + 1;
      return counts;
    },
    before: (operation, strike) => void strikes.push({ operation, strike }),
    fail: (operation, error, times = 1) => {
      for (let time = 0; time < times; time++) strikes.push({ operation, strike: () => Promise.reject(error) });
    },
    scan: () => scanTable(client, name),
    drop: async () => {
      await client.send(new DeleteTableCommand({ TableName: name }));
      client.destroy();
    },
  };
}
