import { describe, expect, test } from "vitest";
import { routes } from "../../infra/manifests.ts";
import { gatewayKeyOf, type Route as NamedRoute } from "../../shared/manifest.ts";
import { literal, reference, references, synthesized, type Value } from "./synthesized.ts";

interface Route {
  readonly RouteKey: string;
  readonly Target: Value;
  readonly AuthorizationType?: string;
  readonly AuthorizerId?: Value;
}

interface Throttling {
  readonly ThrottlingRateLimit: number;
  readonly ThrottlingBurstLimit: number;
}

const stack = synthesized();
const keys = [...new Set(routes.map(gatewayKeyOf))];
const made = stack.of<Route>("AWS::ApiGatewayV2::Route").map(({ properties }) => properties);
const authorizer = stack.of<{ JwtConfiguration: { Issuer: Value; Audience: Value[] }; IdentitySource: string[] }>(
  "AWS::ApiGatewayV2::Authorizer",
);
const stages = stack.of<{
  StageName: string;
  AutoDeploy: boolean;
  DefaultRouteSettings: Throttling;
  RouteSettings: Record<string, Throttling>;
  AccessLogSettings: { DestinationArn: Value; Format: string };
}>("AWS::ApiGatewayV2::Stage");

describe("every route", () => {
  test("is one of the manifests, and every one of these is made", () => {
    expect(made.map(({ RouteKey }) => RouteKey).toSorted()).toEqual(keys.toSorted());
  });

  test("that reads takes all methods without a route of their own, so that HEAD reads too", () => {
    const reads = routes.filter(({ key }) => key.startsWith("GET ")).map(({ key }) => key.replace("GET ", ""));
    const open = made.filter(({ RouteKey }) => RouteKey.startsWith("ANY ")).map(({ RouteKey }) => RouteKey);
    expect(open.toSorted()).toEqual(reads.map((path) => `ANY ${path}`).toSorted());
    expect(keys.filter((key) => /^(GET|HEAD) /.test(key))).toEqual([]);
  });

  test("with roles has the authorizer, and no public one has it", () => {
    const guarded = made.filter(({ AuthorizationType }) => AuthorizationType === "JWT");
    const withRoles = routes.filter(({ roles }) => roles !== "public");
    expect(withRoles).not.toEqual([]);
    expect(withRoles.length).toBeLessThan(routes.length);
    expect(guarded.map(({ RouteKey }) => RouteKey).toSorted()).toEqual(withRoles.map(gatewayKeyOf).toSorted());
    for (const { AuthorizerId } of guarded) expect(reference(AuthorizerId)).toBe(authorizer[0]?.id);
  });
});

test("a route for every method lists the methods that other functions serve at its path", () => {
  for (const { key, function: server, elsewhere = [] } of routes.filter((route) => route.key.startsWith("GET "))) {
    const path = key.replace("GET ", "");
    const others = routes.filter((route) => route.function !== server && route.key.endsWith(` ${path}`));
    expect(elsewhere, key).toEqual(others.map((route) => route.key.split(" ")[0]));
  }
  expect(routes.filter(({ elsewhere }) => elsewhere)).not.toEqual([]);
});

test("routes are created ten at a time, because API Gateway limits parallel changes", () => {
  const all = stack.of<Route>("AWS::ApiGatewayV2::Route");
  const ranks = new Map<string, number>();
  for (const { id, dependsOn } of all) {
    const before = dependsOn.filter((other) => all.some((route) => route.id === other));
    ranks.set(id, 1 + Math.max(-1, ...before.map((other) => ranks.get(other) ?? Number.NaN)));
  }
  const sizes = Object.values(Object.groupBy(ranks.values(), String)).map((rank) => rank?.length ?? 0);
  expect(sizes).toHaveLength(Math.ceil(all.length / 10));
  expect(Math.max(...sizes)).toBe(10);
});

describe("the gateway", () => {
  test("believes tokens of this stage's pool for this stage's client, and no others", () => {
    expect(authorizer).toHaveLength(1);
    const { Issuer, Audience } = authorizer[0]!.properties.JwtConfiguration;
    expect(Issuer).toEqual({ "Fn::GetAtt": [stack.of("AWS::Cognito::UserPool")[0]?.id, "ProviderURL"] });
    expect(Audience.map(reference)).toEqual(stack.of("AWS::Cognito::UserPoolClient").map(({ id }) => id));
    expect(authorizer[0]?.properties.IdentitySource).toEqual(["$request.header.Authorization"]);
  });

  test("may invoke each serving function for any route, the $default of one part included", () => {
    const permissions = stack
      .of<{ Principal: string; FunctionName: Value; SourceArn: Value; Action: string }>("AWS::Lambda::Permission")
      .filter(({ properties }) => properties.Principal === "apigateway.amazonaws.com");
    const serving = [...new Set(routes.map((route) => route.function))].map((name) => stack.functionId(name));
    expect(permissions.map(({ properties }) => reference(properties.FunctionName)).toSorted()).toEqual(
      serving.toSorted(),
    );
    const api = stack.of("AWS::ApiGatewayV2::Api")[0]!.id;
    for (const { properties } of permissions) {
      expect(properties.Action).toBe("lambda:InvokeFunction");
      expect(literal(properties.SourceArn)).toMatch(/:…\/\*\/\*$/);
      expect(references(properties.SourceArn)).toContain(api);
    }
  });
});

describe("throttling", () => {
  const { properties, dependsOn } = stages[0]!;
  const { RouteSettings, DefaultRouteSettings } = properties;
  const limitsOf = (covers: (route: NamedRoute) => boolean) =>
    routes.filter(covers).map((route) => RouteSettings[gatewayKeyOf(route)]?.ThrottlingRateLimit ?? 0);

  test("gives every route limits of its own, so that requests to one use up nothing of another", () => {
    expect(Object.keys(RouteSettings).toSorted()).toEqual(keys.toSorted());
    for (const limits of [DefaultRouteSettings, ...Object.values(RouteSettings)]) {
      expect(limits.ThrottlingRateLimit).toBeGreaterThan(0);
      expect(limits.ThrottlingRateLimit).toBeLessThanOrEqual(200);
      expect(limits.ThrottlingBurstLimit).toBeGreaterThanOrEqual(limits.ThrottlingRateLimit);
      expect(limits.ThrottlingBurstLimit).toBeLessThanOrEqual(400);
    }
  });

  test("gives unknown routes and sign-in requests lower limits than routes with a token", () => {
    const [least] = limitsOf(({ roles }) => roles !== "public").toSorted((one, other) => one - other);
    const [unknown, signIn] = ["$default", "POST /portal/sign-in"].map(
      (key) => limitsOf((route) => route.key === key)[0],
    );
    expect(unknown).toBe(DefaultRouteSettings.ThrottlingRateLimit);
    expect(Math.max(unknown ?? Infinity, signIn ?? Infinity) * 10).toBeLessThanOrEqual(least ?? 0);
  });

  test("is set only once the routes are there, for a stage refuses settings of an unknown route", () => {
    const all = stack.of<Route>("AWS::ApiGatewayV2::Route").map((route) => route.id);
    expect(all.filter((route) => !dependsOn.includes(route))).toEqual([]);
  });
});

describe("the access log", () => {
  const { Format, DestinationArn } = stages[0]!.properties.AccessLogSettings;
  const fields = JSON.parse(Format) as Record<string, string>;

  test("has no path, query, header or claim, for these hold links and people", () => {
    expect(Object.values(fields).toSorted()).toEqual([
      "$context.authorizer.error",
      "$context.identity.sourceIp",
      "$context.integrationErrorMessage",
      "$context.integrationStatus",
      "$context.requestId",
      "$context.requestTimeEpoch",
      "$context.responseLatency",
      "$context.responseLength",
      "$context.routeKey",
      "$context.status",
    ]);
  });

  test("is deleted after a month", () => {
    const [, name] = /:log-group:([^:]+):\*$/.exec(literal(DestinationArn)) ?? [];
    expect(stack.logGroup(name ?? "").properties.RetentionInDays).toBe(30);
  });
});
