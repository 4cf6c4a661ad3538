import { isDeepStrictEqual } from "node:util";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { localAccessKey } from "../../infra/local/aws-endpoint.ts";
import type { PublishedEvent } from "../../infra/local/eventbridge.ts";
import { forgetPolicy, standingPolicy } from "../../infra/local/policy.ts";
import { raise, type LocalStack } from "../../infra/local/stack.ts";
import { parseMasterKey, type MasterKey } from "../../shared/crypto/master-key.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import { environmentNames, eventSource } from "../../shared/names.ts";
import { openTable, type RawItem, type Table } from "../../shared/store/table.ts";
import { eventsIn, imbalances, leaksIn, mailFaults, secretsOf, waysOutOf } from "./books.ts";
import { call, type Answer, type Asking } from "./http.ts";
import { schemaFaults } from "./schemas.ts";
import { uncounted } from "./week-books.ts";
import { scanTable } from "./scan-table.ts";
import { assemblyFolder, runningDynamoDb } from "./workshop.ts";

/** A user of the seeded partners, or the operator. */
export interface Who {
  readonly partner?: string;
  readonly role: string;
}

/** The partner most tests act for. */
export const contoso = { partner: "contoso-partner", role: "admin" } as const;

/** A raised stack, and what a test may do with it from outside. */
export interface Stack {
  readonly local: LocalStack;
  readonly masterKey: MasterKey;
  /** Every line that functions have printed. */
  readonly lines: readonly string[];
  /** One request to the API, with a fresh token of `who`; null sends none. */
  ask(who: Who | null, method: string, path: string, asking?: Asking): Promise<Answer>;
  /** Our own events that passed the bus. */
  readonly published: () => readonly PublishedEvent[];
  /** The table, for commands that nothing outside asks for yet. */
  readonly table: Table;
  /** Everything in the table. */
  readonly scan: () => Promise<RawItem[]>;
  /** Writes an item as nobody but a test would. */
  put(item: RawItem): Promise<void>;
  /** One call of `/_local`; whatever else than success fails the test. */
  control(path: string, body: object): Promise<void>;
}

/**
 * Gives the file's tests a stack on which nothing has happened. After them everything runs to its end and the books are
 * audited: table, events on the bus, and no secret in a table, an event, a log line or an answer of a list.
 */
export function raiseStack(): () => Stack {
  let stack: (Stack & { readonly heard: string[] }) | undefined;
  beforeAll(async () => {
    stack = await open();
  });
  afterEach(() => stack?.local.idle());
  afterAll(async () => {
    if (stack !== undefined) await audit(stack, stack.heard);
  });
  return () => {
    if (stack === undefined) throw new Error("The stack is raised before the first test.");
    return stack;
  };
}

interface Standing {
  readonly local: LocalStack;
  readonly lines: string[];
  /** As the template says. */
  readonly policy: object;
}

/** The stack of this process, which ends with it: its files run one after another, and need not each start every function. */
let standing: Promise<Standing> | undefined;

async function raiseOnce(): Promise<Standing> {
  const lines: string[] = [];
  const print = (_: string, text: string): void => void lines.push(text);
  const local = await raise({ assembly: await assemblyFolder(), dynamoDb: await runningDynamoDb(), print });
  return { local, lines, policy: standingPolicy(local.parts.functions) };
}

/** Nothing is left of the file before. */
async function renew({ local, lines, policy }: Standing): Promise<void> {
  await local.reset();
  const { functions } = local.parts;
  if (!isDeepStrictEqual(standingPolicy(functions), policy)) await forgetPolicy(functions);
  lines.length = 0;
}

async function open(): Promise<Stack & { readonly heard: string[] }> {
  if (standing === undefined) standing = raiseOnce();
  else await renew(await standing);
  const { local, lines } = await standing;
  const credentials = { accessKeyId: localAccessKey, secretAccessKey: "local" };
  const settings = { endpoint: local.awsUrl, region: "eu-central-1", credentials };
  const dynamoDb = new DynamoDBClient(settings);
  const settingsOf = local.parts.functions.find(({ shortName }) => shortName === "serve-offer")?.variables ?? {};
  const TableName = settingsOf[environmentNames.table] ?? "";
  const SecretId = settingsOf[environmentNames.masterKey];
  const secret = await new SecretsManagerClient(settings).send(new GetSecretValueCommand({ SecretId }));
  const heard: string[] = [];
  return {
    local,
    lines,
    heard,
    masterKey: parseMasterKey(secret.SecretString ?? ""),
    ask: async (who, method, path, asking = {}) => {
      const token = who === null ? asking.token : await local.token(who);
      const answer = await call(local.url + path, method, { ...asking, ...(token !== undefined && { token }) });
      if (method === "GET" && path.startsWith("/v1/") && !path.endsWith("/draft")) heard.push(answer.text);
      return answer;
    },
    published: () => local.events.filter(({ source }) => source === eventSource),
    table: openTable({ client: dynamoDb, name: TableName, pause: async () => {} }),
    scan: () => scanTable(dynamoDb, TableName),
    put: async (item) => void (await dynamoDb.send(new PutItemCommand({ TableName, Item: marshall(item) }))),
    control: async (path, body) => {
      const { status, text } = await call(`${local.url}/_local/${path}`, "POST", { body });
      expect(status, text).toBeLessThan(300);
    },
  };
}

async function audit(stack: Stack, heard: readonly string[]): Promise<void> {
  await stack.local.idle();
  const items = await assertBalance(stack);
  const { local, lines, masterKey } = stack;
  const texts = { items, events: local.events, lines, heard };
  expect(leaksIn(JSON.stringify(texts), secretsOf(items, masterKey))).toEqual([]);
  const own = { ...texts, events: stack.published() };
  expect(leaksIn(JSON.stringify(own), waysOutOf(items, masterKey))).toEqual([]);
}

/** Holds table, bus and mailbox against each other; answers everything in the table. */
export async function assertBalance({ local, scan, published }: Stack): Promise<RawItem[]> {
  const items = await scan();
  expect(imbalances(items)).toEqual([]);
  expect(mailFaults(items, local.mails)).toEqual([]);
  const waiting = local.parts.queues.filter(
    ({ shortName, messages }) => /^funnel/.test(shortName) && messages.length > 0,
  );
  if (waiting.length === 0) expect(uncounted(items)).toEqual([]);
  const heard = published().map(
    ({ detailType: type, detail }) => ({ type, ...(detail as Pick<StoredEvent, "metadata" | "data">) }) as StoredEvent,
  );
  expect(heard.flatMap(schemaFaults)).toEqual([]);
  const stored = eventsIn(items);
  const onBus = new Set(heard.map(({ metadata }) => metadata.eventId));
  const storedIds = new Set(stored.map(({ metadata }) => metadata.eventId));
  expect([...onBus.difference(storedIds)]).toEqual([]);
  // What registered the seeded partners is not kept on the timeline.
  const unpublished = stored.filter(
    ({ type, metadata }) => type !== "PartnerRegistered" && !onBus.has(metadata.eventId),
  );
  expect(unpublished).toEqual([]);
  return items;
}
