import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { raise, type LocalStack } from "../../infra/local/stack.ts";
import { assemblyFolder, dynamoDbUrl } from "../support/stack/prepared.ts";
import { scenarioPartners, scenariosOn } from "./scenarios/scenarios.ts";

let local: LocalStack;
let url: string;

beforeAll(async () => {
  const assembly = await assemblyFolder();
  url = await dynamoDbUrl();
  vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", url);
  // No program can be found, so no DynamoDB can be started.
  vi.stubEnv("PATH", "");
  local = await raise({ assembly, partners: scenarioPartners });
});
afterAll(async () => {
  for (const { name } of local?.parts.dynamoDb.tables ?? [])
    await local.parts.dynamoDb.call("DynamoDB_20120810.DeleteTable", { TableName: name });
  await local?.stop();
  vi.unstubAllEnvs();
});

test("scenarios pass on an already running DynamoDB that has the table", async () => {
  // What differs is the table and its stream, which every scenario writes and is told by.
  for (const { name, begin } of scenariosOn(local).slice(0, 4)) {
    const failure = await begin()
      .then((goOn) => goOn())
      .catch((error: unknown) => String(error));
    expect(failure, name).toBeUndefined();
  }
  await local.idle();
  const [table] = local.parts.dynamoDb.tables;
  const described = await fetch(url, {
    method: "POST",
    headers: {
      "x-amz-target": "DynamoDB_20120810.DescribeTable",
      "content-type": "application/x-amz-json-1.0",
      authorization:
        "AWS4-HMAC-SHA256 Credential=local/20200101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify({ TableName: table?.name }),
  });
  const { Table } = (await described.json()) as { Table: { ItemCount: number } };
  expect(Table.ItemCount).toBeGreaterThan(0);
});
