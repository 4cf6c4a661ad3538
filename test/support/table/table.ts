import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { scanOf, type Scan } from "../../../shared/table/scan.ts";
import { openTable, type RawItem, type Table } from "../../../shared/table/table.ts";
import { sumOf, weigh, type Capacity } from "./capacity.ts";
import { scanTable } from "./scan-table.ts";
import { tableDefinition } from "./table-definition.ts";
import { weighedTable } from "./weighed-table.ts";
import { assemblyFolder, dynamoDbUrl } from "../stack/prepared.ts";

/** An operation of DynamoDB that the product calls. */
export type Operation =
  "GetItem" | "BatchGetItem" | "Query" | "TransactWriteItems" | "PutItem" | "UpdateItem" | "BatchWriteItem";

const reads: ReadonlySet<string> = new Set<Operation>(["GetItem", "BatchGetItem", "Query"]);

/** A table of one test file, opened by the product, whose every request can be counted, held up or failed. */
export interface TestTable {
  readonly table: Table;
  /** Milliseconds that the product wanted to wait, since the file began. */
  readonly pauses: readonly number[];
  /** What `work` asked of DynamoDB: how many requests of each operation. */
  requests(work: () => Promise<unknown>): Promise<Partial<Record<Operation, number>>>;
  /** What `work` took of DynamoDB's capacity. */
  capacity(work: () => Promise<unknown>): Promise<Capacity>;
  /** Runs `act` once, just before the next request of that operation goes out. */
  before(operation: Operation, act: () => Promise<unknown>): void;
  /**
   * Runs `act` once, just before the nth read from now, unless a write comes first. The answer says whether it has run,
   * and gives it up.
   */
  beforeRead(nth: number, act: () => Promise<unknown>): () => boolean;
  /** Fails the next requests of that operation with `error`; nothing of them reaches DynamoDB. */
  fail(operation: Operation, error: Error, times?: number): void;
  /** How many requests were failed. */
  readonly failures: () => number;
  /** One page of it, as the product reads it. */
  readonly scanPage: Scan;
  /** Everything in the table. */
  scan(): Promise<RawItem[]>;
  /** Makes the table hold exactly these items. */
  restore(items: readonly RawItem[]): Promise<void>;
  /** Deletes the table. */
  drop(): Promise<void>;
}

/** Creates a fresh table. */
export async function freshTable(): Promise<TestTable> {
  // Under a key of its own, for DynamoDB Local writes the slower the more the streams of a key's tables hold.
  const accessKeyId = randomBytes(10).toString("hex");
  const client = new DynamoDBClient({
    endpoint: await dynamoDbUrl(),
    region: "eu-central-1",
    credentials: { accessKeyId, secretAccessKey: "test" },
    maxAttempts: 1,
  });
  const name = "rapport-test";
  const definition = tableDefinition(await assemblyFolder(), name);
  await client.send(new CreateTableCommand(definition));

  const sent: string[] = [];
  const weighed = weighedTable(client, definition);
  /** What requests took, while somebody wants to know. */
  let taken: Capacity[] | null = null;
  const pauses: number[] = [];
  let failures = 0;
  let delayed: { left: number; readonly act: () => Promise<unknown> } | null = null;
  const actions: { readonly operation: string; readonly action: () => Promise<unknown> }[] = [];
  const metered = async (command: { readonly constructor: { readonly name: string }; readonly input: object }) => {
    const operation = command.constructor.name.replace(/Command$/, "");
    sent.push(operation);
    if (!reads.has(operation)) delayed = null;
    else if (delayed !== null && --delayed.left === 0) {
      const { act } = delayed;
      delayed = null;
      await act();
    }
    const at = actions.findIndex((action) => action.operation === operation);
    if (at !== -1) await actions.splice(at, 1)[0]?.action();
    const send = (): Promise<unknown> => client.send(command as never);
    if (taken === null) return send();
    Object.assign(command.input, { ReturnConsumedCapacity: "TOTAL" });
    const { answer, capacity } = await weigh(weighed, { operation, input: command.input }, send);
    taken.push(capacity);
    return answer;
  };
  const connection = { client: { send: metered as DynamoDBClient["send"] }, name };
  return {
    table: openTable({ ...connection, pause: async (ms) => void pauses.push(ms) }),
    scanPage: scanOf(connection),
    pauses,
    requests: async (work) => {
      const from = sent.length;
      await work();
      const counts: Record<string, number> = {};
      for (const operation of sent.slice(from)) counts[operation] = (counts[operation] ?? 0) + 1;
      return counts;
    },
    capacity: async (work) => {
      const counted: Capacity[] = (taken = []);
      try {
        await work();
      } finally {
        taken = null;
      }
      return sumOf(counted);
    },
    before: (operation, action) => void actions.push({ operation, action }),
    beforeRead: (nth, act) => {
      let hasRun = false;
      delayed = { left: nth, act: () => ((hasRun = true), act()) };
      return () => {
        delayed = null;
        return hasRun;
      };
    },
    fail: (operation, error, times = 1) => {
      const action = () => (failures++, Promise.reject(error));
      for (let time = 0; time < times; time++) actions.push({ operation, action });
    },
    failures: () => failures,
    scan: () => scanTable(client, name),
    restore: async (items) => {
      const keyOf = ({ PK, SK }: RawItem): string => JSON.stringify([PK, SK]);
      const kept = new Set(items.map(keyOf));
      const found = new Map((await scanTable(client, name)).map((item) => [keyOf(item), item]));
      const writes: WriteRequest[] = [
        ...[...found.values()]
          .filter((item) => !kept.has(keyOf(item)))
          .map(({ PK, SK }) => ({ DeleteRequest: { Key: marshall({ PK, SK }) } })),
        // Only what has changed: a write costs DynamoDB Local more than a comparison costs here.
        ...items
          .filter((item) => !isDeepStrictEqual(item, found.get(keyOf(item))))
          .map((item) => ({ PutRequest: { Item: marshall(item) } })),
      ];
      // Maximum number of writes in one request.
      for (let from = 0; from < writes.length; from += 25)
        await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: writes.slice(from, from + 25) } }));
    },
    drop: async () => {
      await client.send(new DeleteTableCommand({ TableName: name }));
      client.destroy();
    },
  };
}
