import { GetItemCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import ts from "typescript";
import { expect, test } from "vitest";
import { LocalServer } from "../../../infra/local/local-server.ts";
import { answerWithin } from "../../../shared/runtime/answer-within.ts";
import { unavailability } from "../../../shared/runtime/unavailability.ts";
import { readSources, syntaxOf, within } from "../../support/source-files.ts";

test("a request that no answer comes to fails, and the caller is told that its outcome is unknown", async () => {
  let requests = 0;
  const silent = new LocalServer(() => void requests++);
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${await silent.listen(0)}`,
    region: "eu-central-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    requestHandler: answerWithin(20),
  });
  const get = new GetItemCommand({ TableName: "table", Key: { PK: { S: "a" }, SK: { S: "b" } } });
  const failed: unknown = await client.send(get).catch((error: unknown) => error);
  client.destroy();
  await silent.stop();
  expect(failed).toMatchObject({ name: "TimeoutError" });
  expect(requests).toBe(4);
  expect(unavailability(failed)?.message).toContain("did not answer in time");
});

test("every client of a function gives up like that", () => {
  const sources = readSources().filter(({ path }) => /^(functions|shared)\//.test(path));
  const clients = sources.flatMap((source) =>
    within(syntaxOf(source))
      .filter(ts.isNewExpression)
      .filter(({ expression }) => expression.getText().endsWith("Client"))
      .map((made) => ({ path: source.path, made: made.getText(), within: source.text.includes("answerWithin(") })),
  );
  expect(clients.length).toBeGreaterThan(7);
  for (const { path, made, within } of clients) {
    expect(made, path).toContain("requestHandler");
    expect(within, path).toBe(true);
  }
});
