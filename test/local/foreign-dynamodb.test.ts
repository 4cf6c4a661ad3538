import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, it } from "vitest";
import { jsonReply, type Reply } from "../../infra/local/aws-endpoint.ts";
import { DynamoDbStream } from "../../infra/local/dynamodb/stream.ts";
import { CommandError } from "../../infra/commands/run.ts";
import { raise } from "../../infra/local/stack.ts";
import { writeAssembly } from "./tiny/stack.ts";

const assembly = writeAssembly();
afterAll(() => rmSync(assembly, { recursive: true }));

describe("a foreign DynamoDB", () => {
  it("is called with the stack's region, and its error ends the start with one sentence", async () => {
    const asked: string[] = [];
    const answer: RequestListener = (request, response) => {
      asked.push(request.headers.authorization ?? "");
      void text(request).then(() => response.writeHead(500).end("<title>KeyError:\n 'local'</title>"));
    };
    const server = createServer(answer).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const dynamoDb = { url, keepsKeysApart: false, isForeign: true, stop: async () => undefined };
    const failure: unknown = await raise({ assembly, partners: [], dynamoDb }).catch((error: unknown) => error);
    server.close();
    expect(failure).toBeInstanceOf(CommandError);
    expect(String(failure)).toContain(
      `The DynamoDB at ${url} (AWS_ENDPOINT_URL_DYNAMODB) answered DeleteTable with 500`,
    );
    expect(String(failure)).not.toContain("\n");
    expect(asked.every((authorization) => authorization.includes("/eu-central-1/dynamodb/"))).toBe(true);
    expect(asked).not.toEqual([]);
  });
});

/** A stream of one shard whose iterators die after their first answer without saying so. */
const dyingStream = (isForeign: boolean) => {
  const written: string[] = [];
  const asked: object[] = [];
  let iterators = 0;
  const spent = new Set<string>();
  const recordsFrom = (iterator: string): string[] => {
    const [, after = ""] = iterator.split(" ");
    return written.slice(written.indexOf(after) + 1);
  };
  const send = async (_target: string, { ShardIterator = "" }: { ShardIterator?: string }): Promise<Reply> => {
    const numbers = spent.has(ShardIterator) ? [] : recordsFrom(ShardIterator);
    if (numbers.length > 0) spent.add(ShardIterator);
    const Records = numbers.map((SequenceNumber) => ({ eventID: SequenceNumber, dynamodb: { SequenceNumber } }));
    return jsonReply({ Records, NextShardIterator: ShardIterator });
  };
  const call = async (target: string, input: { SequenceNumber?: string }): Promise<unknown> => {
    if (target.endsWith("DescribeStream")) return { StreamDescription: { Shards: [{ ShardId: "shard" }] } };
    asked.push(input);
    return { ShardIterator: `${++iterators} ${input.SequenceNumber ?? ""}` };
  };
  const lines: string[] = [];
  const report = (line: string): void => void lines.push(line);
  const stream = new DynamoDbStream({ send, call, isForeign }, "arn", { now: () => 0, report });
  const read = async (): Promise<string[]> =>
    (await stream.read()).flatMap(({ records }) => records.map(({ eventID }) => eventID));
  return { written, asked, lines, read };
};

describe("a stream that goes silent", () => {
  it("gets a new iterator after the last record, and that is reported", async () => {
    const { written, asked, lines, read } = dyingStream(true);
    written.push("1", "2");
    expect(await read()).toEqual(["1", "2"]);
    written.push("3");
    expect(await read()).toEqual(["3"]);
    expect(asked.at(-1)).toMatchObject({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: "2" });
    expect(lines).toEqual([expect.stringContaining("a new iterator found 1")]);
    expect(await read()).toEqual([]);
    expect(lines).toHaveLength(1);
  });

  it("of DynamoDB Local gets no new iterator", async () => {
    const { written, asked, read } = dyingStream(false);
    written.push("1");
    expect(await read()).toEqual(["1"]);
    expect(await read()).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});
