import { UnknownGeneration } from "../crypto/master-key.ts";
import middy from "@middy/core";
import type { MiddyfiedHandler } from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { FaultCode } from "../kernel/fault-code.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Route } from "../manifest.ts";
import type { Role } from "../names.ts";
import { errorFields, log } from "../runtime/log.ts";
import { unavailability } from "../runtime/unavailability.ts";
import { parseBody, type BodyKind, type MultipartReader } from "./bodies.ts";
import { correlationIdOf } from "./correlation.ts";
import { authorise, type CallerReads } from "./caller.ts";
import { cookiesOf } from "../pages/cookies.ts";
import { assertOwnForm } from "../pages/own-form.ts";
import type { Reader } from "../pages/reader.ts";
import { inQuery, pointerStep } from "../schema/pointer.ts";
import { internalProblem, problemAnswer, problemOf, refusalHeaders, type Problem } from "./problems.ts";
import type { Caller, HttpAnswer, HttpRequest, RouteHandler, RouteHandlers } from "./request.ts";

type Event = APIGatewayProxyEventV2;
type Result = APIGatewayProxyStructuredResultV2;

/** The options of a boundary. */
export interface BoundaryOptions<Routes extends readonly Route[]> extends CallerReads {
  /** The routes of the function's manifest. */
  readonly routes: Routes;
  readonly handlers: RouteHandlers<Routes>;
  readonly newCorrelationId: (event: Event) => string;
  /** The type of bodies; JSON by default. `text` is the body as it was sent. */
  readonly bodies?: BodyKind;
  /** Reads multipart forms, which are refused by default. */
  readonly readMultipart?: MultipartReader;
  /** Maximum size of a body in bytes, for routes with batches. */
  readonly largestBody?: number;
  /** Origin of links and pages, for functions that take forms. */
  readonly publicUrl?: string;
  /** Completes a page before it is sent. */
  readonly finishPage?: (page: string) => Promise<string>;
  /** The headers of a refusal; `Retry-After` and `Allow` by default. */
  readonly headersOf?: (refusal: Refusal) => Record<string, string>;
  /** Shows a refusal on pages and unknown paths; as a problem document by default. */
  readonly showProblem?: (problem: Problem, reader: Reader) => HttpAnswer | Promise<HttpAnswer>;
}

const bodyLimit = 64 * 1024;

/** The gateway has one route for GET, HEAD, forms of the console and every method without a route of its own (`gatewayKeyOf`). */
function readAsRow(event: Event, routes: readonly Route[]): void {
  if (!event.routeKey.startsWith("ANY ")) return;
  const path = event.routeKey.replace("ANY", "");
  const method = methodOf(event).replace("HEAD", "GET");
  const isServed = routes.some(({ key }) => key === method + path);
  event.routeKey = (isServed ? method : "GET") + path;
  if (isServed || method === "GET") return;
  const here = routes.filter(({ key }) => key.endsWith(path));
  throw methodNotAllowed(here.flatMap(({ key, elsewhere = [] }) => [key.slice(0, -path.length), ...elsewhere]));
}

/** Retries a route once if it needs a generation of the master key that was added since the key was read. */
const withNewestKey = <Answer>(run: () => Promise<Answer>): Promise<Answer> =>
  run().catch((error: unknown) => {
    if (error instanceof UnknownGeneration) return run();
    throw error;
  });

/** The refusal of a method that the path does not have. */
export function methodNotAllowed(methods: readonly string[]): Refusal {
  const all = [...methods, ...(methods.includes("GET") ? ["HEAD"] : [])].toSorted();
  return new Refusal("method-not-allowed", `This address accepts only ${all.join(" or ")}.`, { methods: all });
}

const methodOf = ({ requestContext }: Event): string => requestContext.http.method;

/**
 * The single entry point for HTTP: checks the caller's role, parses the body, runs the route, and turns errors into responses.
 * An internal error is a 500 without details and a throttled service a 503, each with one log line with the correlation id.
 */
export function httpBoundary<const Routes extends readonly Route[]>({
  routes,
  handlers,
  newCorrelationId,
  bodies = "json",
  readMultipart,
  largestBody = bodyLimit,
  publicUrl,
  readRole,
  isOperator,
  finishPage = async (page) => page,
  headersOf = refusalHeaders,
  showProblem = problemAnswer,
}: BoundaryOptions<Routes>): MiddyfiedHandler<Event, Result> {
  const callers = new WeakMap<object, Caller | null>();
  const forUsers = routes.find(isFor((role) => role !== "operator"));
  if (forUsers && readRole === undefined) throw new Error(`${forUsers.key} needs to read the role of users.`);
  const forOperators = routes.find(isFor((role) => role === "operator"));
  if (forOperators && isOperator === undefined)
    throw new Error(`${forOperators.key} needs to read who is an operator.`);

  async function run(event: Event, context: Context): Promise<Result> {
    const timeLeft = () => context.getRemainingTimeInMillis();
    const caller = callers.get(event) ?? null;
    const request = { ...toRequest(event, caller, correlationIdOf(event, newCorrelationId)), timeLeft };
    const handler: RouteHandler | undefined = handlers[event.routeKey as Routes[number]["key"]];
    if (handler === undefined) throw new Error(`${event.routeKey} is routed to a function that does not serve it.`);
    return toResult(await finished(await withNewestKey(() => handler(request))), request);
  }

  const finished = async ({ body, ...answer }: HttpAnswer): Promise<HttpAnswer> => ({
    ...answer,
    body: typeof body === "string" ? await finishPage(body) : body,
  });

  return middy<Event, Result>()
    .before(async ({ event }) => {
      readAsRow(event, routes);
      const route = routes.find(({ key }) => key === event.routeKey);
      if (route === undefined) throw new Refusal("not-found", "There is nothing at this address.");
      // The role is checked before the body.
      const caller = await authorise(route, claimsOf(event), { readRole, isOperator });
      callers.set(event, caller);
      if (caller !== null && !route.query) assertNoQuery(event);
      if (caller !== null || isForPrograms(route)) {
        assertNoRepeatedQuery(event);
        if (!route.ifMatch) assertNoCondition(event);
      }
      // An unknown path is a 404, even with an invalid body.
      if (route.key === "$default") delete event.body;
      if (isPageForm(route)) assertOwnForm({ path: event.rawPath, headers: event.headers }, { publicUrl });
      assertBodyFits(event, largestBody);
    })
    .before((request) => parseBody(request.event, bodies, readMultipart))
    .onError(async (failed) => {
      const correlationId = correlationIdOf(failed.event, newCorrelationId);
      const unavailable = unavailability(failed.error);
      const refusal = unavailable ?? (failed.error instanceof Refusal ? failed.error : null);
      const about = { correlationId, routeKey: failed.event.routeKey, ...errorFields(failed.error) };
      if (unavailable !== null) log("warn", "request put off", about);
      else if (refusal === null) log("error", "request failed", about);
      const problem = refusal ? problemOf(refusal, correlationId) : internalProblem(correlationId);
      // A known route that is not a page answers with a problem document.
      const isDocument = routes.some(
        ({ key, page }) => key === failed.event.routeKey && key !== "$default" && page === undefined,
      );
      const show = isDocument ? problemAnswer : showProblem;
      const { headers, ...shown } = await show(problem, readerIn(failed.event));
      const all = { ...headers, ...(refusal && headersOf(refusal)) };
      const method = methodOf(failed.event);
      failed.response = toResult(await finished({ ...shown, headers: all }), { method, correlationId });
    })
    .handler(run);
}

const isFor =
  (isMeant: (role: Role) => boolean) =>
  ({ roles }: Route): boolean =>
    roles !== "public" && roles.some(isMeant);

/** Whether a route is a page's form: a public POST that is not a callback. */
const isPageForm = ({ key, roles }: Route): boolean => roles === "public" && /^POST \/(?!v1\/)/.test(key);

/** Whether a route is a callback, whose messages are signed. */
const isForPrograms = ({ key }: Route): boolean => key.includes(" /v1/callbacks/");

/** Refuses unknown parameters: an unknown filter must not return everything. */
function assertNoQuery({ queryStringParameters }: Event): void {
  refuse(
    "The route accepts no query parameters. Nothing was changed.",
    Object.keys(queryStringParameters ?? {}).map((name) => inQuery + pointerStep(name)),
    ["unknown-parameter", "There is no such parameter."],
  );
}

/** Refuses `If-Match` on routes that do not compare it. `*` only asks that the resource exists. */
function assertNoCondition({ headers }: Event): void {
  refuse(
    "The route does not accept If-Match. Nothing was changed.",
    ["*", undefined].includes(headers["if-match"]?.trim()) ? [] : ["/headers/if-match"],
    ["unknown-header", "There is no version here to compare. Leave If-Match out."],
  );
}

/** Refuses repeated parameters: the gateway joins their values with commas, which a value can contain. */
function assertNoRepeatedQuery({ rawQueryString }: Event): void {
  const names = [...new URLSearchParams(rawQueryString).keys()];
  const repeated = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  refuse(
    "A query parameter was sent more than once. Nothing was changed.",
    [...repeated].map((name) => inQuery + pointerStep(name)),
    ["repeated", "Send this parameter once."],
  );
}

/** Refuses a request with the same fault in each of these places. Without a place there is nothing to refuse. */
function refuse(detail: string, pointers: readonly string[], [code, message]: readonly [FaultCode, string]): void {
  const faults = pointers.map((pointer) => ({ pointer, code, message }));
  if (faults.length > 0) throw new Refusal("validation", detail, { faults });
}

function assertBodyFits(event: Event, most: number): void {
  const bytes = Buffer.byteLength(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (bytes > most) throw new Refusal("body-too-large", `Send a body of at most ${most} bytes.`);
}

/** The reader of a request, also of a refused one. */
const readerIn = ({ rawPath, queryStringParameters, headers }: Event): Reader => ({
  path: rawPath,
  query: definedOf(queryStringParameters),
  headers: definedOf(headers),
});

function toRequest(event: Event, caller: Caller | null, correlationId: string): Omit<HttpRequest, "timeLeft"> {
  return {
    routeKey: event.routeKey,
    method: methodOf(event),
    ...readerIn(event),
    parameters: definedOf(event.pathParameters),
    cookies: cookiesOf(event.cookies),
    // A body of `null` is a body. A PATCH needs a body; other requests can do without.
    body: event.body === undefined && !event.routeKey.startsWith("PATCH ") ? {} : event.body,
    caller,
    correlationId,
  };
}

const claimsOf = (event: Event): unknown =>
  (event.requestContext as { authorizer?: { jwt?: { claims?: unknown } } }).authorizer?.jwt?.claims;

const definedOf = (values: Record<string, string | undefined> | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(values ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined));

function toResult(
  { status, body, headers, cookies, ...form }: HttpAnswer,
  { method, correlationId }: Pick<HttpRequest, "method" | "correlationId">,
): Result {
  const isText = typeof body === "string";
  return {
    statusCode: status,
    headers: {
      ...(body !== undefined && !isText && { "content-type": "application/json" }),
      "x-correlation-id": correlationId,
      // A response with an ETag can be cached privately and revalidated.
      "cache-control": headers?.["etag"] === undefined ? "no-store" : "private, no-cache",
      "x-content-type-options": "nosniff",
      "strict-transport-security": "max-age=63072000",
      ...headers,
    },
    ...(cookies !== undefined && { cookies: [...cookies] }),
    // HEAD is answered as GET, without the body.
    ...(body !== undefined && method !== "HEAD" && { body: isText ? body : JSON.stringify(body) }),
    ...form,
  };
}
