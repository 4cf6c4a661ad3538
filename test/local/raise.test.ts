import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { raise } from "../../infra/local/stack.ts";
import { tinyResources, writeAssembly } from "./tiny/stack.ts";

type Tiny = typeof tinyResources;
type Properties = Record<string, unknown>;

const changed = (id: keyof Tiny, properties: Properties): object => ({
  ...tinyResources,
  [id]: { ...tinyResources[id], Properties: { ...tinyResources[id].Properties, ...properties } },
});
const schedule = (tinyResources.Schedule.Properties as { Target: Properties }).Target;

const lets = (document: object) => ({ PolicyName: "other", PolicyDocument: { Version: "2012-10-17", ...document } });

const trust = (Service: string) => ({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service } },
});

/** What would change behaviour if it were ignored, and what must be named in the refusal. */
const refused: [name: string, resources: object, said: RegExp][] = [
  ["a first-in-first-out queue", changed("Work", { FifoQueue: true }), /Work.*FifoQueue/s],
  [
    "an unknown dead-letter queue",
    changed("Work", { RedrivePolicy: { deadLetterTargetArn: "nowhere", maxReceiveCount: 1 } }),
    /nowhere/,
  ],
  [
    "a stream mapping's tumbling window",
    changed("Stream", { TumblingWindowInSeconds: 30 }),
    /Stream.*TumblingWindowInSeconds/s,
  ],
  [
    "a stream mapping's parallel batches",
    changed("Stream", { ParallelizationFactor: 4 }),
    /Stream.*ParallelizationFactor/s,
  ],
  [
    "more environment variables than Lambda takes",
    changed("Sweep", { Environment: { Variables: { LONG: "x".repeat(4096) } } }),
    /Sweep.*Lambda takes 4096 bytes/s,
  ],
  [
    "an environment variable that Lambda sets",
    changed("Sweep", { Environment: { Variables: { AWS_REGION: "eu-north-1" } } }),
    /Sweep.*sets some of these/s,
  ],
  ["a function's layers", changed("Sweep", { Layers: ["arn"] }), /Sweep.*Layers/s],
  ["a function of another runtime", changed("Sweep", { Runtime: "python3.13" }), /Sweep.*nodejs/s],
  ["a route without an integration", changed("GetRare", { Target: "integrations/none" }), /GetRare/],
  [
    "a pool's other triggers",
    changed("Pool", { LambdaConfig: { PostConfirmation: "arn" } }),
    /Pool.*PostConfirmation/s,
  ],
  ["a table with provisioned capacity", changed("Table", { BillingMode: "PROVISIONED" }), /Table.*BillingMode/s],
  ["an index of another kind", changed("Table", { LocalSecondaryIndexes: [] }), /Table.*LocalSecondaryIndexes/s],
  [
    "feedback to another bus",
    changed("Destination", { EventDestination: { SnsDestination: {} } }),
    /Destination.*SnsDestination/s,
  ],
  [
    "a managed policy",
    changed("Role", { ManagedPolicyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"] }),
    /Role.*ManagedPolicyArns/s,
  ],
  [
    "a queue that its consumer may not read",
    changed("Role", { Policies: [lets({ Statement: [] })] }),
    /consume.*sqs:ReceiveMessage/,
  ],
  [
    "a queue that takes nothing from its rule",
    changed("RuleMaySend", { Queues: [{ Ref: "Work" }] }),
    /undeliverable does not let .*Rule/,
  ],
  [
    "a schedule whose role may not invoke",
    changed("Schedule", { Target: { ...schedule, RoleArn: "arn:aws:iam::0:role/none" } }),
    /Schedule.*lambda:InvokeFunction/,
  ],
  [
    "a route whose function does not let the gateway in",
    changed("EchoPermission", { Principal: "events.amazonaws.com" }),
    /echo lets apigateway\.amazonaws\.com invoke it for GetAny/,
  ],
  [
    "a route from another API than the permission names",
    changed("EchoPermission", { SourceArn: "arn:aws:execute-api:eu-central-1:000000000000:other/*/*" }),
    /lets apigateway\.amazonaws\.com invoke it for GetAny/,
  ],
  [
    "a permission for another action",
    changed("EchoPermission", { Action: "lambda:GetFunction" }),
    /lets apigateway\.amazonaws\.com invoke it for GetAny/,
  ],
  [
    "a trigger that the pool may not invoke",
    changed("ShapePermission", { SourceArn: "arn:aws:cognito-idp:eu-central-1:000000000000:userpool/other" }),
    /lets cognito-idp\.amazonaws\.com invoke it for Pool/,
  ],
  [
    "a rule that invokes a function",
    changed("Rule", { Targets: [{ Arn: { "Fn::GetAtt": ["Sweep", "Arn"] }, Id: "Sweep" }] }),
    /Rule has a target that is no queue: .*sweep/,
  ],
  [
    "a scheduled function that Lambda would invoke again",
    changed("SweepOnce", { MaximumRetryAttempts: 2 }),
    /SweepOnce.*MaximumRetryAttempts/s,
  ],
  [
    "a scheduled function of which the template does not say that it is not invoked again",
    changed("SweepOnce", { FunctionName: "another" }),
    /does not repeat asynchronous invocations; Schedule/,
  ],
  [
    "a function whose role Lambda may not take on",
    changed("Role", { AssumeRolePolicyDocument: trust("scheduler.amazonaws.com") }),
    /The role of \w+ does not trust lambda\.amazonaws\.com/,
  ],
  [
    "a schedule whose role the scheduler may not take on",
    changed("Role", { AssumeRolePolicyDocument: trust("lambda.amazonaws.com") }),
    /The role of Schedule does not trust scheduler\.amazonaws\.com/,
  ],
];

describe("raising a stack refuses by name", () => {
  it.each(refused)("%s", async (_name, resources, said) => {
    const assembly = writeAssembly(resources);
    try {
      await expect(raise({ assembly, partners: [] })).rejects.toThrow(said);
    } finally {
      rmSync(assembly, { recursive: true });
    }
  });
});
