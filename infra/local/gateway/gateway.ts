import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Clock } from "../clock.ts";
import { fitsLambda, sendAnswer, sendMessage } from "./answer.ts";
import { authorize, type TokenIssuer } from "./authorizer.ts";
import { gatewayEvent, type GatewayRequest } from "./event.ts";
import { findRoute } from "./routes.ts";
import { readGateway, type GatewaySettings, type Route, type RoutedFunction } from "./settings.ts";
import type { Place } from "../identities.ts";
import type { Template } from "../template/template.ts";

/** Source: "Quotas for configuring and running an HTTP API in API Gateway", payload size. */
const maximumBodyBytes = 10 * 1024 * 1024;
/** Same source: total combined size of request line and header values. */
const maximumHeaderBytes = 10_240;

const headerBytes = ({ method, url, httpVersion, rawHeaders }: IncomingMessage): number =>
  [`${method} ${url} HTTP/${httpVersion}`, ...rawHeaders.filter((_, index) => index % 2 === 1)].reduce(
    (size, text) => size + Buffer.byteLength(text, "latin1"),
    0,
  );

/** The HTTP API of the template: routes, authorizer, throttling and the answers that the gateway gives by itself. */
export class Gateway {
  readonly #settings: GatewaySettings;
  readonly #buckets = new Map<string, { readonly tokens: number; readonly filledAt: number }>();
  readonly #clock: Clock;
  readonly #place: Place;
  readonly #issuer: TokenIssuer | undefined;
  readonly #record: (logGroup: string, line: string) => void;

  /** `record` gets each line of the access log. Throws when a route names an integration, function or authorizer that is not there. */
  constructor(
    template: Template,
    functions: readonly RoutedFunction[],
    issuer: TokenIssuer | undefined,
    clock: Clock,
    place: Place,
    record: (logGroup: string, line: string) => void = () => undefined,
  ) {
    this.#settings = readGateway(template, functions);
    this.#clock = clock;
    this.#place = place;
    this.#issuer = issuer;
    this.#record = record;
  }

  /** Answers one request. */
  async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    response.setHeader("apigw-requestid", requestId);
    const body = await buffer(message);
    // AWS documents the limit and not the answer; this is RFC 6585's.
    if (headerBytes(message) > maximumHeaderBytes) return sendMessage(response, 431, "Request Header Fields Too Large");
    if (body.length > maximumBodyBytes) return sendMessage(response, 413, "Request Entity Too Large");
    const [path = "/", query = ""] = (message.url ?? "/").split(/\?(.*)/s, 2);
    try {
      await this.#dispatch({ message, path, query, body }, response, requestId);
    } catch (error) {
      // A malformed escape in the path is the caller's fault; any other failure here is not.
      if (error instanceof URIError) sendMessage(response, 400, "Bad Request");
      else sendMessage(response, 500, "Internal Server Error");
    }
    this.#log(message, path, requestId, response.statusCode);
  }

  #log(message: IncomingMessage, path: string, requestId: string, status: number): void {
    const { accessLog, routes } = this.#settings;
    if (accessLog === undefined) return;
    const values: Readonly<Record<string, string | number | undefined>> = {
      requestId,
      status,
      requestTimeEpoch: Math.floor(this.#clock.now()),
      routeKey: status === 400 ? undefined : findRoute(routes, message.method ?? "", path)?.route.key,
      "identity.sourceIp": message.socket.remoteAddress,
    };
    // A variable without a value is a dash; source: "Customize HTTP API access logs" of the API Gateway guide.
    const line = accessLog.format.replaceAll(/\$context\.([\w.]+)/g, (_, name: string) => String(values[name] ?? "-"));
    this.#record(accessLog.logGroup, line);
  }

  /** Forgets how many requests came; for a reset. */
  reset(): void {
    this.#buckets.clear();
  }

  async #dispatch(request: GatewayRequest, response: ServerResponse, requestId: string): Promise<void> {
    const found = findRoute(this.#settings.routes, request.message.method ?? "", request.path);
    if (found === undefined) return sendMessage(response, 404, "Not Found");
    const { route, pathParameters } = found;
    if (!this.#admits(route.key)) return sendMessage(response, 429, "Too Many Requests");
    const { authorization: token } = request.message.headers;
    const asked = route.authorizer && (await authorize(route.authorizer, token, this.#issuer));
    if (asked !== undefined && "challenge" in asked) {
      response.setHeader("www-authenticate", asked.challenge);
      return sendMessage(response, 401, "Unauthorized");
    }
    const event = gatewayEvent(request, {
      routeKey: route.key,
      pathParameters,
      authorization: asked,
      requestId,
      apiId: this.#settings.apiId,
      account: this.#place.account,
      now: this.#clock.now(),
    });
    await this.#integrate(route, event, response);
  }

  async #integrate(route: Route, event: object, response: ServerResponse): Promise<void> {
    // Through JSON as in AWS, so that the function finds no member that has no value.
    const payload = JSON.parse(JSON.stringify(event)) as object;
    if (!fitsLambda(payload)) return sendMessage(response, 500, "Internal Server Error");
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), route.timeout)));
    const outcome = await Promise.race([route.lambda.invoke(payload), late]);
    clearTimeout(timer);
    if (outcome === undefined) return sendMessage(response, 503, "Service Unavailable");
    if (!outcome.ok || !fitsLambda(outcome.payload)) return sendMessage(response, 500, "Internal Server Error");
    sendAnswer(response, outcome.payload);
  }

  /** A token bucket per route that has settings of its own, and one for all others. */
  #admits(routeKey: string): boolean {
    const own = this.#settings.ownThrottles.get(routeKey);
    const { burst, rate } = own ?? this.#settings.throttle;
    if (burst === undefined || rate === undefined) return true;
    const now = this.#clock.now();
    const bucketKey = own === undefined ? "" : routeKey;
    const bucket = this.#buckets.get(bucketKey) ?? { tokens: burst, filledAt: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.filledAt) / 1000) * rate);
    const admitted = tokens >= 1;
    this.#buckets.set(bucketKey, { tokens: admitted ? tokens - 1 : tokens, filledAt: now });
    return admitted;
  }
}
