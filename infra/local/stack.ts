import { AwsEndpoint } from "./aws-endpoint.ts";
import { millisecondsOf } from "./clock.ts";
import type { User } from "./cognito.ts";
import { Control, isControl } from "./control.ts";
import type { DataFolder } from "./data-folder.ts";
import { openDynamoDb, type DynamoDbEndpoint } from "./dynamodb-process.ts";
import type { PublishedEvent } from "./eventbridge.ts";
import { keep, restore } from "./keeping.ts";
import { LocalServer } from "./local-server.ts";
import type { Mail } from "./mailbox.ts";
import { compose, type Parts } from "./parts.ts";
import { Directory, registerPartner, seededPartners, type PartnerSeed, type TokenRequest } from "./seeds.ts";

/** How a stack is raised. */
export interface RaiseOptions {
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  /** Port of the HTTP API and the control calls; 0, the default, takes a free one. */
  readonly port?: number;
  /** Partners to register; the product's three by default. */
  readonly partners?: readonly PartnerSeed[];
  /** A DynamoDB that already runs, and stops with the stack; without it one is opened if the template has a table. */
  readonly dynamoDb?: DynamoDbEndpoint;
  /** Where the stack goes on after its end; without one everything is forgotten. */
  readonly data?: DataFolder | undefined;
  /** Gets what functions write, in order. */
  readonly print?: (functionName: string, text: string) => void;
}

const region = "eu-central-1";
const account = "000000000000";

/** A raised stack: the same system as in AWS, on localhost and virtual time. */
export class LocalStack {
  /** Base URL of the HTTP API. */
  readonly url: string;
  /** Base URL for SDK clients of scripts and tests; they sign with `localAccessKey`. */
  readonly awsUrl: string;
  readonly parts: Parts;
  readonly #partners: readonly PartnerSeed[];
  readonly #data: DataFolder | undefined;
  readonly #closers: readonly (() => Promise<void>)[];
  #directory = new Directory();

  constructor(
    parts: Parts,
    { partners = seededPartners, data }: Pick<RaiseOptions, "partners" | "data">,
    closers: readonly (() => Promise<void>)[],
  ) {
    this.parts = parts;
    this.#data = data;
    this.url = parts.place.apiUrl;
    this.awsUrl = parts.place.awsUrl;
    this.#partners = partners;
    this.#closers = closers;
  }

  /** Resolves when nothing is runnable at the virtual now: no invocation, no visible message with a consumer, streams read to their end. */
  async idle(): Promise<void> {
    this.parts.clock.catchUp();
    for (const stream of this.parts.streams) stream.wake();
    await this.parts.activity.idle();
  }

  /** Every mail since the start or the last reset, oldest first. */
  get mails(): readonly Mail[] {
    return this.parts.ses.mails;
  }

  /** Every event that passed a bus since the start or the last reset, oldest first. */
  get events(): readonly PublishedEvent[] {
    return this.parts.buses.published;
  }

  /** Everybody who can sign in. */
  get users(): readonly User[] {
    return this.parts.users.all;
  }

  /** Lets a duration of virtual time pass, with everything due on the way; schedules run at the end or after every `step`. */
  async advance(duration: string, step?: string): Promise<void> {
    await this.advanceBy(millisecondsOf(duration), step === undefined ? undefined : millisecondsOf(step));
  }

  /** The same in milliseconds. */
  async advanceBy(by: number, step?: number): Promise<void> {
    await this.parts.clock.advance(by, step);
    await this.#keep();
  }

  /** An access token, shaped by the pre-token function. Throws a RangeError when there is no such user. */
  async token(request: TokenRequest): Promise<string> {
    const user = this.#userFor(request);
    const { issuer } = this.parts;
    if (issuer === undefined) throw new RangeError("The template has no user pool.");
    return (await issuer.issue(issuer.begin(user))).access;
  }

  /** As the pool has it now: an administrator may have changed a seeded user. */
  #userFor(request: TokenRequest): User {
    if ("email" in request) {
      const user = this.users.find(({ attributes }) => attributes.email === request.email.toLowerCase());
      if (user === undefined) throw new RangeError(`There is no user ${request.email} in the pool.`);
      return user;
    }
    const seeded = this.#directory.find(request);
    return this.users.find(({ sub }) => sub === seeded.sub) ?? seeded;
  }

  /** Empties tables, queues, mailbox, timeline, faults and clock, then seeds again. */
  async reset(): Promise<void> {
    this.#forget();
    await this.idle();
    await this.begin();
  }

  /** Creates the tables empty and registers the partners; what that published is not kept. */
  async begin(): Promise<void> {
    this.#forget();
    const { dynamoDb, streams } = this.parts;
    await dynamoDb.createTables();
    for (const stream of streams) await stream.open();
    const directory = new Directory();
    this.#directory = directory;
    this.parts.users.clear();
    for (const seed of this.#partners) {
      const id = await registerPartner(this.url, await this.token({ role: "operator" }), seed);
      directory.addPartner(seed.name, id);
    }
    this.parts.users.put(directory.users);
    await this.idle();
    this.#forget();
    await this.#keep();
  }

  /** Goes on where the last run left off, if there was one; else begins. */
  async resume(): Promise<void> {
    const kept = this.#data?.read();
    if (kept === undefined) return this.begin();
    await restore(this.parts, this.#directory, kept);
    await this.idle();
  }

  /** Ends everything that was started; what is kept is drained first. */
  async stop(): Promise<void> {
    try {
      if (this.#data !== undefined) await this.idle();
      await this.#keep();
    } finally {
      this.parts.clock.stop();
      for (const close of this.#closers) await close();
      this.#data?.release();
    }
  }

  async #keep(): Promise<void> {
    if (this.#data !== undefined) this.#data.write(await keep(this.parts, this.#directory));
  }

  #forget(): void {
    const { functions, queues, faults, clock, ses, buses, gateway } = this.parts;
    for (const queue of queues) queue.clear();
    for (const { repeats } of functions) repeats.clear();
    buses.retries.clear();
    faults.clear();
    clock.reset();
    gateway.reset();
    ses.mails = [];
    buses.published.length = 0;
  }
}

/**
 * Raises the stack of a cloud assembly on localhost, ready for requests.
 * Throws a StartError for a taken port or a missing Java, by name for what the template says and the local stack does not know;
 * whatever had been started is stopped then.
 */
export const raise = async (options: RaiseOptions): Promise<LocalStack> => {
  let local: LocalStack | undefined;
  let control: Control | undefined;
  const server = new LocalServer((request, response) => {
    if (local === undefined) response.writeHead(503).end();
    else if (isControl(request)) void control?.serve(request, response);
    else void local.parts.gateway.handle(request, response);
  });
  const endpoint = new AwsEndpoint();
  const closers: (() => Promise<void>)[] = [() => server.stop()];
  try {
    const port = await server.listen(options.port ?? 0);
    const awsUrl = await endpoint.listen();
    closers.push(() => endpoint.stop());
    const place = { region, account, apiUrl: `http://localhost:${port}`, awsUrl };
    const settle = async (): Promise<void> => local?.idle();
    const parts = await compose({ ...options, place, endpoint, settle, kept: options.data?.read() });
    closers.unshift(async () => void (await Promise.all(parts.functions.map((lambda) => lambda.stop()))));
    if (parts.dynamoDb.tables.length > 0) {
      const dynamoDb = options.dynamoDb ?? (await openDynamoDb(options.data?.tables));
      closers.push(dynamoDb.stop);
      parts.dynamoDb.connect(dynamoDb);
    }
    const raised = new LocalStack(parts, options, closers);
    local = raised;
    control = new Control(raised);
    await raised.resume();
    return raised;
  } catch (error) {
    for (const close of closers) await close();
    options.data?.release();
    throw error;
  }
};
