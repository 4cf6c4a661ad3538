import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { tinyQueuePolicy, tinyRole } from "./tiny-access.ts";

/** Functions of the tiny stack, each a bundle of its own; they print what they get, and that is what tests read. */
const bundles = {
  /** Answers with its event, or as the path says. */
  echo: `
    const headers = (target) => ({
      "x-amz-target": target,
      authorization: "AWS4-HMAC-SHA256 Credential=" + process.env.AWS_ACCESS_KEY_ID + "/20260101/r/secretsmanager/aws4_request, Signature=0",
    });
    const secret = async () => {
      const body = JSON.stringify({ SecretId: process.env.SECRET_ID });
      const response = await fetch(process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER, { method: "POST", headers: headers("secretsmanager.GetSecretValue"), body });
      return response.json();
    };
    export const handler = async (event, context) => {
      if (event.rawPath === "/fail") throw new Error("failed on purpose");
      if (event.rawPath === "/exit") process.exit(3);
      if (event.rawPath === "/hang" || event.rawPath === "/late") return new Promise(() => setInterval(() => undefined, 1000));
      if (event.rawPath === "/inferred") return { hello: "world" };
      if (event.rawPath === "/secret") return secret();
      if (event.rawPath === "/bytes") return { statusCode: 200, headers: { "content-type": "image/png" }, body: "iVBORw==", isBase64Encoded: true };
      if (event.rawPath === "/cookies") return { statusCode: 303, headers: { location: "/" }, cookies: ["a=1; HttpOnly", "b=2"] };
      return { ...event, now: Date.now(), born: new Date().toISOString(), remaining: context.getRemainingTimeInMillis() };
    };`,
  /** Fails on stream records whose item says how often. */
  publish: `
    const failures = new Map();
    export const handler = async ({ Records }) => {
      const ids = Records.map(({ dynamodb }) => dynamodb.Keys.SK.S);
      console.log(JSON.stringify(ids));
      if (Records.some(({ dynamodb }) => dynamodb.NewImage.throws)) throw new Error("poisoned batch");
      const batchItemFailures = [];
      for (const { dynamodb } of Records) {
        const id = dynamodb.Keys.SK.S;
        const failed = failures.get(id) ?? 0;
        if (failed >= Number(dynamodb.NewImage.fails?.N ?? 0)) continue;
        failures.set(id, failed + 1);
        batchItemFailures.push({ itemIdentifier: dynamodb.SequenceNumber });
      }
      return { batchItemFailures };
    };`,
  /** Fails on messages as long as their receive count is no more than they say. */
  consume: `
    export const handler = async ({ Records }) => {
      const fails = (record) => Number(record.attributes.ApproximateReceiveCount) <= (JSON.parse(record.body).fails ?? 0);
      for (const record of Records) console.log(record.body + " " + record.attributes.ApproximateReceiveCount);
      return { batchItemFailures: Records.filter(fails).map(({ messageId }) => ({ itemIdentifier: messageId })) };
    };`,
  sweep: `export const handler = async (event) => console.log(JSON.stringify({ ...event, at: Date.now() }));`,
  /** Turns the user's attribute into a claim, as the pool's trigger. */
  shape: `
    export const handler = async (event) => {
      const claimsToAddOrOverride = { role: event.request.userAttributes["custom:role"], groups: ["a", "b"] };
      event.response.claimsAndScopeOverrideDetails = { accessTokenGeneration: { claimsToAddOrOverride } };
      return event;
    };`,
  broken: `throw new Error("broken while it loads");`,
  register: `export const handler = async () => ({ statusCode: 201, body: JSON.stringify({ id: "ptn_tiny" }) });`,
};
type BundleName = keyof typeof bundles;

const arn = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const named = (name: string) => ({ "Fn::Join": ["-", [{ Ref: "AWS::StackName" }, name]] });
const resource = (Type: string, Properties: object) => ({ Type, Properties });

const functionOf = (name: BundleName, variables: object = {}) =>
  resource("AWS::Lambda::Function", {
    FunctionName: named(name),
    Code: { S3Bucket: { "Fn::Sub": "assets-${AWS::Region}" }, S3Key: `${name}.zip` },
    Handler: "index.handler",
    Role: arn("Role"),
    Runtime: "nodejs24.x",
    Timeout: 1,
    Environment: { Variables: variables },
  });

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

const table = resource("AWS::DynamoDB::Table", {
  AttributeDefinitions: ["PK", "SK"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  BillingMode: "PAY_PER_REQUEST",
  KeySchema: [
    { AttributeName: "PK", KeyType: "HASH" },
    { AttributeName: "SK", KeyType: "RANGE" },
  ],
  StreamSpecification: { StreamViewType: "NEW_IMAGE" },
});

const rule = (bus: object, EventPattern: object) =>
  resource("AWS::Events::Rule", {
    ...bus,
    EventPattern,
    Targets: [
      {
        Arn: arn("Work"),
        Id: "Work",
        DeadLetterConfig: { Arn: arn("Undeliverable") },
        RetryPolicy: { MaximumRetryAttempts: 2 },
      },
    ],
  });

/** Resources of a stack with one of everything that the local stack wires. */
export const tinyResources = {
  Role: resource("AWS::IAM::Role", tinyRole),
  Echo: functionOf("echo", { SECRET_ID: { Ref: "Secret" } }),
  Publish: functionOf("publish"),
  Consume: functionOf("consume"),
  Sweep: functionOf("sweep"),
  Shape: functionOf("shape"),
  Register: functionOf("register"),
  Broken: functionOf("broken"),
  Table: table,
  StreamDead: resource("AWS::SQS::Queue", {}),
  Stream: resource("AWS::Lambda::EventSourceMapping", {
    EventSourceArn: { "Fn::GetAtt": ["Table", "StreamArn"] },
    FunctionName: { Ref: "Publish" },
    BatchSize: 3,
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 2,
    StartingPosition: "TRIM_HORIZON",
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    DestinationConfig: { OnFailure: { Destination: arn("StreamDead") } },
    FilterCriteria: {
      Filters: [{ Pattern: '{"eventName":["INSERT"],"dynamodb":{"Keys":{"SK":{"S":[{"prefix":"EVT#"}]}}}}' }],
    },
  }),
  Work: resource("AWS::SQS::Queue", {
    QueueName: named("work"),
    VisibilityTimeout: 60,
    RedrivePolicy: { deadLetterTargetArn: arn("Dead"), maxReceiveCount: 3 },
  }),
  Dead: resource("AWS::SQS::Queue", { QueueName: named("dead") }),
  Undeliverable: resource("AWS::SQS::Queue", { QueueName: named("undeliverable") }),
  RuleMaySend: resource("AWS::SQS::QueuePolicy", tinyQueuePolicy),
  Consumer: resource("AWS::Lambda::EventSourceMapping", {
    EventSourceArn: arn("Work"),
    FunctionName: arn("Consume"),
    FunctionResponseTypes: ["ReportBatchItemFailures"],
  }),
  Bus: resource("AWS::Events::EventBus", { Name: "tiny" }),
  Rule: rule({ EventBusName: { Ref: "Bus" } }, { source: ["tiny"], "detail-type": [{ prefix: "Work" }] }),
  Schedule: resource("AWS::Scheduler::Schedule", {
    FlexibleTimeWindow: { Mode: "OFF" },
    ScheduleExpression: "rate(5 minutes)",
    Target: { Arn: arn("Sweep"), Input: '{"shard":"07"}', RoleArn: arn("Role") },
  }),
  Secret: resource("AWS::SecretsManager::Secret", {
    GenerateSecretString: {
      SecretStringTemplate: '{"current":"1"}',
      GenerateStringKey: "1",
      PasswordLength: 20,
      ExcludePunctuation: true,
    },
  }),
  Identity: resource("AWS::SES::EmailIdentity", { EmailIdentity: "tiny.example" }),
  Set: resource("AWS::SES::ConfigurationSet", { Name: "tiny-set" }),
  Destination: resource("AWS::SES::ConfigurationSetEventDestination", {
    ConfigurationSetName: { Ref: "Set" },
    EventDestination: {
      Enabled: true,
      EventBridgeDestination: {
        EventBusArn: { "Fn::Sub": "arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/default" },
      },
      MatchingEventTypes: ["delivery", "bounce"],
    },
  }),
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
  GetAny: routeOf("GET /{word}"),
  GetLate: routeOf("GET /late", "LateIntegration"),
  GetBroken: routeOf("GET /broken", "BrokenIntegration"),
  GetRare: routeOf("GET /rare"),
  PostItems: routeOf("POST /items/{id}"),
  HeadHeaded: routeOf("HEAD /headed"),
  GetGuarded: routeOf("GET /guarded", "EchoIntegration", guarded),
  PostPartners: routeOf("POST /v1/operator/partners", "RegisterIntegration", guarded),
};

/** The same without the table and its stream, for what needs no DynamoDB. */
export const tablelessResources = Object.fromEntries(
  Object.entries(tinyResources).filter(([id]) => id !== "Table" && id !== "Stream"),
);

/** Writes a cloud assembly with these resources into a new folder; answers the folder. Its stack shares no name with another. */
export const writeAssembly = (resources: object = tinyResources): string => {
  const folder = mkdtempSync(join(tmpdir(), "rapport-tiny-"));
  const write = (name: string, content: unknown): void => writeFileSync(join(folder, name), JSON.stringify(content));
  for (const [name, code] of Object.entries(bundles)) {
    mkdirSync(join(folder, `asset.${name}`));
    writeFileSync(join(folder, `asset.${name}`, "index.mjs"), code);
  }
  write("manifest.json", {
    artifacts: {
      tiny: {
        type: "aws:cloudformation:stack",
        properties: { templateFile: "tiny.template.json", stackName: basename(folder) },
      },
    },
  });
  write("tiny.template.json", { Resources: resources });
  write("tiny.assets.json", {
    files: Object.fromEntries(
      Object.keys(bundles).map((name) => [
        name,
        { source: { path: `asset.${name}`, packaging: "zip" }, destinations: { here: { objectKey: `${name}.zip` } } },
      ]),
    ),
  });
  return folder;
};
