import * as z from "zod";
import { localAccessKey } from "../aws-endpoint.ts";
import { isDeadLetterQueue } from "../sqs/sqs.ts";
import type { LocalStack } from "../stack.ts";
import { forgetPolicy, offeredLocales, setPolicy, currentPolicy } from "../variables.ts";

/** What a control call gets: the query, the parsed body, what follows its path. */
export interface ControlRequest {
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly rest: string;
}

/** A control call that cannot be done, with its HTTP status. */
export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const tokenSchema = z.union([
  z.strictObject({ email: z.string() }),
  z.strictObject({ partner: z.string().optional(), role: z.string().default("") }),
]);
const clockSchema = z.union([
  z.strictObject({ advance: z.string(), step: z.string().optional() }),
  z.strictObject({ set: z.iso.datetime({ local: true }) }),
]);

/** The virtual now. */
export const clockOf = ({ parts }: LocalStack): string => new Date(parts.clock.now()).toISOString();

const statusOf = (local: LocalStack): object => ({
  ready: local.ready,
  apiUrl: local.url,
  awsUrl: local.awsUrl,
  aws: { url: local.awsUrl, region: local.parts.place.region, accessKeyId: localAccessKey },
  functions: local.parts.functions.map(({ shortName: name, coldStartMs, invocations }) => ({
    name,
    coldStartMs,
    invocations,
  })),
  queues: local.parts.queues.map((queue) => ({
    name: queue.shortName,
    visible: queue.visible,
    inFlight: queue.inFlight,
    dead: queue.deadLetters?.visible ?? 0,
  })),
  alarms: local.parts.alarms.states,
  inertAlarms: local.parts.alarms.inert,
  locales: offeredLocales(local.parts.functions),
  clock: clockOf(local),
});

const moveClock = async (local: LocalStack, body: unknown): Promise<object> => {
  const request = clockSchema.parse(body);
  if ("advance" in request) await local.advance(request.advance, request.step);
  // A browser's date field knows no zone; all times here are UTC.
  else await setClock(local, Date.parse(request.set.replace(/Z?$/, "Z")) - local.parts.clock.now());
  return { clock: clockOf(local) };
};

/** Only this call goes back: what was due stays due at its moment, and nobody remembers a later time. */
const setClock = async (local: LocalStack, by: number): Promise<void> => {
  if (by >= 0) return local.advanceBy(by);
  await local.idle();
  local.parts.clock.restore(local.parts.clock.offset + Math.round(by));
  local.parts.gateway.reset();
  await Promise.all(local.parts.functions.map((lambda) => lambda.reload()));
};

const changePolicy = async ({ parts }: LocalStack, body: unknown): Promise<object> => {
  const fault = await setPolicy(parts.functions, body);
  if (fault !== null) throw new ControlError(422, fault);
  return currentPolicy(parts.functions);
};

const reset = async (local: LocalStack): Promise<void> => {
  await forgetPolicy(local.parts.functions);
  await local.reset();
};

/** Moves dead letters back to the queue they were given up by, or that names theirs in its redrive policy. */
const redrive = ({ parts: { queues } }: LocalStack, body: unknown): object => {
  const { queue: wanted } = z.strictObject({ queue: z.string() }).parse(body);
  const queue = queues.find(({ name, shortName }) => [name, shortName].includes(wanted));
  if (queue === undefined || !isDeadLetterQueue(queues, queue))
    throw new ControlError(404, `There is no dead-letter queue ${wanted}.`);
  const [source, ...others] = queues.filter(({ deadLetters }) => deadLetters === queue);
  const before = queue.visible;
  queue.moveAll(others.length === 0 ? source : undefined);
  return { moved: before - queue.visible };
};

/** Every control call, by method and first part of the path; a slash stands for something after it. What is undefined is answered by 204. */
export const controlCalls: Readonly<Record<string, (local: LocalStack, request: ControlRequest) => unknown>> = {
  "GET status": statusOf,
  "POST token": async (local, { body }) => ({ token: await local.token(tokenSchema.parse(body ?? {})) }),
  "GET mail": ({ parts }, { query }) => {
    const to = query.get("to");
    return { items: to === null ? parts.ses.mails : parts.ses.mails.filter((mail) => mail.to.includes(to)) };
  },
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
  "GET faults": ({ parts }) => ({ items: parts.faults.pending }),
  "POST faults": ({ parts }, { body }) => parts.faults.add(body),
  "DELETE faults": ({ parts }) => parts.faults.clear(),
  "POST idle": (local) => local.idle(),
  "POST reset": reset,
  "GET policy": ({ parts }) => currentPolicy(parts.functions),
  "POST policy": (local, { body }) => changePolicy(local, body),
  "GET ses": ({ parts }) => parts.ses.account.state,
  "POST ses": ({ parts }, { body }) => {
    parts.ses.account.change(body);
    return parts.ses.account.state;
  },
  "POST redrive": (local, { body }) => redrive(local, body),
};

/** The HTTP status for what a call threw. */
export const statusFor = (error: unknown): number => {
  if (error instanceof ControlError) return error.status;
  return error instanceof z.ZodError || error instanceof RangeError || error instanceof SyntaxError ? 400 : 500;
};

/** What to tell of it. */
export const messageOf = (error: unknown): string => {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
};
