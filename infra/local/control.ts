import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import * as z from "zod";
import { mailboxPage } from "./mailbox-page.ts";
import type { LocalStack } from "./stack.ts";

/** What a control call gets: the query, the parsed body, what follows its path. */
interface Request {
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly rest: string;
}

class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const tokenSchema = z.strictObject({ partner: z.string().optional(), role: z.string() });
const clockSchema = z.union([
  z.strictObject({ advance: z.string(), step: z.string().optional() }),
  z.strictObject({ set: z.iso.datetime() }),
]);
const redriveSchema = z.strictObject({ queue: z.string() });

const clockOf = ({ parts }: LocalStack): string => new Date(parts.clock.now()).toISOString();

const statusOf = (local: LocalStack): object => ({
  apiUrl: local.url,
  awsUrl: local.awsUrl,
  functions: local.parts.functions.map(({ shortName, coldStartMs, invocations }) => ({
    name: shortName,
    coldStartMs,
    invocations,
  })),
  queues: local.parts.queues.map((queue) => ({
    name: queue.shortName,
    visible: queue.visible,
    inFlight: queue.inFlight,
    dead: queue.deadLetters?.visible ?? 0,
  })),
  clock: clockOf(local),
});

const moveClock = async (local: LocalStack, body: unknown): Promise<object> => {
  const request = clockSchema.parse(body);
  if ("set" in request) await local.parts.clock.advance(Date.parse(request.set) - local.parts.clock.now());
  else await local.advance(request.advance, request.step);
  return { clock: clockOf(local) };
};

/** Moves dead letters back to the queue they were given up by, or that names this one in its redrive policy. */
const redrive = (local: LocalStack, body: unknown): object => {
  const { queue: name } = redriveSchema.parse(body);
  const { queues } = local.parts;
  const queue = queues.find((candidate) => [candidate.name, candidate.shortName].includes(name));
  const [source, ...others] = queues.filter(({ deadLetters }) => deadLetters === queue);
  if (queue === undefined || source === undefined)
    throw new ControlError(404, `There is no dead-letter queue ${name}.`);
  const moved = queue.visible;
  queue.moveAll(others.length === 0 ? source : undefined);
  return { moved: moved - queue.visible };
};

const calls: Readonly<Record<string, (local: LocalStack, request: Request) => unknown>> = {
  "GET status": statusOf,
  "POST token": async (local, { body }) => ({ token: await local.token(tokenSchema.parse(body)) }),
  "GET mail": ({ parts }) => ({ items: parts.ses.mails }),
  "GET mail/": ({ parts }, { rest }) => {
    const mail = parts.ses.mails.find(({ id }) => id === rest);
    if (mail === undefined) throw new ControlError(404, `There is no mail ${rest}.`);
    return mail;
  },
  "DELETE mail": ({ parts }) => void (parts.ses.mails = []),
  "GET events": ({ parts }, { query }) => {
    const since = query.get("since") ?? "";
    return { items: parts.buses.published.filter(({ at }) => at > since) };
  },
  "GET clock": (local) => ({ clock: clockOf(local) }),
  "POST clock": (local, { body }) => moveClock(local, body),
  "POST faults": ({ parts }, { body }) => parts.faults.add(body),
  "DELETE faults": ({ parts }) => parts.faults.clear(),
  "POST idle": (local) => local.idle(),
  "POST reset": (local) => local.reset(),
  "POST redrive": (local, { body }) => redrive(local, body),
  "GET issuer/": async ({ parts, url }, { rest }) => {
    if (rest === ".well-known/jwks.json") return parts.issuer?.jwks();
    if (rest !== ".well-known/openid-configuration") throw new ControlError(404, "Not Found");
    const issuer = `${url}/_local/issuer`;
    return { issuer, jwks_uri: `${issuer}/.well-known/jwks.json`, id_token_signing_alg_values_supported: ["RS256"] };
  },
};

const statusFor = (error: unknown): number => {
  if (error instanceof ControlError) return error.status;
  return error instanceof z.ZodError || error instanceof RangeError || error instanceof SyntaxError ? 400 : 500;
};

const answer = (response: ServerResponse, status: number, body: unknown): void => {
  if (body === undefined) response.writeHead(204).end();
  else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};

const run = async (local: LocalStack, message: IncomingMessage, url: URL): Promise<unknown> => {
  const [, first = "", rest] = /^\/_local\/([^/]+)(?:\/(.+))?$/.exec(url.pathname) ?? [];
  const call = calls[`${message.method} ${first}${rest === undefined ? "" : "/"}`];
  if (call === undefined) throw new ControlError(404, `There is no ${message.method} ${url.pathname}.`);
  // Any web page may send requests to localhost; only our own pages and scripts are meant to.
  if (message.headers.origin !== undefined && message.headers.origin !== local.url)
    throw new ControlError(403, "Foreign origin.");
  const body = await text(message);
  return call(local, { query: url.searchParams, body: body === "" ? undefined : JSON.parse(body), rest: rest ?? "" });
};

/** Whether a request is for `/_local` or something under it; every other path is the API's. */
export const isControl = ({ url = "" }: IncomingMessage): boolean => /^\/_local(?:[/?]|$)/.test(url);

/** Answers a control call; its own failures too. */
export const serveControl = async (
  local: LocalStack,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const url = new URL(message.url ?? "/", local.url);
  if (url.pathname === "/_local" && message.method === "GET") {
    response
      .writeHead(200, { "content-type": "text/html; charset=utf-8" })
      .end(await mailboxPage(local.parts.ses.mails));
    return;
  }
  try {
    answer(response, 200, await run(local, message, url));
  } catch (error) {
    answer(response, statusFor(error), { message: error instanceof Error ? error.message : String(error) });
  }
};
