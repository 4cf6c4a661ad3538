import { createServer, request, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWTPayload } from "jose";
import { Clock } from "../../../infra/local/clock.ts";
import { openIssuer, type Issuer } from "../../../infra/local/cognito/cognito.ts";
import { Gateway } from "../../../infra/local/gateway/gateway.ts";
import { Template } from "../../../infra/local/template/template.ts";
import { readUserPool } from "../../../infra/local/cognito/user-pool.ts";

const place = {
  region: "eu-central-1",
  account: "000000000000",
  apiUrl: "http://localhost:3000",
  awsUrl: "http://127.0.0.1:3001",
};
type Resources = Readonly<
  Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
>;

const api = (kind: string, Properties: Readonly<Record<string, unknown>>) => ({
  Type: `AWS::ApiGatewayV2::${kind}`,
  Properties: kind === "Api" ? Properties : { ApiId: { Ref: "Api" }, ...Properties },
});
const route = (RouteKey: string, more: object = {}, integration = "Integration") =>
  api("Route", { RouteKey, Target: { "Fn::Join": ["/", ["integrations", { Ref: integration }]] }, ...more });
const guarded = { AuthorizationType: "JWT", AuthorizerId: { Ref: "Authorizer" } };
const integration = { IntegrationType: "AWS_PROXY", IntegrationUri: "arn:function", PayloadFormatVersion: "2.0" };

/** Everything of an HTTP API but its routes. */
const base: Resources = {
  Api: api("Api", { Name: "alone", ProtocolType: "HTTP" }),
  Stage: api("Stage", { AutoDeploy: true, StageName: "$default" }),
  Authorizer: api("Authorizer", {
    AuthorizerType: "JWT",
    IdentitySource: ["$request.header.Authorization"],
    JwtConfiguration: { Audience: ["first", { Ref: "Client" }], Issuer: { "Fn::GetAtt": ["Pool", "ProviderURL"] } },
  }),
  Integration: api("Integration", integration),
  Impatient: api("Integration", { ...integration, TimeoutInMillis: 50 }),
  Pool: { Type: "AWS::Cognito::UserPool", Properties: {} },
  Client: { Type: "AWS::Cognito::UserPoolClient", Properties: {} },
};

/** An API with routes of several kinds and no `$default`. */
export const plainApi: Resources = {
  ...base,
  Stage: api("Stage", {
    AutoDeploy: true,
    StageName: "$default",
    DefaultRouteSettings: { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 100 },
    RouteSettings: { "GET /rare": { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 1 } },
  }),
  GetItem: route("GET /items/{id}"),
  PostItem: route("POST /items/{id}"),
  AnyThing: route("ANY /things"),
  GetThing: route("GET /things"),
  GetFiles: route("GET /files/{path+}"),
  GetRare: route("GET /rare"),
  GetLate: route("GET /late", {}, "Impatient"),
  GetGuarded: route("GET /guarded", guarded),
};

/** The routes by which the guide explains how one is selected, and one that both kinds of variables fit. */
export const exampleApi: Resources = {
  ...base,
  Dog: route("GET /pets/dog/1"),
  SomeDog: route("GET /pets/dog/{id}"),
  Pets: route("GET /pets/{proxy+}"),
  Name: route("GET /{kind}/names"),
  Rest: route("ANY /test/{proxy+}"),
  Default: route("$default"),
};

/** `resources` with properties of one of them changed; a new one is added. */
export const changed = (
  resources: Resources,
  id: string,
  properties: Readonly<Record<string, unknown>>,
): Resources => ({
  ...resources,
  [id]: { Type: "", ...resources[id], Properties: { ...resources[id]?.Properties, ...properties } },
});

const templateOf = (resources: Resources): Template =>
  new Template(
    { stacks: [{ stackName: "alone", resources, parameters: {}, outputs: {} }], assetFolder: () => "" },
    place,
  );

/** What the one function behind the gateway does. */
type Outcome = Awaited<ReturnType<ConstructorParameters<typeof Gateway>[1][number]["invoke"]>>;
/** Gets the gateway's event. */
export type Behaviour = (event: object) => Promise<Outcome>;

/** How a token differs from one that opens everything. */
export interface TokenSpec {
  readonly claims?: JWTPayload;
  readonly kid?: string | undefined;
  /** Signed with a key that is not the issuer's, or with a shared secret. */
  readonly key?: "other" | "secret";
}

/** A gateway without a stack around it. */
export interface GatewayAlone {
  readonly clock: Clock;
  readonly gateway: Gateway;
  readonly behave: (behaviour: Behaviour) => void;
  readonly token: (spec?: TokenSpec) => Promise<string>;
  readonly port: number;
  readonly close: () => void;
}

const signer = async (issuer: Issuer, clientId: string, clock: Clock): Promise<GatewayAlone["token"]> => {
  const own = (await importJWK(await issuer.keep(), "RS256")) as CryptoKey;
  const { privateKey: other } = await generateKeyPair("RS256");
  const keys = { own, other, secret: new TextEncoder().encode("a secret of more than thirty-two bytes") };
  return async ({ claims, key, ...header } = {}) => {
    const now = Math.floor(clock.now() / 1000);
    const good = { iss: issuer.url, client_id: clientId, scope: "openid read", sub: "user", iat: now, exp: now + 3600 };
    const kid = "kid" in header ? header.kid : issuer.jwks().keys[0]?.kid;
    return new SignJWT({ ...good, ...claims })
      .setProtectedHeader({ alg: key === "secret" ? "HS256" : "RS256", ...(kid !== undefined && { kid }) })
      .sign(keys[key ?? "own"]);
  };
};

/** Opens a gateway for these resources on a free port. Throws what the gateway says of a template that it does not take. */
export const openGateway = async (resources: Resources): Promise<GatewayAlone> => {
  const clock = new Clock(async () => undefined);
  const template = templateOf(resources);
  const pool = readUserPool(template, []);
  if (pool === undefined) throw new Error("The resources have no user pool.");
  const issuer = await openIssuer(pool, clock);
  let behaviour: Behaviour = async () => ({ ok: true, payload: null });
  const lambda = { arn: "arn:function", invoke: async (event: unknown) => behaviour(event as object) };
  const gateway = new Gateway(template, [lambda], issuer, clock, place);
  const server: Server = createServer((message, response) => void gateway.handle(message, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    clock,
    gateway,
    behave: (next) => (behaviour = next),
    token: await signer(issuer, pool.clientId, clock),
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** A request with its path and headers exactly as they are written here. */
export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Buffer;
}
/** Sends it; resolves with what came back. */
export const send = (
  port: number,
  { method = "GET", path, headers = [], body = "" }: RawRequest,
): Promise<{ readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }> =>
  new Promise((resolve, reject) => {
    const sent = [["host", "api.example:8080"], ["content-length", String(Buffer.byteLength(body))], ...headers];
    request({ port, method, path, headers: sent.flat(), agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    })
      .on("error", reject)
      .end(body);
  });
