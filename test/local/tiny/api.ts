import { arn, resource } from "./resource.ts";

const integration = (lambda: string, more: object = {}) =>
  resource("AWS::ApiGatewayV2::Integration", {
    ApiId: { Ref: "Api" },
    IntegrationType: "AWS_PROXY",
    IntegrationUri: arn(lambda),
    PayloadFormatVersion: "2.0",
    ...more,
  });

const routeOf = (RouteKey: string, Integration = "EchoIntegration", more: object = {}) =>
  resource("AWS::ApiGatewayV2::Route", {
    ApiId: { Ref: "Api" },
    RouteKey,
    Target: { "Fn::Join": ["", ["integrations/", { Ref: Integration }]] },
    ...more,
  });
const guarded = { AuthorizationType: "JWT", AuthorizerId: { Ref: "Authorizer" } };

/** Lets the gateway invoke a function for every route. */
const permission = (FunctionName: string) =>
  resource("AWS::Lambda::Permission", {
    Action: "lambda:InvokeFunction",
    FunctionName: arn(FunctionName),
    Principal: "apigateway.amazonaws.com",
    SourceArn: { "Fn::Sub": "arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*" },
  });

/** The tiny stack's user pool and HTTP API. */
export const tinyApi = {
  Pool: resource("AWS::Cognito::UserPool", {
    Schema: [{ Name: "role" }, { Name: "partner_id" }],
    LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: arn("Shape"), LambdaVersion: "V2_0" } },
  }),
  Client: resource("AWS::Cognito::UserPoolClient", {
    UserPoolId: { Ref: "Pool" },
    AllowedOAuthFlows: ["code"],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthScopes: ["openid", "email"],
    CallbackURLs: ["http://localhost/callback"],
    LogoutURLs: ["http://localhost/bye"],
    ReadAttributes: ["email", "custom:role"],
    RefreshTokenValidity: 1,
  }),
  Domain: resource("AWS::Cognito::UserPoolDomain", {
    UserPoolId: { Ref: "Pool" },
    Domain: "tiny",
    ManagedLoginVersion: 2,
  }),
  Branding: resource("AWS::Cognito::ManagedLoginBranding", {
    UserPoolId: { Ref: "Pool" },
    ClientId: { Ref: "Client" },
    UseCognitoProvidedValues: true,
  }),
  Api: resource("AWS::ApiGatewayV2::Api", { Name: "tiny", ProtocolType: "HTTP" }),
  Stage: resource("AWS::ApiGatewayV2::Stage", {
    ApiId: { Ref: "Api" },
    AutoDeploy: true,
    StageName: "$default",
    RouteSettings: { "GET /rare": { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 0.001 } },
  }),
  Authorizer: resource("AWS::ApiGatewayV2::Authorizer", {
    ApiId: { Ref: "Api" },
    AuthorizerType: "JWT",
    IdentitySource: ["$request.header.Authorization"],
    JwtConfiguration: { Audience: [{ Ref: "Client" }], Issuer: { "Fn::GetAtt": ["Pool", "ProviderURL"] } },
  }),
  EchoIntegration: integration("Echo"),
  LateIntegration: integration("Echo", { TimeoutInMillis: 50 }),
  RegisterIntegration: integration("Register"),
  BrokenIntegration: integration("Broken"),
  EchoPermission: permission("Echo"),
  RegisterPermission: permission("Register"),
  BrokenPermission: permission("Broken"),
  ShapePermission: resource("AWS::Lambda::Permission", {
    Action: "lambda:InvokeFunction",
    FunctionName: { Ref: "Shape" },
    Principal: "cognito-idp.amazonaws.com",
    SourceArn: arn("Pool"),
  }),
  GetAny: routeOf("GET /{word}"),
  GetLate: routeOf("GET /late", "LateIntegration"),
  GetBroken: routeOf("GET /broken", "BrokenIntegration"),
  GetRare: routeOf("GET /rare"),
  PostItems: routeOf("POST /items/{id}"),
  HeadHeaded: routeOf("HEAD /headed"),
  GetGuarded: routeOf("GET /guarded", "EchoIntegration", guarded),
  PostPartners: routeOf("POST /v1/operator/partners", "RegisterIntegration", guarded),
  PostUsers: routeOf("POST /v1/users", "RegisterIntegration", guarded),
};
