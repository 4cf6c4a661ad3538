import * as z from "zod";
import { parseRouteKey } from "./routes.ts";
import type { LambdaFunction } from "../lambda/lambda.ts";
import { inert, type Template } from "../template/template.ts";

/** Without `CorsConfiguration`: pages and API share one origin, and an API that needs it is refused by that name. */
const apiSchema = z.strictObject({
  ...inert("Description", "Name", "Tags"),
  DisableExecuteApiEndpoint: z.boolean().optional(),
  ProtocolType: z.literal("HTTP"),
});
const throttleSchema = z.strictObject({
  ...inert("DetailedMetricsEnabled"),
  ThrottlingBurstLimit: z.number().optional(),
  ThrottlingRateLimit: z.number().optional(),
});
const stageSchema = z.strictObject({
  ...inert("Tags"),
  AccessLogSettings: z.strictObject({ DestinationArn: z.string(), Format: z.string() }).optional(),
  ApiId: z.string(),
  AutoDeploy: z.literal(true),
  DefaultRouteSettings: throttleSchema.optional(),
  RouteSettings: z.record(z.string(), throttleSchema).default({}),
  StageName: z.literal("$default"),
});
const authorizerSchema = z.strictObject({
  ...inert("Name"),
  ApiId: z.string(),
  AuthorizerType: z.literal("JWT"),
  IdentitySource: z.tuple([z.literal("$request.header.Authorization")]),
  JwtConfiguration: z.strictObject({ Audience: z.array(z.string()), Issuer: z.string() }),
});
const integrationSchema = z.strictObject({
  ...inert("Description", "IntegrationMethod"),
  ApiId: z.string(),
  IntegrationType: z.literal("AWS_PROXY"),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal("2.0"),
  /** At most 30 seconds; source: "Quotas for configuring and running an HTTP API in API Gateway". */
  TimeoutInMillis: z.number().min(50).max(30_000).default(30_000),
});
const routeSchema = z.strictObject({
  ...inert("OperationName"),
  ApiId: z.string(),
  AuthorizationType: z.enum(["NONE", "JWT"]).default("NONE"),
  AuthorizerId: z.string().optional(),
  RouteKey: z.string(),
  Target: z.string(),
});

/** A function as the gateway needs it. */
export type RoutedFunction = Pick<LambdaFunction, "arn" | "invoke">;

/** A route of the template, and what stands behind it; its time-out in milliseconds. */
export type Route = ReturnType<typeof readRoutes>[number];

/** What the template says of its HTTP API. */
export type GatewaySettings = ReturnType<typeof readGateway>;

/** How many requests are let through: `burst` at once, `rate` a second. */
const throttleOf = (settings: z.infer<typeof throttleSchema> = {}) => ({
  burst: settings.ThrottlingBurstLimit,
  rate: settings.ThrottlingRateLimit,
});

const readRoutes = (template: Template, functions: readonly RoutedFunction[]) => {
  const authorizers = template.all("AWS::ApiGatewayV2::Authorizer", authorizerSchema);
  const integrations = template.all("AWS::ApiGatewayV2::Integration", integrationSchema);
  return template.all("AWS::ApiGatewayV2::Route", routeSchema).map(({ logicalId, properties }) => {
    const integration = integrations.find(({ ref }) => properties.Target === `integrations/${ref}`)?.properties;
    const lambda = functions.find(({ arn }) => arn === integration?.IntegrationUri);
    if (integration === undefined || lambda === undefined) throw new Error(`${logicalId} leads to no function.`);
    const authorizer = authorizers.find(({ ref }) => ref === properties.AuthorizerId)?.properties.JwtConfiguration;
    if (properties.AuthorizationType === "JWT" && authorizer === undefined)
      throw new Error(`${logicalId} names no authorizer.`);
    return { ...parseRouteKey(properties.RouteKey), lambda, timeout: integration.TimeoutInMillis, authorizer };
  });
};

/** Reads the HTTP API. Throws when a route names an integration, function or authorizer that is not there, and on throttling for a route that is not. */
export const readGateway = (template: Template, functions: readonly RoutedFunction[]) => {
  const [api] = template.all("AWS::ApiGatewayV2::Api", apiSchema);
  const [stage] = template.all("AWS::ApiGatewayV2::Stage", stageSchema);
  const routes = readRoutes(template, functions);
  const accessLog = stage?.properties.AccessLogSettings;
  const own = Object.entries(stage?.properties.RouteSettings ?? {});
  const [stray] = own.find(([key]) => !routes.some((route) => route.key === key)) ?? [];
  if (stray !== undefined) throw new Error(`The stage has settings for ${stray}, which is no route.`);
  return {
    apiId: api?.ref ?? "",
    /** The log group by its name in the destination's ARN, and the format of a line. */
    accessLog: accessLog && {
      logGroup: /:log-group:([^:]+)/.exec(accessLog.DestinationArn)?.[1] ?? "",
      format: accessLog.Format,
    },
    routes,
    /** For the routes that have none of their own. */
    throttle: throttleOf(stage?.properties.DefaultRouteSettings),
    ownThrottles: new Map(own.map(([key, settings]) => [key, throttleOf(settings)])),
  };
};
