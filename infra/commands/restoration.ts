import {
  BatchGetItemCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTagsOfResourceCommand,
  paginateScan,
  RestoreTableToPointInTimeCommand,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  type AttributeValue,
  type DynamoDBClient,
  type TableDescription,
  type UpdateTableCommandInput,
} from "@aws-sdk/client-dynamodb";
import { table as names } from "../../shared/names.ts";
import { CommandError } from "./run.ts";

/** What a restoration is asked to do. */
export interface Restoration {
  /** The table that the stage uses. */
  readonly source: string;
  readonly target: string;
  /** The moment to return to; null for the latest possible one, a few minutes ago. */
  readonly at: Date | null;
}

/** DynamoDB, and how to wait for it. */
export interface Restorer {
  readonly client: DynamoDBClient;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly say: (line: string) => void;
}

/** A restored table that is ready to be used. */
export interface Restored {
  readonly name: string;
  readonly stream: string;
  /** The moment whose data it has. */
  readonly at: Date;
}

/** Restoring takes minutes to hours. */
const pollMs = 20_000;

/**
 * Restores a table into a new one and gives it the settings that DynamoDB does not restore. The stream is the last: it begins empty, so
 * that nothing that was restored is published again. Does only what is left to do, so it can be repeated after an interruption.
 */
export async function restoreTable(restorer: Restorer, { source, target, at }: Restoration): Promise<Restored> {
  const { client, say } = restorer;
  const own = await describe(client, source);
  if (own === null) throw new CommandError(`There is no table ${source}.`);
  const backup = await backupOf(client, source);
  if ((await describe(client, target)) === null) {
    checkMoment(at, backup);
    say(
      `Restoring ${source} into ${target}. This takes minutes to hours; if it is interrupted, run the command again.`,
    );
    await client.send(
      new RestoreTableToPointInTimeCommand({
        SourceTableName: source,
        TargetTableName: target,
        ...(at === null ? { UseLatestRestorableTime: true } : { RestoreDateTime: at }),
      }),
    );
  }
  const table = await whenActive(restorer, target);
  const restoredAt = table.RestoreSummary?.RestoreDateTime;
  if (restoredAt === undefined || table.RestoreSummary?.SourceTableArn !== own.TableArn)
    throw new CommandError(`The table ${target} was not restored from ${source}. Choose another name with --table.`);
  if (at !== null && restoredAt.getTime() !== at.getTime())
    throw new CommandError(
      `The table ${target} was restored to ${restoredAt.toISOString()}. Choose another name with --table.`,
    );
  await configure(restorer, { own, table, days: backup.RecoveryPeriodInDays });
  const { LatestStreamArn: stream = "" } = await whenActive(restorer, target);
  return { name: target, stream, at: restoredAt };
}

/** The setting of the stage file that lets the stage use a restored table. */
export const settingOf = ({ name, stream }: Restored): string =>
  `"restoration": ${JSON.stringify({ stopped: true, table: { name, stream } }, null, 2)}`;

async function describe(client: DynamoDBClient, TableName: string): Promise<TableDescription | null> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table ?? null;
  } catch (error) {
    if ((error as Error).name === "ResourceNotFoundException") return null;
    throw error;
  }
}

async function backupOf(client: DynamoDBClient, TableName: string) {
  const { ContinuousBackupsDescription } = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
  return ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
}

function checkMoment(
  at: Date | null,
  {
    PointInTimeRecoveryStatus: status,
    EarliestRestorableDateTime: first,
    LatestRestorableDateTime: last,
  }: Awaited<ReturnType<typeof backupOf>>,
): void {
  if (status !== "ENABLED" || first === undefined || last === undefined)
    throw new CommandError("The table has no continuous backup.");
  if (at !== null && (at < first || at > last))
    throw new CommandError(
      `The table can be restored to a moment from ${first.toISOString()} to ${last.toISOString()}, not to ${at.toISOString()}.`,
    );
}

/** The table, once it and its indexes can be used. */
async function whenActive({ client, pause }: Restorer, name: string): Promise<TableDescription> {
  for (;;) {
    const table = await describe(client, name);
    const indexes = table?.GlobalSecondaryIndexes ?? [];
    const isActive = table?.TableStatus === "ACTIVE" && indexes.every(({ IndexStatus }) => IndexStatus === "ACTIVE");
    if (isActive) return table;
    await pause(pollMs);
  }
}

/** Source of what is not restored: "Restore a table in DynamoDB" of the DynamoDB guide. */
async function configure(
  restorer: Restorer,
  { own, table, days }: { own: TableDescription; table: TableDescription; days: number | undefined },
): Promise<void> {
  const { client } = restorer;
  const { TableName = "", TableArn: ResourceArn } = table;
  await keepTags(client, own.TableArn, ResourceArn);
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  if (!["ENABLED", "ENABLING"].includes(TimeToLiveDescription?.TimeToLiveStatus ?? "")) {
    const TimeToLiveSpecification = { AttributeName: names.ttl, Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  }
  if ((await backupOf(client, TableName)).PointInTimeRecoveryStatus !== "ENABLED")
    await client.send(
      new UpdateContinuousBackupsCommand({
        TableName,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: days },
      }),
    );
  const update = async (input: Omit<UpdateTableCommandInput, "TableName">): Promise<void> => {
    await client.send(new UpdateTableCommand({ TableName, ...input }));
    await whenActive(restorer, TableName);
  };
  if (own.DeletionProtectionEnabled === true && table.DeletionProtectionEnabled !== true)
    await update({ DeletionProtectionEnabled: true });
  if (table.StreamSpecification?.StreamEnabled !== true) await update({ StreamSpecification: own.StreamSpecification });
}

/** CloudFormation's own tags cannot be given to another table. */
async function keepTags(client: DynamoDBClient, from: string | undefined, to: string | undefined): Promise<void> {
  const { Tags = [] } = await client.send(new ListTagsOfResourceCommand({ ResourceArn: from }));
  const own = Tags.filter(({ Key = "" }) => !Key.startsWith("aws:"));
  if (own.length > 0) await client.send(new TagResourceCommand({ ResourceArn: to, Tags: own }));
}

/** An event that the stage's table has and the restored one has not. */
export interface LostEvent {
  readonly key: string;
  readonly types: readonly string[];
}

/** An event may be dated before its write: its function started earlier, and clocks differ. */
const leewayMs = 60 * 60_000;

/** Finds the events that were written after the moment of a restored table. Scans the stage's table. */
export async function* lostEvents(
  client: DynamoDBClient,
  { source, target, at }: { source: string; target: string; at: Date },
): AsyncGenerator<LostEvent> {
  const pages = paginateScan(
    { client },
    {
      TableName: source,
      FilterExpression: "begins_with(#SK, :events) AND #at >= :from",
      ProjectionExpression: "#PK, #SK, #types",
      ExpressionAttributeNames: {
        ...{ "#PK": names.partitionKey, "#SK": names.sortKey, "#types": "types", "#at": "occurredAt" },
      },
      ExpressionAttributeValues: {
        ":events": { S: names.eventSortKeyPrefix },
        ":from": { S: new Date(at.getTime() - leewayMs).toISOString() },
      },
    },
  );
  for await (const { Items = [] } of pages)
    for (let from = 0; from < Items.length; from += 100) {
      const items = Items.slice(from, from + 100);
      const kept = await keysIn(client, target, items);
      yield* items.filter((item) => !kept.has(keyOf(item))).map(lostEvent);
    }
}

type Item = Readonly<Record<string, AttributeValue>>;

const keyOf = (item: Item): string => `${item[names.partitionKey]?.S} ${item[names.sortKey]?.S}`;

const lostEvent = (item: Item): LostEvent => ({
  key: keyOf(item),
  types: item["types"]?.L?.map(({ S = "" }) => S) ?? [],
});

/** Which of these keys a table has. */
async function keysIn(client: DynamoDBClient, table: string, items: readonly Item[]): Promise<Set<string>> {
  const found = new Set<string>();
  let left: Record<string, AttributeValue>[] = items.map((item) => ({
    [names.partitionKey]: item[names.partitionKey]!,
    [names.sortKey]: item[names.sortKey]!,
  }));
  while (left.length > 0) {
    const wanted = {
      Keys: left,
      ProjectionExpression: "#PK, #SK",
      ExpressionAttributeNames: { "#PK": names.partitionKey, "#SK": names.sortKey },
      ConsistentRead: true,
    };
    const answer = await client.send(new BatchGetItemCommand({ RequestItems: { [table]: wanted } }));
    for (const item of answer.Responses?.[table] ?? []) found.add(keyOf(item));
    left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return found;
}
