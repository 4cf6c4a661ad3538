import { isDeepStrictEqual } from "node:util";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { JSONWebKeySet } from "jose";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { actorsOn, type Actors } from "../../../infra/local/actors/actors.ts";
import { request, type Answer, type Sending } from "../../../infra/local/actors/answers.ts";
import type { Who } from "../../../infra/local/actors/control.ts";
import { callerOf } from "../../../infra/local/actors/caller.ts";
import { localAccessKey } from "../../../infra/local/aws-endpoint.ts";
import type { PublishedEvent } from "../../../infra/local/eventbridge/eventbridge.ts";
import type { Faults } from "../../../infra/local/faults/faults.ts";
import { forgetPolicy, currentPolicy } from "../../../infra/local/variables.ts";
import { raise, type LocalStack } from "../../../infra/local/stack.ts";
import { parseMasterKey, type MasterKey } from "../../../shared/crypto/master-key.ts";
import { environmentNames, eventSource } from "../../../shared/names.ts";
import { openTable, type RawItem, type Table } from "../../../shared/table/table.ts";
import { beforeErasure } from "../audit/erased-events.ts";
import { busFaults } from "../audit/bus.ts";
import { counterFaults } from "../audit/counters.ts";
import { headerFaults } from "../audit/headers.ts";
import { mailFaults } from "../audit/mails.ts";
import { pageFaults, type Asked } from "../audit/pages.ts";
import { receiptFaults } from "../audit/receipts.ts";
import { eventsIn, readable, withInvitationsRead } from "../audit/events-in.ts";
import { checkHistory } from "../../../infra/commands/history.ts";
import { leaksIn, secretsOf, tableFaults, headerSecretsOf } from "../audit/table.ts";
import { funnelFaults, uncounted } from "../audit/weeks.ts";
import { problemFaults } from "../contract/problem-documents.ts";
import { scanTable } from "../table/scan-table.ts";
import { assemblyFolder, runningDynamoDb } from "./prepared.ts";

/** What is sent; a text is sent as JSON unless its headers say otherwise. */
export interface Asking extends Sending {
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
}

/** A call or an invocation that a fault made fail; a delivery by EventBridge has no caller. */
interface InjectedFault {
  readonly service: string;
  readonly operation: string;
  readonly caller: string | undefined;
}

/** The partner most tests act for. */
export const contoso = { partner: "contoso-partner", role: "admin" } as const;

/** A raised stack, who acts on it, and what a test may do with it beside that. Every problem document on the way is held to its schema. */
export interface Stack extends Actors {
  readonly local: LocalStack;
  readonly masterKey: MasterKey;
  /** Where the master key is, for what changes it. */
  readonly secret: { readonly client: SecretsManagerClient; readonly id: string };
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
  /** The faults that were injected into a call or an invocation, in order. */
  readonly injected: readonly InjectedFault[];
}

/**
 * Gives the file's tests a stack on which nothing has happened. After them everything runs to its end and the whole
 * is audited: table, events on the bus, mails and their headers, counters, receipts, statuses of pages, and no secret in a
 * table, an event, a log line or an answer of a list.
 * With a number for `disorder` its queues hand out in another order, and some messages twice.
 */
export function raiseStack({ disorder }: { readonly disorder?: number } = {}): () => Stack {
  let stack: Heard | undefined;
  beforeAll(async () => {
    stack = await open();
    stack.local.disorder(disorder);
  });
  afterEach(() => stack?.local.idle());
  afterAll(async () => {
    if (stack !== undefined) await audit(stack);
  });
  return () => {
    if (stack === undefined) throw new Error("The stack is raised before the first test.");
    return stack;
  };
}

/** A stack with what it was asked: the texts of lists, and how it answered. */
interface Heard extends Stack {
  readonly heard: string[];
  readonly asked: Asked[];
}

interface Raised {
  readonly local: LocalStack;
  /** The faults that were injected since the stack was last renewed. */
  readonly injected: InjectedFault[];
  readonly lines: string[];
  /** As the template says. */
  readonly policy: object;
  /** As they were when it was raised. */
  readonly secrets: unknown;
}

/** The stack of this process, which ends with it: its files run one after another, and need not each start every function. */
let raised: Promise<Raised> | undefined;

/** Under faults functions would wait for much of the time. Which part of a limit they wait is random, so this is one of its values. */
const pauses = 0.05;

async function raiseOnce(): Promise<Raised> {
  const lines: string[] = [];
  const print = (_: string, text: string): void => void lines.push(text);
  const local = await raise({ assembly: await assemblyFolder(), dynamoDb: await runningDynamoDb(), print, pauses });
  const { functions, faults, secrets } = local.parts;
  const start = { policy: currentPolicy(functions), secrets: structuredClone(secrets.versions) };
  return { local, lines, injected: watchFaults(faults), ...start };
}

/** Notes whatever fails because a test wanted it. */
function watchFaults(faults: Faults): InjectedFault[] {
  const injected: InjectedFault[] = [];
  const take = faults.take.bind(faults);
  const crashes = faults.crashes.bind(faults);
  faults.take = (service, operation, caller) => {
    const fault = take(service, operation, caller);
    if (fault !== undefined) injected.push({ service, operation, caller });
    return fault;
  };
  faults.crashes = (name, at) => {
    const isCrash = crashes(name, at);
    if (isCrash) injected.push({ service: "lambda", operation: "Invoke", caller: name });
    return isCrash;
  };
  return injected;
}

/** Nothing is left of the file before. One that has rotated a key, which a stack keeps, leaves the others a new stack. */
async function renew({ local, lines, policy, secrets, injected }: Raised): Promise<void> {
  if (!isDeepStrictEqual(local.parts.secrets.versions, secrets)) {
    await local.stop();
    raised = raiseOnce();
    return;
  }
  await local.reset();
  const { functions } = local.parts;
  if (!isDeepStrictEqual(currentPolicy(functions), policy)) await forgetPolicy(functions);
  lines.length = 0;
  injected.length = 0;
}

async function open(): Promise<Heard> {
  if (raised === undefined) raised = raiseOnce();
  else await renew(await raised);
  const { local, lines, injected } = await raised;
  const credentials = { accessKeyId: localAccessKey, secretAccessKey: "local" };
  const settings = { endpoint: local.awsUrl, region: "eu-central-1", credentials };
  const dynamoDb = new DynamoDBClient(settings);
  const settingsOf = local.parts.functions.find(({ shortName }) => shortName === "serve-offer")?.variables ?? {};
  const TableName = settingsOf[environmentNames.table] ?? "";
  const secret = { client: new SecretsManagerClient(settings), id: settingsOf[environmentNames.masterKey] ?? "" };
  const [heard, asked]: [string[], Asked[]] = [[], []];
  const actors = actorsOn(local.url, {
    send: async (method, url, sending) => {
      const answer = await request(method, url, sending);
      const { pathname } = new URL(url);
      asked.push({ method, path: pathname, status: answer.status });
      if (method === "GET" && pathname.startsWith("/v1/") && !/\/(draft|secret)$/.test(pathname))
        heard.push(answer.text);
      if (answer.headers.get("content-type") === "application/problem+json") {
        expect(problemFaults(answer.json)).toEqual([]);
        expect(answer.json["status"]).toBe(answer.status);
      }
      return answer;
    },
  });
  return {
    ...actors,
    local,
    lines,
    heard,
    asked,
    masterKey: await readMasterKey(secret),
    secret,
    ask: async (who, method, path, { token, body, headers } = {}) => {
      const sent = {
        ...(typeof body === "string" && { "content-type": "application/json" }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      };
      if (who !== null) return callerOf(actors.control, who)(method, path, body, { headers: sent });
      return actors.control.request(method, path, { body, headers: sent });
    },
    injected,
    published: () => local.events.filter(({ source }) => source === eventSource),
    table: openTable({ client: dynamoDb, name: TableName, pause: async () => {} }),
    scan: () => scanTable(dynamoDb, TableName),
    put: async (item) => void (await dynamoDb.send(new PutItemCommand({ TableName, Item: marshall(item) }))),
  };
}

async function readMasterKey({ client, id }: Stack["secret"]): Promise<MasterKey> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
  return parseMasterKey(SecretString ?? "");
}

async function audit(raised: Heard): Promise<void> {
  // Its tests may have rotated it.
  const stack = { ...raised, masterKey: await readMasterKey(raised.secret) };
  await stack.local.idle();
  const items = await assertBalance(stack);
  const { local, lines, masterKey, heard, asked } = stack;
  expect(pageFaults(asked)).toEqual([]);
  const texts = { items: readable(items), events: local.events, lines, heard };
  expect(leaksIn(JSON.stringify(texts), secretsOf(items, masterKey))).toEqual([]);
  const own = { ...texts, events: stack.published() };
  expect(leaksIn(JSON.stringify(own), headerSecretsOf(items, masterKey))).toEqual([]);
}

/** Holds table, bus, mailbox, counters and receipts against each other; answers everything in the table. */
export async function assertBalance(stack: Stack): Promise<RawItem[]> {
  const items = await assertStored(stack);
  expect(await receiptFaultsOf(stack, items)).toEqual([]);
  return items;
}

/** Holds table, bus, mailbox and counters against each other, without a request; answers everything in the table. */
export async function assertStored(stack: Stack): Promise<RawItem[]> {
  const { local, scan, published, masterKey, injected } = stack;
  const stored = await scan();
  const items = withInvitationsRead(stored);
  const by = (name: string): number => injected.filter(({ caller }) => caller === name).length;
  expect([...tableFaults(items), ...(await checkHistory(stored)).faults]).toEqual([]);
  expect(busFaults(eventsIn(items), published(), by("publish-events"))).toEqual([]);
  const isFunnelled = local.parts.queues.every(
    ({ shortName, messages }) => !/^funnel/.test(shortName) || messages.length === 0,
  );
  if (isFunnelled) expect([...uncounted(items), ...funnelFaults(items)]).toEqual([]);
  // What was counted and not written, or not given back: reads lose nothing, nor do functions that count no quota.
  const writes = injected
    .filter(({ operation }) => /^(UpdateItem|TransactWriteItems|Invoke)$/.test(operation))
    .filter(({ caller = "" }) => !/^(publish-events|send-mail|count-invitations)$/.test(caller));
  expect(counterFaults(items, writes.length)).toEqual([]);
  const waiting = local.parts.queues.flatMap(({ messages }) => messages.map(({ body }) => body));
  const delayMs = injected.length > 0 ? longestDelayMs : promptMs;
  const failedSends = by("send-mail");
  const told = beforeErasure(items, published());
  expect(mailFaults({ items: told, mails: local.mails, masterKey, waiting, injected: failedSends, delayMs })).toEqual(
    [],
  );
  expect(headerFaults(local.mails, failedSends)).toEqual([]);
  return items;
}

/** A mail goes out at once where nothing fails, and within a day where something does. */
const promptMs = 2 * 60_000;
const longestDelayMs = 24 * 3_600_000;

/** So many receipts are read: each is made by the same code from its own invitation. */
const mostReceipts = 20;

async function receiptFaultsOf(stack: Stack, items: readonly RawItem[]): Promise<string[]> {
  const { local } = stack;
  // The connection that is kept may have been closed since the last test's request.
  const get = (path: string, asking: Asking = {}): Promise<Answer> => {
    const ask = (): Promise<Answer> => stack.ask(null, "GET", path, asking);
    return ask().catch(ask);
  };
  const keys = (await get("/.well-known/jwks.json")).json as unknown as JSONWebKeySet;
  const accepted = items.filter(({ entity, status }) => entity === "invitation" && status === "accepted");
  const faults: string[] = [];
  for (const item of accepted.slice(-mostReceipts)) {
    const reader = local.users.find(({ attributes }) => attributes["custom:partner_id"] === item["partnerId"]);
    if (reader === undefined) continue;
    const token = await local.token({ email: reader.attributes["email"] ?? "" });
    const { text } = await get(`/v1/invitations/${String(item["id"])}/receipt`, { token });
    faults.push(...(await receiptFaults(item, text, keys)));
  }
  return faults;
}
