import { GetItemCommand, type CreateTableCommandInput, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Weighed } from "./capacity.ts";

/** A table of DynamoDB Local as the meter sees it. */
export const weighedTable = (
  client: DynamoDBClient,
  { TableName, GlobalSecondaryIndexes = [] }: CreateTableCommandInput,
): Weighed => ({
  indexes: GlobalSecondaryIndexes,
  itemAt: async (Key) => {
    const command = new GetItemCommand({ TableName, Key: Key, ConsistentRead: true });
    return (await client.send(command)).Item;
  },
});
