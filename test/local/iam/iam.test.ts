import { describe, expect, it } from "vitest";
import type { RawResource } from "../../../infra/local/template/assembly.ts";
import { AwsError, jsonReply, localCaller, type Call } from "../../../infra/local/aws-endpoint.ts";
import { Iam } from "../../../infra/local/iam/iam.ts";
import { Template } from "../../../infra/local/template/template.ts";

const place = {
  region: "r",
  account: "0",
  apiUrl: "http://localhost:1",
  awsUrl: "http://localhost:2",
};
const table = "arn:aws:dynamodb:r:0:table/items";

const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const allow = (Action: string | string[], Resource: unknown) => ({ Effect: "Allow", Action, Resource });
const roleWith = (Properties: object, more: Record<string, RawResource> = {}): Iam => {
  const resources = {
    Role: { Type: "AWS::IAM::Role", Properties: { RoleName: "worker", ...Properties } },
    Worker: {
      Type: "AWS::Lambda::Function",
      Properties: { FunctionName: "tiny-worker", Role: { "Fn::GetAtt": ["Role", "Arn"] } },
    },
    Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: "work" } },
    Secret: { Type: "AWS::SecretsManager::Secret", Properties: { Name: "key" } },
    Domain: { Type: "AWS::SES::EmailIdentity", Properties: { EmailIdentity: "tiny.example" } },
    ...more,
  };
  return new Iam(
    new Template(
      { stacks: [{ stackName: "tiny", resources, parameters: {}, outputs: {} }], assetFolder: (key) => key },
      place,
    ),
    place,
  );
};
const allowing = (...statements: object[]): Iam =>
  roleWith({ Policies: [{ PolicyName: "inline", PolicyDocument: document(...statements) }] });

const call = (service: string, operation: string, input: object = {}): Call => ({
  service,
  operation,
  caller: "worker",
  input: input as Call["input"],
});
const outcome = (iam: Iam, made: Call): Promise<string> =>
  iam
    .intercept(made, async () => jsonReply({}))
    .then(
      () => "allowed",
      (error: unknown) => (error instanceof AwsError ? `${error.code}: ${error.message}` : String(error)),
    );

const write = (kind: string) => ({ [kind]: { TableName: "items" } });
const mail = { Source: "Tiny <hello@tiny.example>", ConfigurationSetName: "set" };

/** Every call with all that it needs: one thing less, and it is refused. */
const calls: [name: string, made: Call, needs: [action: string, resource: string][]][] = [
  ["a read", call("dynamodb", "GetItem", { TableName: "items" }), [["dynamodb:GetItem", table]]],
  ["a read of a table by ARN", call("dynamodb", "GetItem", { TableName: table }), [["dynamodb:GetItem", table]]],
  ["a query", call("dynamodb", "Query", { TableName: "items" }), [["dynamodb:Query", table]]],
  [
    "a query of an index",
    call("dynamodb", "Query", { TableName: "items", IndexName: "one" }),
    [["dynamodb:Query", `${table}/index/one`]],
  ],
  [
    "a batch of two tables",
    call("dynamodb", "BatchGetItem", { RequestItems: { items: {}, others: {} } }),
    [
      ["dynamodb:BatchGetItem", table],
      ["dynamodb:BatchGetItem", "arn:aws:dynamodb:r:0:table/others"],
    ],
  ],
  [
    "a transaction",
    call("dynamodb", "TransactWriteItems", {
      TransactItems: [write("Put"), write("Update"), write("Delete"), write("ConditionCheck")],
    }),
    [
      ["dynamodb:PutItem", table],
      ["dynamodb:UpdateItem", table],
      ["dynamodb:DeleteItem", table],
      ["dynamodb:ConditionCheckItem", table],
    ],
  ],
  [
    "events for two buses",
    call("events", "PutEvents", { Entries: [{ EventBusName: "own" }, {}, { EventBusName: "own" }] }),
    [
      ["events:PutEvents", "arn:aws:events:r:0:event-bus/own"],
      ["events:PutEvents", "arn:aws:events:r:0:event-bus/default"],
    ],
  ],
  [
    "a mail",
    call("ses", "SendRawEmail", mail),
    [
      ["ses:SendRawEmail", "arn:aws:ses:r:0:identity/tiny.example"],
      ["ses:SendRawEmail", "arn:aws:ses:r:0:configuration-set/set"],
    ],
  ],
  [
    "a batch of messages",
    call("sqs", "SendMessageBatch", { QueueUrl: "http://localhost:2/0/work" }),
    [["sqs:SendMessage", "arn:aws:sqs:r:0:work"]],
  ],
  [
    "a secret by its name",
    call("secretsmanager", "GetSecretValue", { SecretId: "key" }),
    [["secretsmanager:GetSecretValue", "arn:aws:secretsmanager:r:0:secret:key-Local1"]],
  ],
];

describe("a function", () => {
  it.each(calls)("may make the call when its role allows what is in it: %s", async (_name, made, needs) => {
    const statements = needs.map(([action, resource]) => allow(action, resource));
    expect(await outcome(allowing(...statements), made)).toBe("allowed");
    for (const [without, [action, resource]] of needs.entries()) {
      const iam = allowing(...statements.toSpliced(without, 1), allow("other:Thing", "*"));
      expect(await outcome(iam, made)).toMatch(/^AccessDenied/);
      expect(iam.denials).toEqual([{ functionName: "worker", action, resource }]);
    }
  });

  it("names caller, action and resource", async () => {
    const refusal =
      "arn:aws:sts::0:assumed-role/worker/worker is not authorized to perform: dynamodb:GetItem on resource:";
    const answer = await outcome(allowing(allow("dynamodb:Query", table)), calls[0]![1]);
    expect(answer).toBe(
      `AccessDeniedException: User: ${refusal} ${table} because no policy allows the dynamodb:GetItem action`,
    );
  });

  it("is refused by SES in the words of SES", async () => {
    expect(await outcome(allowing(allow("sqs:SendMessage", "*")), call("ses", "SendRawEmail", mail))).toMatch(
      /^AccessDenied:/,
    );
  });

  it("may what a policy attached to its role allows", async () => {
    const attached = {
      PolicyName: "attached",
      PolicyDocument: document(allow("dynamodb:GetItem", table)),
      Roles: [{ Ref: "Role" }],
    };
    const iam = roleWith({}, { Attached: { Type: "AWS::IAM::Policy", Properties: attached } });
    expect(await outcome(iam, calls[0]![1])).toBe("allowed");
  });

  it("may not what a policy of the queue denies", async () => {
    const denied = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: { "Fn::GetAtt": ["Queue", "Arn"] } };
    const inline = { PolicyName: "inline", PolicyDocument: document(allow("sqs:SendMessage", "*")) };
    const policy = { Queues: [{ Ref: "Queue" }], PolicyDocument: document(denied) };
    const iam = roleWith(
      { Policies: [inline] },
      { QueuePolicy: { Type: "AWS::SQS::QueuePolicy", Properties: policy } },
    );
    const send = (name: string) => call("sqs", "SendMessage", { QueueUrl: `http://localhost:2/0/${name}` });
    expect(await outcome(iam, send("work"))).toContain("with an explicit deny");
    expect(await outcome(iam, send("other"))).toBe("allowed");
  });

  it("may nothing once it is withdrawn", async () => {
    const iam = allowing(allow("dynamodb:GetItem", table));
    for (const rule of iam.rulesOf("worker")) iam.withdrawn.add(rule);
    expect(await outcome(iam, calls[0]![1])).toMatch(/^AccessDeniedException/);
  });

  it("is refused an operation without known permissions", async () => {
    expect(await outcome(allowing(allow("*", "*")), call("dynamodb", "ExecuteStatement"))).toContain(
      "the permissions of dynamodb ExecuteStatement",
    );
  });
});

it("scripts and tests may do everything", async () => {
  expect(await outcome(allowing(), { ...call("dynamodb", "Scan"), caller: localCaller })).toBe("allowed");
});
