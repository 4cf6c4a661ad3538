import { inject } from "vitest";
import type { DynamoDbEndpoint } from "../../../infra/local/dynamodb/process.ts";

const ask = async (name: string): Promise<string> => {
  const response = await fetch(`${inject("preparedAt")}/${name}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
};

/** Folder of the cloud assembly of stage `local`, synthesized once per run. */
export const assemblyFolder = (): Promise<string> => ask("assembly");

/** Folder of the functions' bundles as they are deployed, built once per run. */
export const bundlesFolder = (): Promise<string> => ask("bundles");

/**
 * URL of a DynamoDB Local that is this process's own: the files that run in it, one after another, need not each wait
 * for one to start, and find it compiled.
 */
export const dynamoDbUrl = (): Promise<string> => ask(`dynamodb-${process.env["VITEST_POOL_ID"]}`);

/** The same for a stack: it makes its tables anew, and leaves DynamoDB running when it stops. */
export const runningDynamoDb = async (): Promise<DynamoDbEndpoint> => ({
  url: await dynamoDbUrl(),
  keepsKeysApart: true,
  stop: async () => undefined,
});
