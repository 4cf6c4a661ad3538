import { expect, it } from "vitest";
import { GetItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { forTwin, Recorder, replay } from "../../bench/figures/recorder.ts";

const read = (table: string, id: string) => new GetItemCommand({ TableName: table, Key: { PK: { S: id } } });

/** A client that keeps in order what is asked, and answers a moment later. */
function aClient() {
  const heard: string[] = [];
  const send = async ({ input }: GetItemCommand): Promise<void> => {
    heard.push(`${input.TableName} ${input.Key?.["PK"]?.S}`);
    await Promise.resolve();
    heard.push("answered");
  };
  return { heard, client: { send } as unknown as DynamoDBClient };
}

it("A recording is sent again to the twin, together what went together and in turn what went in turn", async () => {
  const first = aClient();
  const recorder = new Recorder(first.client);
  await recorder.client.send(read("one", "a"));
  await Promise.all([recorder.client.send(read("one", "b")), recorder.client.send(read("one", "c"))]);
  const second = aClient();
  await replay(second.client, forTwin(recorder.take(), "one", "two"));
  expect(second.heard).toEqual(["two a", "answered", "two b", "two c", "answered", "answered"]);
  expect(first.heard).toEqual(second.heard.map((line) => line.replace("two", "one")));
});

it("What was taken is not taken again", async () => {
  const recorder = new Recorder(aClient().client);
  await recorder.client.send(read("one", "a"));
  expect(recorder.take()).toHaveLength(1);
  expect(recorder.take()).toHaveLength(0);
});
