import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { tinyQueuePolicy, tinyRole } from "./access.ts";
import { tinyApi } from "./api.ts";
import { bundles, type BundleName } from "./bundles.ts";
import { arn, named, resource } from "./resource.ts";

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
  SweepOnce: resource("AWS::Lambda::EventInvokeConfig", {
    FunctionName: { Ref: "Sweep" },
    MaximumRetryAttempts: 0,
    Qualifier: "$LATEST",
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
  ...tinyApi,
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
