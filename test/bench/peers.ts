import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import type { Database } from "./database.ts";
import { installPeers, startServer, type ChildServer } from "./child-server.ts";
import { authJs, betterAuth, rapport, type Guest, type Guests } from "./contenders.ts";
import { inLanes } from "./lanes.ts";
import type { Report } from "./figures/report.ts";
import type { Scale } from "./scale.ts";
import { median, percentile } from "./figures/statistics.ts";

interface Contender {
  readonly name: string;
  readonly server: ChildServer;
  readonly guests: Guests;
  /** Milliseconds of each request. */
  readonly invites: number[];
  readonly accepts: number[];
  /** Milliseconds of each round: of all its invitations when no other is pending, of all its requests, and of its invitations when many are pending. */
  readonly inviting: number[];
  readonly rounds: number[];
  readonly crowded: number[];
  /** Items or rows an invitation, all told. */
  written: number;
}

const width = 16;

/** Invites and accepts over HTTP, Rapport and its peers in turn, each a process of its own on the same machine. */
export async function timePeers(database: Database, { rounds, peers: { guests, pending } }: Scale): Promise<Report> {
  installPeers();
  const folder = await mkdtemp(join(tmpdir(), "rapport-peers-"));
  const contenders: Contender[] = [];
  try {
    const enter = async (
      name: string,
      script: string,
      args: readonly string[],
      open: (ready: ChildServer["ready"]) => Promise<Guests>,
    ): Promise<void> => {
      const server = await startServer(script, args);
      const blank = { invites: [], accepts: [], inviting: [], rounds: [], crowded: [], written: 0 };
      contenders.push({ name, server, guests: await open(server.ready), ...blank });
    };
    await enter("Rapport", "front.ts", [database.url, await database.newTable()], rapport);
    await enter("Auth.js, magic link", "peers/auth-js.ts", [database.url, await tableOfAuthJs(database)], authJs);
    await enter("Better Auth, organisation", "peers/better-auth.ts", [join(folder, "auth.db")], betterAuth);

    for (let round = -1; round < rounds; round++)
      for (const contender of contenders) await playRound(contender, guests, round >= 0);
    for (const contender of contenders) await inLanes(await arrivals(contender, pending), width, invited);
    for (let round = 0; round < rounds; round++)
      for (const contender of contenders) {
        contender.crowded.push((await inLanes(await arrivals(contender, guests), width, invited)).all);
      }
    return reportOf(contenders, { guests, pending, rounds });
  } finally {
    for (const { server } of contenders) await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** All guests are invited, then all accept; the first round only warms up. */
async function playRound(contender: Contender, count: number, counts: boolean): Promise<void> {
  const guests = await arrivals(contender, count);
  const before = await contender.server.written();
  const invites = await inLanes(guests, width, invited);
  for (const { read } of guests) await read?.();
  const accepts = await inLanes(guests, width, ({ accept }) => accept());
  if (!counts) return;
  contender.invites.push(...invites.each);
  contender.accepts.push(...accepts.each);
  contender.inviting.push(invites.all);
  contender.rounds.push(invites.all + accepts.all);
  contender.written = ((await contender.server.written()) - before) / count;
}

const invited = ({ invite }: Guest): Promise<void> => invite();

let arrived = 0;

async function arrivals({ guests }: Contender, count: number): Promise<Guest[]> {
  const made: Guest[] = [];
  while (made.length < count) made.push(await guests(`it@guest-${++arrived}.example`));
  return made;
}

/** As its own documentation has it. Source: "DynamoDB adapter", authjs.dev. */
async function tableOfAuthJs({ client }: Database): Promise<string> {
  const TableName = `auth-js-${randomUUID()}`;
  const keys = (PK: string, SK: string) => [
    { AttributeName: PK, KeyType: "HASH" as const },
    { AttributeName: SK, KeyType: "RANGE" as const },
  ];
  const names = ["pk", "sk", "GSI1PK", "GSI1SK"];
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: keys("pk", "sk"),
      GlobalSecondaryIndexes: [
        { IndexName: "GSI1", KeySchema: keys("GSI1PK", "GSI1SK"), Projection: { ProjectionType: "ALL" } },
      ],
    }),
  );
  return TableName;
}

function reportOf(
  contenders: readonly Contender[],
  { guests, pending, rounds }: { guests: number; pending: number; rounds: number },
): Report {
  const perSecond = (count: number, all: readonly number[]): number => count / (median(all) / 1000);
  const figures = contenders.map(({ name, invites, accepts, inviting, rounds: all, crowded, written }) => ({
    ...{ name, invites, accepts, written },
    requests: perSecond(2 * guests, all),
    items: perSecond(guests * written, all),
    rates: { none: perSecond(guests, inviting), many: perSecond(guests, crowded) },
  }));
  const [own, authJsFigures] = figures;
  const ms = (values: readonly number[]): string =>
    `${percentile(values, 0.5).toFixed(1)} / ${percentile(values, 0.99).toFixed(1)}`;
  return {
    title: "Peers",
    intro: `Invite, then accept, over HTTP, ${width} at once, medians of ${rounds} rounds of ${guests}, in turn; each behind the same bare HTTP server in a process of its own, Rapport with its handlers and the token verified. Rapport and Auth.js write to the same DynamoDB Local, Better Auth to SQLite (WAL) in its own process. Auth.js makes an account and a session and knows no terms, history or events; guests of Better Auth have signed up before.`,
    columns: [
      ...["", "requests a second", "invite p50 / p99 ms", "accept p50 / p99 ms", "written per invitation"],
      ...["written a second", `invitations a second, none / ${pending} pending`],
    ],
    rows: figures.map(({ name, requests, invites, accepts, written, items, rates }) => [
      ...[name, requests.toFixed(0), ms(invites), ms(accepts), written.toFixed(1), items.toFixed(0)],
      `${rates.none.toFixed(0)} / ${rates.many.toFixed(0)}`,
    ]),
    bars: [
      { what: "invitations a second, × Auth.js", is: own!.rates.none / authJsFigures!.rates.none, least: 0.4 },
      { what: "written a second, × Auth.js", is: own!.items / authJsFigures!.items, least: 1 },
      { what: "invitations a second when many are pending, × none", is: own!.rates.many / own!.rates.none, least: 0.9 },
    ],
    figures,
  };
}
