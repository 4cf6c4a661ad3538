import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  type GetSecretValueCommandInput,
} from "@aws-sdk/client-secrets-manager";
import { SendEmailCommand, SendRawEmailCommand, SESClient, type SendRawEmailCommandInput } from "@aws-sdk/client-ses";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { raiseTinyStack, type Raised } from "./raised.ts";
import { tablelessResources } from "./tiny/stack.ts";

const raised = raiseTinyStack({ resources: tablelessResources });
let tiny: Raised;
beforeAll(() => (tiny = raised()));

const post = (path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${tiny.local.url}/_local/${path}`, { method: "POST", headers, ...(body && { body: JSON.stringify(body) }) });
const workUrl = (): string => tiny.local.parts.queues.find(({ shortName }) => shortName === "work")?.url ?? "";

const rawMail = (to: string): Uint8Array =>
  Buffer.from(
    [
      "From: Tiny <hello@tiny.example>",
      `To: ${to}`,
      "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=",
      "X-Custom: kept",
      "Content-Type: text/plain; charset=utf-8",
      "",
      "See https://tiny.example/a?b=1 for more.",
    ].join("\r\n"),
  );

const mail = (to: string, more: Partial<SendRawEmailCommandInput> = {}) =>
  new SESClient(tiny.client).send(
    new SendRawEmailCommand({
      Source: "hello@tiny.example",
      Destinations: [to],
      RawMessage: { Data: rawMail(to) },
      ConfigurationSetName: "tiny-set",
      Tags: [{ Name: "invitation", Value: "inv_1" }],
      ...more,
    }),
  );
const told = (): string[] =>
  tiny.local.events.filter(({ source }) => source === "aws.ses").map(({ detailType }) => detailType);

describe("SES", () => {
  it("keeps the whole mail", async () => {
    const { MessageId } = await mail("ada@contoso.example");
    const response = await fetch(`${tiny.local.url}/_local/mail/${MessageId}`);
    expect(await response.json()).toMatchObject({
      id: MessageId,
      from: "Tiny <hello@tiny.example>",
      to: ["ada@contoso.example"],
      subject: "Grüße",
      headers: { "x-custom": "kept" },
      links: ["https://tiny.example/a?b=1"],
    });
  });

  it("sends an event with the mail's tags and configuration set to the default bus", async () => {
    await mail("ada@contoso.example");
    expect(tiny.local.events).toMatchObject([
      {
        bus: "default",
        source: "aws.ses",
        detailType: "Email Delivered",
        detail: {
          eventType: "Delivery",
          delivery: { recipients: ["ada@contoso.example"] },
          mail: { tags: { invitation: ["inv_1"], "ses:configuration-set": ["tiny-set"] } },
        },
      },
    ]);
  });

  it("adds its own tags for sender, source and operation", async () => {
    await mail("ada@contoso.example");
    const { mail: described } = tiny.local.events[0]?.detail as { mail: { tags: object } };
    expect(described.tags).toEqual({
      invitation: ["inv_1"],
      "ses:caller-identity": ["local"],
      "ses:configuration-set": ["tiny-set"],
      "ses:from-domain": ["tiny.example"],
      "ses:operation": ["SendRawEmail"],
      "ses:outgoing-ip": ["127.0.0.1"],
      "ses:source-ip": ["127.0.0.1"],
    });
  });

  it("writes Message-ID and Date over those of the sender, and keeps what the sender wrote", async () => {
    const raw = Buffer.concat([
      Buffer.from("Message-ID: <own@tiny.example>\r\nDate: nonsense\r\n"),
      rawMail("a@b.example"),
    ]);
    const { MessageId } = await mail("a@b.example", { RawMessage: { Data: raw } });
    expect(tiny.local.mails[0]).toMatchObject({
      sentAs: "<own@tiny.example>",
      headers: { "message-id": `<${MessageId}@eu-central-1.amazonses.com>` },
    });
    expect(Date.parse(tiny.local.mails[0]?.headers["date"] ?? "")).not.toBeNaN();
  });

  it("sends no event without a configuration set", async () => {
    await mail("ada@contoso.example", { ConfigurationSetName: undefined });
    expect(told()).toEqual([]);
    expect(tiny.local.mails).toHaveLength(1);
  });

  it.each<[string, string, Partial<SendRawEmailCommandInput>]>([
    ["a sender without an identity", "MessageRejected", { Source: "hello@elsewhere.example" }],
    ["an unknown configuration set", "ConfigurationSetDoesNotExist", { ConfigurationSetName: "none" }],
    ["a tag with forbidden characters", "InvalidParameterValue", { Tags: [{ Name: "a b", Value: "1" }] }],
  ])("refuses %s", async (_name, name, more) => {
    await expect(mail("ada@contoso.example", more)).rejects.toMatchObject({
      name: expect.stringContaining(name) as string,
    });
    expect(tiny.local.mails).toEqual([]);
  });

  it("refuses an unknown operation by name", async () => {
    const command = new SendEmailCommand({
      Source: "a@tiny.example",
      Destination: {},
      Message: { Subject: { Data: "" }, Body: {} },
    });
    await expect(new SESClient(tiny.client).send(command)).rejects.toThrow("SendEmail");
  });
});

describe("Secrets Manager", () => {
  const SecretId = (): string =>
    tiny.local.parts.functions.find(({ shortName }) => shortName === "echo")?.variables["SECRET_ID"] ?? "";
  it("generates the value by the template, the same for functions and scripts", async () => {
    const command = new GetSecretValueCommand({ SecretId: SecretId() });
    const { SecretString = "" } = await new SecretsManagerClient(tiny.client).send(command);
    expect(JSON.parse(SecretString)).toEqual({ current: "1", 1: expect.stringMatching(/^[A-Za-z0-9]{20}$/) as string });
    const answer = (await (await fetch(`${tiny.local.url}/secret`)).json()) as object;
    expect(answer).toMatchObject({ SecretString });
  });

  const read = (asked: Partial<GetSecretValueCommandInput> = {}) =>
    new SecretsManagerClient(tiny.client).send(new GetSecretValueCommand({ SecretId: SecretId(), ...asked }));

  it("accepts a new value while functions run", async () => {
    const put = { SecretId: SecretId(), SecretString: "second", ClientRequestToken: randomUUID() };
    const { VersionId } = await new SecretsManagerClient(tiny.client).send(new PutSecretValueCommand(put));
    expect(await (await fetch(`${tiny.local.url}/secret`)).json()).toMatchObject({ SecretString: "second" });
    expect(await read()).toMatchObject({ SecretString: "second", VersionId });
  });

  it("refuses another version than the current one", async () => {
    await expect(read({ VersionStage: "AWSPREVIOUS" })).rejects.toThrow("VersionStage");
  });
});

describe("the endpoint", () => {
  it("refuses a foreign access key", async () => {
    const client = new SQSClient({ ...tiny.client, credentials: { accessKeyId: "STRANGER", secretAccessKey: "x" } });
    const command = new SendMessageCommand({ QueueUrl: workUrl(), MessageBody: "{}" });
    await expect(client.send(command)).rejects.toThrow("security token");
  });
});

describe("an injected fault", () => {
  const send = () =>
    new SQSClient(tiny.client).send(new SendMessageCommand({ QueueUrl: workUrl(), MessageBody: '{"n":1}' }));

  it.each(["start", "end"])(
    "crashes a function at the %s of an invocation, and its message comes again",
    async (at) => {
      await post("faults", { crash: "consume", at });
      await send();
      await tiny.local.advance("PT2M");
      expect(tiny.printed("consume")).toEqual(at === "start" ? ['{"n":1} 2'] : ['{"n":1} 1', '{"n":1} 2']);
    },
  );

  it("on a scheduled invocation is not retried before the next schedule", async () => {
    await post("faults", { crash: "sweep", at: "start" });
    await tiny.local.advance("PT0S");
    expect(tiny.printed("sweep")).toEqual([]);
    const crashedAt = tiny.local.parts.clock.now();
    await tiny.local.advance("PT5M");
    const times = tiny.printed("sweep").map((line) => (JSON.parse(line) as { at: number }).at - crashedAt);
    expect(times.map((time) => Math.round(time / 60_000))).toEqual([5]);
  });
});

describe("virtual time", () => {
  it("is the time of functions, and schedules run when it is reached", async () => {
    const before = tiny.local.parts.clock.now();
    expect((await post("clock", { advance: "P7D" })).status).toBe(200);
    const [run, ...others] = tiny.printed("sweep").map((line) => JSON.parse(line) as { shard: string; at: number });
    expect(others).toEqual([]);
    expect(run?.shard).toBe("07");
    expect(run?.at).toBeGreaterThanOrEqual(before + 7 * 86_400_000);
  });

  it("can be set to a date, also an earlier one, and what is due later stays so", async () => {
    const set = async (at: string): Promise<number> => (await post("clock", { set: at })).status;
    expect(await set("2999-01-01T00:00:00Z")).toBe(200);
    const later = new SendMessageCommand({ QueueUrl: workUrl(), MessageBody: "{}", DelaySeconds: 600 });
    await new SQSClient(tiny.client).send(later);
    expect(await set("2018-10-31T00:00:00Z")).toBe(200);
    const { now } = (await (await fetch(`${tiny.local.url}/time`)).json()) as { now: number };
    expect(new Date(now).toISOString()).toMatch(/^2018-10-31T00:0/);
    await tiny.local.advance("P7D");
    expect(tiny.printed("consume")).toEqual([]);
    expect((await post("clock", { advance: "-P1D" })).status).toBe(400);
  });
});

describe("a control call", () => {
  it("returns the status", async () => {
    await fetch(`${tiny.local.url}/hello`);
    const status = (await (await fetch(`${tiny.local.url}/_local/status`)).json()) as { functions: object[] };
    expect(status).toMatchObject({
      apiUrl: tiny.local.url,
      queues: expect.arrayContaining([{ name: "work", visible: 0, inFlight: 0, dead: 0 }]) as object[],
    });
    expect(status.functions).toContainEqual({
      name: "echo",
      coldStartMs: expect.any(Number) as number,
      invocations: expect.any(Number) as number,
    });
  });

  it("resets everything and seeds again", async () => {
    await mail("ada@contoso.example");
    await tiny.local.advance("P1D");
    expect((await post("reset")).status).toBe(204);
    expect([tiny.local.mails, tiny.local.events]).toEqual([[], []]);
    expect(tiny.local.parts.clock.now() - Date.now()).toBeLessThan(3_600_000);
    expect((await post("token", { partner: "tiny", role: "admin" })).status).toBe(200);
  });

  it("redrives dead letters by the queue's name", async () => {
    const dead = tiny.local.parts.queues.find(({ shortName }) => shortName === "dead");
    dead?.send('{"name":"back"}');
    expect(await (await post("redrive", { queue: "dead" })).json()).toEqual({ moved: 1 });
    await post("idle");
    expect(tiny.printed("consume")).toEqual(['{"name":"back"} 1']);
  });

  it("that does not exist is answered with 404", async () => {
    expect((await post("nonsense")).status).toBe(404);
  });
});
