import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import type { Clock } from "./clock.ts";
import type { Issuer } from "./cognito.ts";
import { gatewayEvent, sendAnswer, sendMessage, type GatewayRequest } from "./gateway-event.ts";
import { findRoute, parseRouteKey, type RoutePattern } from "./gateway-routes.ts";
import type { Place } from "./identities.ts";
import type { LambdaFunction } from "./lambda.ts";
import { inert, type Template } from "./template.ts";

const apiSchema = z.strictObject({
  Description: inert,
  DisableExecuteApiEndpoint: z.literal(false).optional(),
  Name: inert,
  ProtocolType: z.literal("HTTP"),
  Tags: inert,
});
const throttleSchema = z.looseObject({
  ThrottlingBurstLimit: z.number().optional(),
  ThrottlingRateLimit: z.number().optional(),
});
const stageSchema = z.strictObject({
  AccessLogSettings: inert,
  ApiId: z.string(),
  AutoDeploy: z.literal(true),
  DefaultRouteSettings: throttleSchema.optional(),
  RouteSettings: z.record(z.string(), throttleSchema).default({}),
  StageName: z.literal("$default"),
  Tags: inert,
});
const authorizerSchema = z.strictObject({
  ApiId: z.string(),
  AuthorizerType: z.literal("JWT"),
  IdentitySource: z.tuple([z.literal("$request.header.Authorization")]),
  JwtConfiguration: z.strictObject({ Audience: z.array(z.string()), Issuer: z.string() }),
  Name: inert,
});
const integrationSchema = z.strictObject({
  ApiId: z.string(),
  Description: inert,
  IntegrationMethod: inert,
  IntegrationType: z.literal("AWS_PROXY"),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal("2.0"),
  TimeoutInMillis: z.number().default(30_000),
});
const routeSchema = z.strictObject({
  ApiId: z.string(),
  AuthorizationType: z.enum(["NONE", "JWT"]).default("NONE"),
  AuthorizerId: z.string().optional(),
  OperationName: inert,
  RouteKey: z.string(),
  Target: z.string(),
});

type Authorizer = z.infer<typeof authorizerSchema>["JwtConfiguration"];
interface Route extends RoutePattern {
  readonly lambda: LambdaFunction;
  readonly timeout: number;
  readonly authorizer: Authorizer | undefined;
}
interface Bucket {
  tokens: number;
  filledAt: number;
}

const maximumBodyBytes = 10 * 1024 * 1024;

/** The body, or `undefined` once it exceeds what the gateway takes. */
const readBody = async (message: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maximumBodyBytes) chunks.push(chunk);
  }
  return size <= maximumBodyBytes ? Buffer.concat(chunks) : undefined;
};

/** The HTTP API of the template: routes, authorizer, throttling and the answers that the gateway gives by itself. */
export class Gateway {
  readonly #routes: readonly Route[];
  readonly #throttles: z.infer<typeof stageSchema> | undefined;
  readonly #apiId: string;
  readonly #buckets = new Map<string, Bucket>();
  readonly #clock: Clock;
  readonly #place: Place;
  readonly #issuer: Issuer | undefined;

  /** Throws when a route names an integration, function or authorizer that is not there. */
  constructor(
    template: Template,
    functions: readonly LambdaFunction[],
    issuer: Issuer | undefined,
    clock: Clock,
    place: Place,
  ) {
    this.#clock = clock;
    this.#place = place;
    this.#issuer = issuer;
    this.#apiId = template.all("AWS::ApiGatewayV2::Api", apiSchema)[0]?.ref ?? "";
    this.#throttles = template.all("AWS::ApiGatewayV2::Stage", stageSchema)[0]?.properties;
    const authorizers = template.all("AWS::ApiGatewayV2::Authorizer", authorizerSchema);
    const integrations = template.all("AWS::ApiGatewayV2::Integration", integrationSchema);
    this.#routes = template.all("AWS::ApiGatewayV2::Route", routeSchema).map(({ logicalId, properties }) => {
      const integration = integrations.find(({ ref }) => properties.Target === `integrations/${ref}`)?.properties;
      const lambda = functions.find(({ arn }) => arn === integration?.IntegrationUri);
      if (integration === undefined || lambda === undefined) throw new Error(`${logicalId} leads to no function.`);
      const authorizer = authorizers.find(({ ref }) => ref === properties.AuthorizerId)?.properties.JwtConfiguration;
      if (properties.AuthorizationType === "JWT" && authorizer === undefined)
        throw new Error(`${logicalId} names no authorizer.`);
      return { ...parseRouteKey(properties.RouteKey), lambda, timeout: integration.TimeoutInMillis, authorizer };
    });
  }

  /** Answers one request. */
  async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    response.setHeader("apigw-requestid", requestId);
    const body = await readBody(message);
    if (body === undefined) return sendMessage(response, 413, "Request Entity Too Large");
    const [path = "/", query = ""] = (message.url ?? "/").split(/\?(.*)/s, 2);
    try {
      await this.#dispatch({ message, path, query, body }, response, requestId);
    } catch (error) {
      // A malformed escape in the path is the caller's fault; whatever else goes wrong here is not.
      if (error instanceof URIError) sendMessage(response, 400, "Bad Request");
      else sendMessage(response, 500, "Internal Server Error");
    }
  }

  /** Forgets how many requests came; for a reset. */
  reset(): void {
    this.#buckets.clear();
  }

  async #dispatch(request: GatewayRequest, response: ServerResponse, requestId: string): Promise<void> {
    const found = findRoute(this.#routes, request.message.method ?? "", request.path);
    if (found === undefined) return sendMessage(response, 404, "Not Found");
    const { route, pathParameters } = found;
    if (!this.#admits(route.key)) return sendMessage(response, 429, "Too Many Requests");
    const claims = route.authorizer && (await this.#claims(route.authorizer, request.message.headers.authorization));
    if (route.authorizer !== undefined && claims === undefined) {
      response.setHeader("www-authenticate", "Bearer");
      return sendMessage(response, 401, "Unauthorized");
    }
    const facts = {
      pathParameters,
      claims,
      requestId,
      apiId: this.#apiId,
      account: this.#place.account,
      now: this.#clock.now(),
    };
    const event = gatewayEvent(request, { ...facts, routeKey: route.key, stage: "$default" });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), route.timeout)));
    const outcome = await Promise.race([route.lambda.invoke(event), late]);
    clearTimeout(timer);
    if (outcome === undefined) return sendMessage(response, 503, "Service Unavailable");
    if (!outcome.ok) return sendMessage(response, 500, "Internal Server Error");
    sendAnswer(response, outcome.payload);
  }

  /** The claims of a good token; the audience may stand in `aud` or, as Cognito's access tokens have it, in `client_id`. */
  async #claims(
    { Audience, Issuer }: Authorizer,
    header: string | undefined,
  ): Promise<Record<string, unknown> | undefined> {
    if (header === undefined || this.#issuer?.url !== Issuer) return undefined;
    try {
      const claims = await this.#issuer.verify(header.replace(/^Bearer\s+/i, ""));
      const audiences = [claims.aud ?? claims.client_id].flat();
      return audiences.some((audience) => Audience.includes(String(audience))) ? claims : undefined;
    } catch {
      return undefined;
    }
  }

  /** A token bucket per route that has settings of its own, and one for all others. */
  #admits(routeKey: string): boolean {
    const own = this.#throttles?.RouteSettings[routeKey];
    const { ThrottlingBurstLimit: burst, ThrottlingRateLimit: rate } =
      own ?? this.#throttles?.DefaultRouteSettings ?? {};
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
