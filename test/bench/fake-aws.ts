import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { DynamoDBClient, type CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import type { AttributeValue } from "aws-lambda";
import { generations } from "../support/builders/a-master-key.ts";
import { sumOf, weigh, type Capacity } from "../support/table/capacity.ts";
import { weighedTable } from "../support/table/weighed-table.ts";
import { clientOf } from "./database.ts";

/** What functions asked of AWS since the last time. */
export interface Asked {
  readonly capacity: Capacity;
  /** Images of the events that were committed, as the table's stream has them. */
  readonly committed: readonly Image[];
  /** Events that were put on the bus, as EventBridge hands them to a queue. */
  readonly published: readonly { readonly "detail-type": string; readonly detail: unknown }[];
  /** Tags of the mails that were sent. */
  readonly mailed: readonly Record<string, readonly string[]>[];
}
/** An item of a stream's record. */
export type Image = Record<string, AttributeValue>;

/** How many requests of each operation there were since the start. */
export type Heard = Readonly<Record<string, number>>;

/** The services that the shipped functions call, in a thread of their own; only DynamoDB is real. */
export interface FakeAws {
  /** What a function needs to be in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly take: () => Promise<Asked>;
  readonly heard: () => Promise<Heard>;
  readonly close: () => Promise<void>;
}

/** What a thread is started with. */
interface Start {
  readonly dynamoDb: string;
  readonly table: CreateTableCommandInput;
}
type Question = "url" | "take" | "heard";

/** Starts them before a DynamoDB at `dynamoDb`, whose requests are weighed as those of a table. */
export async function openFakeAws(dynamoDb: string, table: CreateTableCommandInput): Promise<FakeAws> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { dynamoDb, table } satisfies Start });
  let waiting: ((answer: unknown) => void)[] = [];
  worker.on("message", (answer: unknown) => waiting.shift()?.(answer));
  worker.on("error", (error) => {
    throw error;
  });
  const ask = (question: Question): Promise<unknown> =>
    new Promise((resolve) => {
      waiting = [...waiting, resolve];
      worker.postMessage(question);
    });
  return {
    environment: {
      AWS_ENDPOINT_URL: String(await ask("url")),
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "bench",
      AWS_SECRET_ACCESS_KEY: "bench",
    },
    take: () => ask("take") as Promise<Asked>,
    heard: () => ask("heard") as Promise<Heard>,
    close: async () => void (await worker.terminate()),
  };
}

type Input = Record<string, unknown>;
interface Answer {
  readonly body: string;
  readonly type?: string;
}

/** Serves in this thread, and answers the questions of the other. */
async function serveIn({ dynamoDb, table: definition }: Start, port: NonNullable<typeof parentPort>): Promise<void> {
  const table = weighedTable(new DynamoDBClient(clientOf(dynamoDb)), definition);
  const requests: Record<string, number> = {};
  let capacities: Capacity[] = [];
  let committed: Image[] = [];
  let published: Asked["published"][number][] = [];
  let mailed: Asked["mailed"][number][] = [];

  const answers: Readonly<Record<string, (input: Input) => Answer>> = {
    GetSecretValue: () => json({ SecretString: JSON.stringify({ current: "1", lasting: "1", "1": generations["1"] }) }),
    PutEvents: ({ Entries }) => {
      const entries = Entries as { readonly DetailType: string; readonly Detail: string }[];
      published.push(
        ...entries.map(({ DetailType, Detail }) => ({
          "detail-type": DetailType,
          detail: JSON.parse(Detail) as unknown,
        })),
      );
      return json({ FailedEntryCount: 0, Entries: entries.map((_, at) => ({ EventId: String(at) })) });
    },
    SendRawEmail: (input) => {
      mailed.push(tagsIn(input));
      const body = `<SendRawEmailResponse><SendRawEmailResult><MessageId>m</MessageId></SendRawEmailResult></SendRawEmailResponse>`;
      return { body, type: "text/xml" };
    },
  };

  async function answer(operation: string, input: Input, request: IncomingMessage): Promise<Answer> {
    requests[operation] = (requests[operation] ?? 0) + 1;
    const known = answers[operation];
    if (known) return known(input);
    if (!String(request.headers["x-amz-target"]).startsWith("DynamoDB_")) {
      throw new Error(`A function called ${operation}, which is not there.`);
    }
    const body = JSON.stringify({ ...input, ReturnConsumedCapacity: "TOTAL" });
    const headers = Object.fromEntries(passed.map((name) => [name, String(request.headers[name])]));
    let text = "";
    const send = async (): Promise<unknown> => {
      const response = await fetch(dynamoDb, { method: "POST", headers, body });
      text = await response.text();
      if (!response.ok) throw new Error(`${operation} failed: ${text}`);
      return JSON.parse(text);
    };
    capacities.push((await weigh(table, { operation, input }, send)).capacity);
    committed.push(...eventsIn(input));
    return { body: text };
  }

  const server = createServer((request, response) => {
    void textOf(request)
      .then((text) => answer(...called(request, text), request))
      .then(
        ({ body, type = "application/x-amz-json-1.0" }) => response.writeHead(200, { "content-type": type }).end(body),
        (error: unknown) => response.writeHead(400).end(JSON.stringify({ __type: "Fault", message: String(error) })),
      );
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const replies: Readonly<Record<Question, () => unknown>> = {
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => {
      const asked = { capacity: sumOf(capacities), committed, published, mailed };
      [capacities, committed, published, mailed] = [[], [], [], []];
      return asked;
    },
    heard: () => ({ ...requests }),
  };
  port.on("message", (question: Question) => port.postMessage(replies[question]()));
}

/** Headers that DynamoDB Local goes by. */
const passed = ["x-amz-target", "content-type", "authorization", "x-amz-date"] as const;

const json = (value: unknown): Answer => ({ body: JSON.stringify(value) });

/** Operation and input: from the target header, or from the form that SES takes. */
function called(request: IncomingMessage, text: string): [operation: string, input: Input] {
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") return [target.slice(target.lastIndexOf(".") + 1), JSON.parse(text) as Input];
  const { Action = "", ...input } = Object.fromEntries(new URLSearchParams(text));
  return [Action, input];
}

const eventsIn = ({ TransactItems = [] }: Input): Image[] =>
  (TransactItems as { readonly Put?: { readonly Item: Image } }[])
    .flatMap(({ Put }) => (Put ? [Put.Item] : []))
    .filter(({ SK }) => SK?.S?.startsWith("EVT#"));

function tagsIn(input: Input): Record<string, readonly string[]> {
  const numbers = Object.keys(input).flatMap((name) => /^Tags\.member\.(\d+)\.Name$/.exec(name)?.[1] ?? []);
  const member = (number: string, name: string): string => String(input[`Tags.member.${number}.${name}`]);
  return Object.fromEntries(numbers.map((number) => [member(number, "Name"), [member(number, "Value")]]));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

if (!isMainThread && parentPort !== null) await serveIn(workerData as Start, parentPort);
