import { BatchWriteItemCommand, DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { raiseTinyStack, type Raised } from "./raised.ts";

const raised = raiseTinyStack();
let tiny: Raised;
let sqs: SQSClient;
beforeAll(() => {
  tiny = raised();
  sqs = new SQSClient(tiny.client);
});

const put = async (sortKey: string, more: object = {}): Promise<void> => {
  const client = new DynamoDBClient(tiny.client);
  await client.send(
    new PutItemCommand({ TableName: tiny.table, Item: { PK: { S: "P" }, SK: { S: sortKey }, ...more } }),
  );
};
const queue = (name: string) => {
  const found = tiny.local.parts.queues.find(({ shortName }) => shortName === name);
  if (found === undefined) throw new Error(`no queue ${name}`);
  return found;
};
const send = (name: string, body: object) =>
  sqs.send(new SendMessageCommand({ QueueUrl: queue(name).url, MessageBody: JSON.stringify(body) }));
const batches = (): unknown[] =>
  tiny
    .printed("publish")
    .filter((line) => line.startsWith("["))
    .map((line) => JSON.parse(line) as unknown);

describe("a stream mapping", () => {
  it("passes matching inserts to the function, in order, in batches", async () => {
    for (const key of ["EVT#1", "STATE", "EVT#2", "EVT#3", "EVT#4"]) await put(key);
    await put("EVT#1", { again: { BOOL: true } });
    await tiny.local.idle();
    expect(batches().flat()).toEqual(["EVT#1", "EVT#2", "EVT#3", "EVT#4"]);
    expect(batches().every((batch) => (batch as unknown[]).length <= 3)).toBe(true);
  });

  it("starts again at the first record that the function reports, after a pause", async () => {
    const items = ["EVT#5", "EVT#6", "EVT#7"].map((key) => ({
      PutRequest: { Item: { PK: { S: "P" }, SK: { S: key }, fails: { N: key === "EVT#6" ? "1" : "0" } } },
    }));
    await new DynamoDBClient(tiny.client).send(new BatchWriteItemCommand({ RequestItems: { [tiny.table]: items } }));
    await tiny.local.idle();
    await tiny.local.advance("PT10S");
    const [first, second, ...others] = batches() as string[][];
    expect(others).toEqual([]);
    expect(second?.[0]).toBe("EVT#6");
    expect(second).toEqual(first?.slice(first.indexOf("EVT#6")));
  });

  it("halves a batch that throws, and reports the failing record to the failure destination after its retries", async () => {
    await put("EVT#8");
    await put("EVT#9", { throws: { BOOL: true } });
    await put("EVT#A");
    await tiny.local.advance("PT1H");
    const attempts = (batches() as string[][]).filter((batch) => batch.length === 1 && batch[0] === "EVT#9");
    expect(attempts).toHaveLength(3);
    expect(batches().flat()).toContain("EVT#A");
    const [dead] = queue("StreamDead").receive(10);
    expect(JSON.parse(dead?.body ?? "")).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted" },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
    expect(queue("StreamDead").visible).toBe(0);
  });
});

describe("a queue", () => {
  it("consumes a message that arrives while its consumer finds the queue empty", async () => {
    const work = queue("work");
    const take = work.receive.bind(work);
    const receive = vi.spyOn(work, "receive").mockImplementation((...asked) => {
      const taken = take(...asked);
      if (taken.length === 0) {
        receive.mockRestore();
        queueMicrotask(() => work.send("{}"));
      }
      return taken;
    });
    await send("work", {});
    await tiny.local.idle();
    expect([work.visible, work.inFlight]).toEqual([0, 0]);
  });

  it("hides a failed message for its visibility time-out, keeps nothing of the rest", async () => {
    await send("work", { name: "good" });
    await send("work", { name: "bad", fails: 1 });
    await tiny.local.idle();
    expect(queue("work")).toMatchObject({ visible: 0, inFlight: 1 });
    await tiny.local.advance("PT30S");
    expect(tiny.printed("consume").filter((line) => line.includes("bad"))).toHaveLength(1);
    await tiny.local.advance("PT31S");
    expect(tiny.printed("consume").filter((line) => line.includes("bad"))).toHaveLength(2);
    expect(queue("work")).toMatchObject({ visible: 0, inFlight: 0 });
  });

  it("moves a message to the dead letters after its receives, and back by a move task", async () => {
    await send("work", { name: "hopeless", fails: 3 });
    await tiny.local.advance("PT10M");
    expect(tiny.printed("consume")).toHaveLength(3);
    expect(queue("dead").visible).toBe(1);
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: queue("dead").arn }));
    await tiny.local.idle();
    expect(queue("dead").visible).toBe(0);
    expect(tiny.printed("consume").at(-1)).toMatch(/hopeless.* 1$/);
  });

  it("moves a message that was sent to the dead letters directly only with a destination", async () => {
    await send("dead", { name: "stranded" });
    const task = { SourceArn: queue("dead").arn };
    await expect(sqs.send(new StartMessageMoveTaskCommand(task))).rejects.toThrow("CouldNotDetermineMessageSource");
    await sqs.send(new StartMessageMoveTaskCommand({ ...task, DestinationArn: queue("work").arn }));
    await tiny.local.idle();
    expect(tiny.printed("consume")).toEqual(['{"name":"stranded"} 1']);
  });

  it("in disorder hands out in another order and some messages twice, the same for the same seed", () => {
    const kept = queue("undeliverable");
    const sent = Array.from({ length: 24 }, (_, nth) => String(nth));
    const handedOut = (seed?: number): string[] => {
      kept.clear();
      kept.disorder(seed);
      for (const body of sent) kept.send(body);
      const bodies: string[] = [];
      for (let batch = kept.receive(10); batch.length > 0; batch = kept.receive(10)) {
        bodies.push(...batch.map(({ body }) => body));
        for (const { receipt } of batch) kept.delete(receipt);
      }
      return bodies;
    };
    expect(handedOut()).toEqual(sent);
    const disordered = handedOut(1);
    expect(new Set(disordered)).toEqual(new Set(sent));
    expect([...new Set(disordered)]).not.toEqual(sent);
    const times = sent.map((body) => disordered.filter((other) => other === body).length);
    expect(new Set(times)).toEqual(new Set([1, 2]));
    expect(handedOut(1)).toEqual(disordered);
    expect(handedOut(2)).not.toEqual(disordered);
    expect(handedOut()).toEqual(sent);
  });

  it("answers the SDK's receive, change of visibility, count and delete", async () => {
    const QueueUrl = queue("undeliverable").url;
    await send("undeliverable", { name: "kept" });
    const first = (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0];
    await sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 0 }),
    );
    const second = (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0];
    expect(second?.Attributes?.ApproximateReceiveCount).toBe("2");
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    expect(queue("undeliverable").inFlight).toBe(1);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: second?.ReceiptHandle }));
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
    expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: "0", ApproximateNumberOfMessagesNotVisible: "0" });
  });
});

describe("a queue's attributes", () => {
  it("are found by its name, and name its dead letters", async () => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue("work").name }));
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["RedrivePolicy"] });
    const { RedrivePolicy = "" } = (await sqs.send(command)).Attributes ?? {};
    expect(JSON.parse(RedrivePolicy)).toEqual({ deadLetterTargetArn: queue("dead").arn, maxReceiveCount: 3 });
  });

  it("of an unknown queue are an error", async () => {
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: "none" }))).rejects.toThrow("does not exist");
  });
});

describe("a table", () => {
  it("is empty after a reset, and its stream starts over", async () => {
    await put("EVT#B");
    await tiny.local.reset();
    const { Count } = await new DynamoDBClient(tiny.client).send(new ScanCommand({ TableName: tiny.table }));
    expect(Count).toBe(0);
    await put("EVT#C");
    await tiny.local.idle();
    expect(batches()).toEqual([["EVT#B"], ["EVT#C"]]);
  });
});
