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
import { parseBody, type BodyKind } from "./bodies.ts";
import { correlationIdOf } from "./correlation.ts";
import { authorise, type CallerReads } from "./caller.ts";
import { cookiesOf } from "../pages/cookies.ts";
import { assertOwnForm } from "../pages/own-form.ts";
import type { Reader } from "../pages/reader.ts";
import { inQuery, pointerStep } from "./pointer.ts";
import { internalProblem, problemAnswer, problemOf, refusalHeaders, type Problem } from "./problems.ts";
import type { Caller, HttpAnswer, HttpRequest, RouteHandler, RouteHandlers } from "./request.ts";

type Event = APIGatewayProxyEventV2;
type Result = APIGatewayProxyStructuredResultV2;

/** What a boundary is made of. */
export interface BoundaryOptions<Routes extends readonly Route[]> extends CallerReads {
  /** The function's routes, by its manifest. */
  readonly routes: Routes;
  readonly handlers: RouteHandlers<Routes>;
  readonly newCorrelationId: (event: Event) => string;
  /** What posts to this function carry: JSON where nothing is said; `text` is what was sent, unread. */
  readonly bodies?: BodyKind;
  /** Bytes that a body may have, where a route takes many things at once. */
  readonly largestBody?: number;
  /** Origin of links and pages, for functions that take forms. */
  readonly publicUrl?: string;
  /** What is put into pages as they leave. */
  readonly finishPage?: (page: string) => Promise<string>;
  /** What a refusal says in headers; when to come again and which methods there are, where nothing is said. */
  readonly headersOf?: (refusal: Refusal) => Record<string, string>;
  /** How a refusal looks to who reads a page, or what is not there; a problem document where nothing is said. */
  readonly showProblem?: (problem: Problem, reader: Reader) => HttpAnswer | Promise<HttpAnswer>;
}

const bodyLimit = 64 * 1024;

/** The gateway has one route for whatever reads at a path, and for every method that has no row (`gatewayKeyOf`). */
function readAsRow(event: Event, routes: readonly Route[]): void {
  if (!event.routeKey.startsWith("ANY ")) return;
  event.routeKey = event.routeKey.replace("ANY", "GET");
  if (["GET", "HEAD"].includes(methodOf(event))) return;
  const path = event.routeKey.replace("GET", "");
  const here = routes.filter(({ key }) => key.endsWith(path));
  throw methodNotAllowed(here.flatMap(({ key, elsewhere = [] }) => [key.slice(0, -path.length), ...elsewhere]));
}

/** Runs a route again, once, where it met a generation of the master key that was added since the key was read. */
const withNewestKey = <Answer>(run: () => Promise<Answer>): Promise<Answer> =>
  run().catch((error: unknown) => {
    if (error instanceof UnknownGeneration) return run();
    throw error;
  });

/** The refusal of a method at a path that has others. */
export function methodNotAllowed(methods: readonly string[]): Refusal {
  const all = [...methods, ...(methods.includes("GET") ? ["HEAD"] : [])].toSorted();
  return new Refusal("method-not-allowed", `This address takes only ${all.join(" or ")}.`, { methods: all });
}

const methodOf = ({ requestContext }: Event): string => requestContext.http.method;

/**
 * The one way in for HTTP: the body is read, the caller's role is checked, the route runs, and whatever is thrown
 * becomes an answer here and nowhere else. A fault of ours is a bare 500, a service that is throttled a 503 to come again
 * on, each with one log line with the correlation id.
 */
export function httpBoundary<const Routes extends readonly Route[]>({
  routes,
  handlers,
  newCorrelationId,
  bodies = "json",
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
      // Who may not do it is told so whatever the body is.
      const caller = await authorise(route, claimsOf(event), { readRole, isOperator });
      callers.set(event, caller);
      if (caller !== null && !route.query) assertNoQuery(event);
      if (caller !== null || isForPrograms(route)) {
        assertNoRepeatedQuery(event);
        if (!route.ifMatch) assertNoCondition(event);
      }
      // Nothing is there whatever was sent to it.
      if (route.key === "$default") delete event.body;
      if (isPageForm(route)) assertOwnForm({ path: event.rawPath, headers: event.headers }, { publicUrl });
      assertBodyFits(event, largestBody);
    })
    .before((request) => parseBody(request.event, bodies))
    .onError(async (failed) => {
      const correlationId = correlationIdOf(failed.event, newCorrelationId);
      const unavailable = unavailability(failed.error);
      const refusal = unavailable ?? (failed.error instanceof Refusal ? failed.error : null);
      const about = { correlationId, routeKey: failed.event.routeKey, ...errorFields(failed.error) };
      if (unavailable !== null) log("warn", "request put off", about);
      else if (refusal === null) log("error", "request failed", about);
      const problem = refusal ? problemOf(refusal, correlationId) : internalProblem(correlationId);
      // Programs read documents wherever there is something, and it is no page.
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

/** Forms of pages: what anybody may post but the callbacks, which programs sign. */
const isPageForm = ({ key, roles }: Route): boolean => roles === "public" && /^POST \/(?!v1\/)/.test(key);

/** What programs call that sign their messages, and have no token. */
const isForPrograms = ({ key }: Route): boolean => key.includes(" /v1/callbacks/");

/** A parameter that nobody reads is a fault of who sent it: an unknown filter must not answer with everything. */
function assertNoQuery({ queryStringParameters }: Event): void {
  refuse(
    "The route takes no query parameters. Nothing was changed.",
    Object.keys(queryStringParameters ?? {}).map((name) => inQuery + pointerStep(name)),
    ["unknown-parameter", "There is no such parameter."],
  );
}

/** A condition that nobody compares must not look as if it had held. `*` asks for no more than that something is there. */
function assertNoCondition({ headers }: Event): void {
  refuse(
    "The route takes no If-Match. Nothing was changed.",
    ["*", undefined].includes(headers["if-match"]?.trim()) ? [] : ["/headers/if-match"],
    ["unknown-header", "There is no version here to compare. Leave If-Match out."],
  );
}

/** The gateway joins what was sent twice with a comma, and a comma may be part of a value. */
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
  if (bytes > most) throw new Refusal("body-too-large", `A body has at most ${most} bytes.`);
}

/** Known of every request, whatever it is refused for. */
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
    // A body of `null` is one, and not nothing. What is done to a thing may need no words; a change of it needs some.
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
      // What has an ETag may be kept by who asked, to be asked for again under it.
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
