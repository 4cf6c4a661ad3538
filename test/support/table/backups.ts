import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  type RestoreTableToPointInTimeCommandInput,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { RawItem } from "../../../shared/table/table.ts";
import { scanTable } from "./scan-table.ts";

/** A client with the backups that DynamoDB Local has not. */
export interface ClientWithBackups {
  readonly client: DynamoDBClient;
  /** Keeps what a table has now as its state of that moment. */
  readonly keep: (table: string, at: Date) => Promise<void>;
  /** Every request, with its input, in the order in which they were sent. */
  readonly sent: readonly (readonly [command: string, input: object])[];
}

/**
 * Answers the requests for backups, times to live and tags as DynamoDB documents them; a restored table has the data and the indexes, and
 * no stream. Source: "RestoreTableToPointInTime" of the DynamoDB API reference.
 */
export function clientWithBackups(settings: DynamoDBClientConfig): ClientWithBackups {
  const client = new DynamoDBClient(settings);
  const plain = new DynamoDBClient(settings);
  const kept: { readonly at: Date; readonly items: readonly RawItem[] }[] = [];
  const summaries = new Map<string, TableDescription["RestoreSummary"]>();
  const backedUp = new Set<string>();
  const lived = new Set<string>();
  const sent: (readonly [string, object])[] = [];
  const describe = async (TableName: string | undefined) =>
    (await plain.send(new DescribeTableCommand({ TableName }))).Table!;

  const answers: Readonly<Record<string, (input: never) => Promise<object> | object>> = {
    DescribeContinuousBackupsCommand: ({ TableName }: { TableName: string }) => {
      const isOn = kept.length > 0 && (!summaries.has(TableName) || backedUp.has(TableName));
      const PointInTimeRecoveryDescription = isOn
        ? {
            PointInTimeRecoveryStatus: "ENABLED",
            RecoveryPeriodInDays: 35,
            EarliestRestorableDateTime: kept[0]!.at,
            LatestRestorableDateTime: kept.at(-1)!.at,
          }
        : { PointInTimeRecoveryStatus: "DISABLED" };
      return { ContinuousBackupsDescription: { PointInTimeRecoveryDescription } };
    },
    RestoreTableToPointInTimeCommand: async (input: RestoreTableToPointInTimeCommandInput) => {
      const { SourceTableName, TargetTableName = "", RestoreDateTime } = input;
      const state = kept.findLast(({ at }) => RestoreDateTime === undefined || at <= RestoreDateTime)!;
      const {
        AttributeDefinitions,
        KeySchema,
        GlobalSecondaryIndexes = [],
        TableArn,
      } = await describe(SourceTableName);
      const indexes = GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
        ...{ IndexName, KeySchema, Projection },
      }));
      await plain.send(
        new CreateTableCommand({
          ...{ TableName: TargetTableName, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes: indexes },
          BillingMode: "PAY_PER_REQUEST",
        }),
      );
      for (let from = 0; from < state.items.length; from += 25) {
        const writes = state.items.slice(from, from + 25).map((item) => ({ PutRequest: { Item: marshall(item) } }));
        await plain.send(new BatchWriteItemCommand({ RequestItems: { [TargetTableName]: writes } }));
      }
      const RestoreSummary = {
        SourceTableArn: TableArn,
        RestoreDateTime: RestoreDateTime ?? state.at,
        RestoreInProgress: false,
      };
      summaries.set(TargetTableName, RestoreSummary);
      return { TableDescription: await describe(TargetTableName) };
    },
    DescribeTableCommand: async ({ TableName }: { TableName: string }) => {
      const RestoreSummary = summaries.get(TableName);
      return { Table: { ...(await describe(TableName)), ...(RestoreSummary && { RestoreSummary }) } };
    },
    UpdateContinuousBackupsCommand: ({ TableName }: { TableName: string }) => {
      backedUp.add(TableName);
      return {};
    },
    DescribeTimeToLiveCommand: ({ TableName }: { TableName: string }) => ({
      TimeToLiveDescription: { TimeToLiveStatus: lived.has(TableName) ? "ENABLED" : "DISABLED" },
    }),
    UpdateTimeToLiveCommand: ({ TableName }: { TableName: string }) => {
      lived.add(TableName);
      return {};
    },
    ListTagsOfResourceCommand: () => ({
      Tags: [
        { Key: "application", Value: "rapport" },
        { Key: "aws:cloudformation:stack-name", Value: "rapport-test-data" },
      ],
    }),
    TagResourceCommand: () => ({}),
  };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const name = String(context["commandName"]);
      sent.push([name, args.input]);
      const answer = answers[name];
      if (answer === undefined) return next(args);
      return { output: { $metadata: {}, ...(await answer(args.input as never)) } as never, response: {} };
    },
    { step: "initialize" },
  );
  return {
    client,
    keep: async (table, at) => void kept.push({ at, items: await scanTable(plain, table) }),
    sent,
  };
}
