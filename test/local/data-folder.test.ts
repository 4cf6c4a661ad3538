import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { SendRawEmailCommand, SESClient } from "@aws-sdk/client-ses";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { localAccessKey } from "../../infra/local/aws-endpoint.ts";
import { DataFolder } from "../../infra/local/data-folder.ts";
import { raise, type LocalStack, type RaiseOptions } from "../../infra/local/stack.ts";
import { tablelessResources, tinyResources, writeAssembly } from "./tiny/stack.ts";

const partners = [{ name: "tiny", displayName: "Tiny", cloud: "public", verified: "Register", locale: "en" }];
const whole = writeAssembly();
const tableless = writeAssembly(tablelessResources);
const { KeySchema } = tinyResources.Table.Properties as { readonly KeySchema: readonly object[] };
const otherKeys = writeAssembly({
  ...tinyResources,
  Table: {
    ...tinyResources.Table,
    Properties: { ...tinyResources.Table.Properties, KeySchema: KeySchema.slice(0, 1) },
  },
});
const path = mkdtempSync(join(tmpdir(), "rapport-data-"));
afterAll(() => {
  for (const folder of [whole, tableless, otherKeys]) rmSync(folder, { recursive: true });
});
let local: LocalStack | undefined;
afterEach(async () => {
  await local?.stop();
  local = undefined;
  rmSync(path, { recursive: true, force: true });
});

const printed: string[] = [];
const start = async (options: Partial<RaiseOptions> = {}): Promise<LocalStack> => {
  const print = (name: string, text: string): void => void printed.push(`${name} ${text.trim()}`);
  local = await raise({ assembly: whole, partners, data: new DataFolder(path), print, ...options });
  return local;
};
const restart = async (options: Partial<RaiseOptions> = {}): Promise<LocalStack> => {
  await local?.stop();
  printed.length = 0;
  return start(options);
};
const settings = () => ({
  region: "eu-central-1",
  endpoint: local?.awsUrl ?? "",
  maxAttempts: 1,
  credentials: { accessKeyId: localAccessKey, secretAccessKey: "local" },
});
const secret = async () =>
  (
    await new SecretsManagerClient(settings()).send(
      new GetSecretValueCommand({ SecretId: local?.parts.functions[0]?.variables.SECRET_ID }),
    )
  ).SecretString;
const TableName = () => local?.parts.dynamoDb.tables[0]?.name;
const put = (SK: string) =>
  new DynamoDBClient(settings()).send(
    new PutItemCommand({ TableName: TableName(), Item: { PK: { S: "A" }, SK: { S: SK } } }),
  );
const dead = () => local?.parts.queues.find(({ shortName }) => shortName === "dead")?.visible;

describe("a stack with a data folder", () => {
  it("keeps tables, stream position, clock, secret, signing key and events over a restart", async () => {
    const first = await start();
    await put("EVT#1");
    await first.advance("P7D");
    const [key, stood, token] = [
      await secret(),
      first.parts.clock.now(),
      await first.token({ partner: "tiny", role: "sales" }),
    ];
    const port = Number(new URL(first.url).port);
    const second = await restart({ port });
    expect(second.parts.clock.now()).toBeGreaterThanOrEqual(stood);
    expect(await secret()).toBe(key);
    expect((await fetch(`${second.url}/guarded`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
    const Key = { PK: { S: "A" }, SK: { S: "EVT#1" } };
    const read = new GetItemCommand({ TableName: TableName(), Key });
    expect((await new DynamoDBClient(settings()).send(read)).Item).toEqual(Key);
    await put("EVT#2");
    await second.idle();
    expect(printed.filter((line) => line.startsWith("publish"))).toEqual(['publish ["EVT#2"]']);
  }, 60_000);

  it("keeps what waits in queues, and a dead letter's way back", async () => {
    const first = await start({ assembly: tableless });
    const QueueUrl = first.parts.queues.find(({ shortName }) => shortName === "work")?.url;
    await new SQSClient(settings()).send(new SendMessageCommand({ QueueUrl, MessageBody: '{"fails":3}' }));
    await first.idle();
    const second = await restart({ assembly: tableless });
    expect(dead()).toBe(0);
    await second.advance("PT10M");
    expect(dead()).toBe(1);
    const third = await restart({ assembly: tableless });
    expect(dead()).toBe(1);
    await fetch(`${third.url}/_local/redrive`, { method: "POST", body: '{"queue":"dead"}' });
    await third.advance("PT10M");
    expect(printed.filter((line) => line.startsWith("consume"))).toHaveLength(3);
  });

  it("keeps events that a target of a bus refused", async () => {
    const first = await start({ assembly: tableless });
    const strike = { service: "eventbridge", operation: "DeliverToTarget", error: "ThrottlingException", times: 2 };
    first.parts.faults.add(strike);
    const Entries = [{ EventBusName: "tiny", Source: "tiny", DetailType: "Work", Detail: '{"n":1}' }];
    await new EventBridgeClient(settings()).send(new PutEventsCommand({ Entries }));
    await first.advance("PT0S");
    const second = await restart({ assembly: tableless });
    expect(printed).toEqual([]);
    await second.advance("PT1M", "PT30S");
    const consumed = printed.filter((line) => line.startsWith("consume"));
    expect(consumed).toEqual([expect.stringContaining('"n":1')]);
    const third = await restart({ assembly: tableless });
    await third.advance("PT0S");
    expect(printed.filter((line) => line.startsWith("consume"))).toEqual([]);
  });

  it("keeps suppressed addresses, confirmed senders and limits of SES", async () => {
    const suppressing = writeAssembly({
      ...tablelessResources,
      Set: {
        ...tinyResources.Set,
        Properties: { ...tinyResources.Set.Properties, SuppressionOptions: { SuppressedReasons: ["BOUNCE"] } },
      },
    });
    const told = () => local?.events.filter(({ source }) => source === "aws.ses").map(({ detail }) => detail);
    const send = async () => {
      const lines = ["From: hello@tiny.example", "To: gone@simulator.amazonses.com", "Subject: Hi", "", "Hello"];
      const RawMessage = { Data: Buffer.from(lines.join("\r\n")) };
      await new SESClient(settings()).send(new SendRawEmailCommand({ RawMessage, ConfigurationSetName: "tiny-set" }));
      return told()?.at(-1);
    };
    const first = await start({ assembly: suppressing, confirmSenders: false });
    first.parts.ses.account.change({ confirm: "tiny.example", daily: 2 });
    expect(await send()).toMatchObject({ bounce: { bounceSubType: "NoEmail" } });
    await restart({ assembly: suppressing, confirmSenders: false });
    expect(await send()).toMatchObject({ bounce: { bounceSubType: "OnAccountSuppressionList" } });
    await expect(send()).rejects.toThrow("Daily message quota exceeded.");
    await local?.stop();
    local = undefined;
    rmSync(suppressing, { recursive: true });
  });

  it("is empty after a reset", async () => {
    const first = await start({ assembly: tableless });
    await first.advance("P7D");
    await first.reset();
    const second = await restart({ assembly: tableless });
    expect(second.parts.clock.offset).toBe(0);
    expect(second.users.map(({ attributes }) => attributes.email)).toContain("sales@tiny.example");
  });
});

describe("a data folder", () => {
  it("belongs to one process at a time", () => {
    const folder = new DataFolder(path);
    expect(() => new DataFolder(path)).toThrow(/is in use by another local stack \(process \d+\).*\.$/);
    folder.release();
  });

  it("that cannot be made is refused in one sentence", () => {
    expect(() => new DataFolder("/dev/null/data")).toThrow(/^The data folder .* ENOTDIR\.$/);
  });

  it("is free again when its process was killed", () => {
    new DataFolder(path);
    // No process has this number: it is above what Linux gives out.
    writeFileSync(join(path, "lock"), "4999999");
    expect(() => new DataFolder(path).release()).not.toThrow();
  });

  it("that cannot be read, or is of another version, is refused in one sentence", () => {
    const folder = new DataFolder(path);
    for (const [text, sentence] of [
      ["{", /^.*state\.json cannot be read; remove the folder to start over\.$/],
      ["{}", /^The data folder .* was made by another version. Delete it to start over\.$/],
    ] as const) {
      writeFileSync(join(path, "state.json"), text);
      expect(() => folder.read()).toThrow(sentence);
    }
    folder.release();
  });

  it("with tables that no longer match the template is refused", async () => {
    await start();
    await expect(restart({ assembly: otherKeys })).rejects.toThrow(/do not match the template/);
    local = undefined;
  }, 60_000);
});
