import type { IncomingMessage, ServerResponse } from "node:http";
import { AwsEndpoint } from "./aws-endpoint.ts";
import { millisecondsOf } from "./clock.ts";
import type { User } from "./cognito/cognito.ts";
import { asksForStatus, Control, isControl, startingStatus } from "./control/control.ts";
import type { DataFolder } from "./data-folder.ts";
import { openDynamoDb, type DynamoDbEndpoint } from "./dynamodb/process.ts";
import type { PublishedEvent } from "./eventbridge/eventbridge.ts";
import { keep, restore } from "./keeping.ts";
import { LocalServer } from "./local-server.ts";
import type { Mail } from "./ses/mailbox.ts";
import { compose, type Parts } from "./parts.ts";
import { addUsers, Directory, registerPartner, seededPartners, type PartnerSeed, type TokenRequest } from "./seeds.ts";
import { offeredLocales } from "./variables.ts";

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
  /** The folder from which a stopped stack continues; without it nothing is saved. */
  readonly data?: DataFolder | undefined;
  /** Receives the output of functions, in order. */
  readonly print?: (functionName: string, text: string) => void;
  /** How many events of one function run at the same time; one by default, so that tests play in one order. */
  readonly overlap?: number;
  /** Whether the senders' addresses count as confirmed, as after a person has followed SES's mail; they do by default. */
  readonly confirmSenders?: boolean;
  /** The moment at which its time begins, in milliseconds, and stands but for jumps; without it real time passes. */
  readonly standsAt?: number;
  /** The largest part of a limit, up to 1, that functions wait before they try again; 1 by default. */
  readonly pauses?: number;
  /** Hears what is being done until the stack is ready, in one line each. */
  readonly report?: ((line: string) => void) | undefined;
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
  /** Beginnings and resets run one after another. */
  #preparation: Promise<void> = Promise.resolve();
  #preparing = 0;
  /** With these tokens partners and their users are registered, before anybody else is answered. */
  readonly #seedTokens = new Set<string>();

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

  /** Whether the tables are there and the partners registered. Until then the API answers 503. */
  get ready(): boolean {
    return this.#preparing === 0;
  }

  /** Resolves when the stack is ready. */
  async whenReady(): Promise<void> {
    while (!this.ready) await this.#preparation;
  }

  /** Whether a request of the API is answered now: everybody's once the stack is ready, before that those that make it so. */
  admits({ headers }: IncomingMessage): boolean {
    return this.ready || this.#seedTokens.has(headers.authorization?.replace(/^Bearer /, "") ?? "");
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

  /** Ids of the registered partners by their names. */
  get partners(): Readonly<Record<string, string>> {
    return this.#directory.partners;
  }

  /** Sets how many events of each function run at the same time, up to its reserved concurrency. */
  overlap(environments: number): void {
    for (const lambda of this.parts.functions) lambda.overlap(environments);
  }

  /** Lets queues hand out as standard queues may, decided by a seed; without one in the order of sending, each message once. */
  disorder(seed?: number): void {
    for (const queue of this.parts.queues) queue.disorder(seed);
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

  /** An access token, shaped by the pre-token function. Throws a RangeError when there is no such user, or no longer. */
  async token(request: TokenRequest): Promise<string> {
    const user = this.#userFor(request);
    const { issuer } = this.parts;
    if (issuer === undefined) throw new RangeError("The template has no user pool.");
    return (await issuer.issue(issuer.begin(user))).access;
  }

  /** As the pool has it now: an administrator may have changed, disabled or removed a seeded user. */
  #userFor(request: TokenRequest): User {
    const email = "email" in request ? request.email : String(this.#directory.find(request).attributes["email"]);
    const { users } = this.parts;
    if (users.named(email) === undefined) throw new RangeError(`There is no user ${email} in the pool.`);
    const user = users.enabled(email);
    if (user === undefined) throw new RangeError(`The user ${email} is disabled.`);
    return user;
  }

  /** Empties tables, queues, mailbox, timeline, faults and clock, then seeds again; after what prepares the stack already. */
  reset(): Promise<void> {
    return this.#prepare(async () => {
      this.#forget();
      await this.idle();
      await this.#begin();
    });
  }

  /** Goes on where the last run left off, if there was one; else creates the tables and registers the partners. */
  resume(): Promise<void> {
    return this.#prepare(async () => {
      const kept = this.#data?.read();
      if (kept === undefined) return this.#begin();
      await restore(this.parts, this.#directory, kept);
      // What was before is not known here, and not missing either.
      this.parts.alarms.reset();
      await this.idle();
    });
  }

  #prepare(work: () => Promise<void>): Promise<void> {
    this.#preparing += 1;
    const done = this.#preparation.then(work).finally(() => (this.#preparing -= 1));
    // The caller gets the failure; later preparations continue.
    this.#preparation = done.catch(() => undefined);
    return done;
  }

  /** A token with which the stack is asked while it starts. */
  async #seedToken(request: TokenRequest): Promise<string> {
    const token = await this.token(request);
    this.#seedTokens.add(token);
    return token;
  }

  /** Creates the tables empty and registers the partners; what that published is not kept. */
  async #begin(): Promise<void> {
    this.#forget();
    const { dynamoDb, streams } = this.parts;
    await dynamoDb.createTables();
    for (const stream of streams) await stream.open();
    const directory = new Directory();
    this.#directory = directory;
    this.parts.users.clear();
    this.parts.users.put([directory.operator]);
    this.#seedTokens.clear();
    const locales = offeredLocales(this.parts.functions);
    for (const seed of this.#partners) {
      const locale = locales.find((one) => one === seed.locale) ?? null;
      const operatorToken = await this.#seedToken({ role: "operator" });
      const id = await registerPartner(this.url, operatorToken, { ...seed, locale });
      directory.addPartner(seed.name, id);
      const admin = { partner: seed.name, role: "admin" };
      this.parts.users.put([directory.find(admin)]);
      await addUsers(this.url, await this.#seedToken(admin), seed);
    }
    this.parts.users.put(directory.users);
    await this.idle();
    this.#forget();
    await this.#keep();
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
    const { queues, alarms, faults, holds, clock, ses, poolMail, buses, gateway } = this.parts;
    holds.clear();
    for (const queue of queues) queue.clear();
    buses.retries.clear();
    faults.clear();
    clock.reset();
    alarms.reset();
    gateway.reset();
    ses.mails = [];
    poolMail.reset();
    ses.later.clear();
    ses.account.reset();
    ses.suppressed.clear();
    buses.published.length = 0;
  }
}

/** What the API says before the stack is ready. */
const notReady = (response: ServerResponse): void => {
  response.writeHead(503, { "content-type": "application/json", "retry-after": "1" });
  response.end(JSON.stringify({ message: "The local stack is starting; GET /_local/status says when it is ready." }));
};

/**
 * Starts the stack of a cloud assembly on localhost, ready for requests.
 * Throws a CommandError for a port in use or a missing Java, and an error with the name of anything in the template that is not
 * supported. Parts that had been started are then stopped.
 */
export const raise = async (options: RaiseOptions): Promise<LocalStack> => {
  const { report = () => undefined } = options;
  let local: LocalStack | undefined;
  const composed = Promise.withResolvers<Control>();
  const server = new LocalServer((request, response) => {
    if (isControl(request) && (local !== undefined || !asksForStatus(request)))
      void composed.promise.then((control) => control.serve(request, response));
    else if (isControl(request)) startingStatus(response);
    else if (local?.admits(request)) void local.parts.gateway.handle(request, response);
    else notReady(response);
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
    raised.overlap(options.overlap ?? 1);
    if (options.confirmSenders ?? true) parts.ses.account.confirmAll();
    report("Creating the tables and registering the partners …");
    const begun = raised.resume();
    local = raised;
    composed.resolve(new Control(raised));
    await begun;
    return raised;
  } catch (error) {
    for (const close of closers) await close();
    options.data?.release();
    throw error;
  }
};
