import { CfnResource, TagManager } from "aws-cdk-lib";
import { describe, expect, test } from "vitest";
import { literal, references, someStageFile, synthesized, type RawTemplate } from "./synthesized.ts";

const { domain, mail } = someStageFile;
const stages = { prod: synthesized("prod"), test: synthesized("test") };
const templateOf = (stage: keyof typeof stages, part = ""): RawTemplate =>
  stages[stage].templates[`rapport-${stage}${part}`]!;
const resourcesOf = (stage: keyof typeof stages, part = "") => Object.entries(templateOf(stage, part).Resources);
const typesOf = (resources: ReturnType<typeof resourcesOf>) => new Set(resources.map(([, { Type }]) => Type));

/** What keeps something that cannot be made anew, and what a pool needs to let anybody in. */
const lasting = [
  "AWS::Cognito::UserPool",
  "AWS::DynamoDB::Table",
  "AWS::Events::Archive",
  "AWS::Events::EventBus",
  "AWS::Logs::LogGroup",
  "AWS::SecretsManager::Secret",
  "AWS::SES::EmailIdentity",
];

describe("a stage", () => {
  test("is two stacks, and all that lasts is in the one for data", () => {
    for (const stage of ["prod", "test"] as const) {
      expect(Object.keys(stages[stage].templates)).toEqual([`rapport-${stage}-data`, `rapport-${stage}`]);
      expect([...typesOf(resourcesOf(stage, "-data"))].toSorted()).toEqual(
        [...lasting, "AWS::IAM::Role", "AWS::Lambda::Function", "AWS::Lambda::Permission"].toSorted(),
      );
      const types = typesOf(resourcesOf(stage));
      expect(lasting.filter((type) => types.has(type))).toEqual([]);
    }
  });

  test("has nothing in its data stack that needs the application", () => {
    const data = JSON.stringify(templateOf("prod", "-data"));
    expect(data).not.toContain("Fn::ImportValue");
    expect(JSON.stringify(templateOf("prod"))).toContain("Fn::ImportValue");
    const functions = resourcesOf("prod", "-data").filter(([, { Type }]) => Type === "AWS::Lambda::Function");
    expect(functions.map(([id]) => id)).toEqual([stages.prod.functionId("shape-token")]);
  });

  test("writes only to log groups of its data stack", () => {
    const named = JSON.stringify(templateOf("prod")).matchAll(/\/aws\/(?:lambda|vendedlogs)\/[\w-]+/g);
    for (const [name] of named) expect(stages.prod.logGroup(name).id).toMatch(/^Logs/);
  });

  test("exports what lasts and shape-token, and nothing that comes and goes with versions, for an export in use cannot go", () => {
    const exported = Object.values(templateOf("prod", "-data").Outputs ?? {}).filter(({ Export }) => Export);
    const types = exported.flatMap(({ Value }) => references(Value)).map((id) => stages.prod.resource(id).type);
    expect([...new Set(types)].toSorted()).toEqual([
      "AWS::Cognito::UserPool",
      "AWS::DynamoDB::Table",
      "AWS::Events::EventBus",
      "AWS::Lambda::Function",
      "AWS::SecretsManager::Secret",
    ]);
  });
});

describe("deleting the stacks of", () => {
  /** Made anew with the stack at no loss; CloudFormation imports none. */
  const never = "AWS::Lambda::Permission";
  const kept = (stage: keyof typeof stages) => resourcesOf(stage, "-data").filter(([, { Type }]) => Type !== never);

  test("prod leaves all of the data, but for a first deployment that fails", () => {
    for (const [id, { DeletionPolicy, UpdateReplacePolicy }] of kept("prod")) {
      expect([DeletionPolicy, UpdateReplacePolicy], id).toEqual(["RetainExceptOnCreate", "Retain"]);
    }
    for (const { DeletionPolicy, UpdateReplacePolicy } of resourcesOf("prod").map(([, resource]) => resource)) {
      expect([DeletionPolicy ?? "Delete", UpdateReplacePolicy ?? "Delete"]).toEqual(["Delete", "Delete"]);
    }
  });

  test("any other stage leaves nothing but the sender's domain with its records, from which others may send", () => {
    const withRecords = synthesized("test", { mail: { ...mail, hostedZone: domain.hostedZone } });
    const policies = Object.values(withRecords.templates).flatMap(({ Resources }) =>
      Object.entries(Resources).map(([id, { DeletionPolicy, UpdateReplacePolicy }]) => ({
        id,
        policies: [DeletionPolicy ?? "Delete", UpdateReplacePolicy ?? "Delete"].join(" "),
      })),
    );
    const byPolicies = Map.groupBy(policies, (one) => one.policies);
    expect([...byPolicies.keys()].toSorted()).toEqual(["Delete Delete", "RetainExceptOnCreate Retain"]);
    const kept = byPolicies.get("RetainExceptOnCreate Retain")?.map(({ id }) => withRecords.resource(id).type);
    expect(kept?.toSorted()).toEqual([...Array<string>(5).fill("AWS::Route53::RecordSet"), "AWS::SES::EmailIdentity"]);
  });

  const trial = synthesized("dev", { mail: { ...mail, identity: "address" } });

  test("a trial leaves nothing at all, for its sender is one address", () => {
    for (const { DeletionPolicy } of Object.values(trial.templates).flatMap(({ Resources }) =>
      Object.values(Resources),
    ))
      expect(DeletionPolicy ?? "Delete").toBe("Delete");
  });

  test("a trial's domain is another resource than its address, which could replace it and so delete it", () => {
    const idOf = (stack: typeof trial) => stack.of("AWS::SES::EmailIdentity").map(({ id }) => id);
    expect(idOf(trial)).not.toEqual(idOf(stages.test));
  });

  test("prod is refused by deletion protection, as for its table and user pool", () => {
    for (const [stage, guarded] of [
      ["prod", true],
      ["test", false],
    ] as const) {
      const stacks = stages[stage].app.node.children as { terminationProtection?: boolean }[];
      expect(stacks.map(({ terminationProtection }) => terminationProtection)).toEqual([guarded, guarded]);
      const [table] = stages[stage].of<{ DeletionProtectionEnabled?: boolean }>("AWS::DynamoDB::Table");
      const [pool] = stages[stage].of<{ DeletionProtection: string }>("AWS::Cognito::UserPool");
      expect(table?.properties.DeletionProtectionEnabled ?? false).toBe(guarded);
      expect(pool?.properties.DeletionProtection).toBe(guarded ? "ACTIVE" : "INACTIVE");
    }
  });

  test("prod can be followed by taking them back: what is kept needs nothing that cannot be imported", () => {
    const ids = kept("prod").map(([id]) => id);
    for (const [id, { Properties, DependsOn = [] }] of kept("prod")) {
      const needed = [...references(Properties), ...DependsOn].filter((other) => !other.startsWith("AWS::"));
      expect(
        needed.filter((other) => !ids.includes(other)),
        id,
      ).toEqual([]);
    }
  });
});

test("a first deployment makes what is guarded against deletion last, so that its roll-back has nothing to leave", () => {
  const [pool] = stages.prod.of("AWS::Cognito::UserPool");
  const [table] = stages.prod.of("AWS::DynamoDB::Table");
  const others = resourcesOf("prod", "-data")
    .filter(([id, { Type }]) => id !== pool?.id && id !== table?.id && Type !== "AWS::Lambda::Permission")
    .map(([id]) => id);
  expect(pool?.dependsOn.toSorted()).toEqual(others.toSorted());
  expect(table?.dependsOn).toEqual([pool?.id]);
});

/** Names that are not CloudFormation's, each with the reason why it must be known beforehand. */
const namedBecause: Readonly<Record<string, string>> = {
  "AWS::ApiGatewayV2::Api": "A person reads it in the console; it need not be unique.",
  "AWS::ApiGatewayV2::Authorizer": "It is unique within its API only.",
  "AWS::CloudWatch::Alarm": "Its name is the mail's subject, and what the operator looks it up by.",
  "AWS::CloudWatch::Dashboard": "Its address is an output.",
  "AWS::Cognito::UserPoolDomain": "It is part of the address where users sign in.",
  "AWS::Cognito::UserPoolClient": "A person reads it in the console; it need not be unique.",
  "AWS::Events::EventBus": "Other systems' rules and permissions name the bus.",
  "AWS::Events::Rule": "Its metrics are found by its name alone.",
  "AWS::EventSchemas::Registry": "Code bindings are made by its name.",
  "AWS::EventSchemas::Schema": "It is unique within its registry only.",
  "AWS::Lambda::Function": "Its name is that of its log group and of its alarms.",
  "AWS::Logs::LogGroup": "Lambda's console and queries look there; functions of the other stack know it by its name.",
  "AWS::Route53::RecordSet": "It is a name.",
  "AWS::Scheduler::Schedule": "A schedule is looked up by its shard.",
  "AWS::SES::ConfigurationSet": "Metrics of SES are grouped by its name.",
  "AWS::SES::EmailIdentity": "The sender's address is its name.",
  "AWS::SNS::Topic": "A person who subscribes by hand looks for it.",
  "AWS::SQS::Queue": "Commands take a queue's name.",
};

const nameProperties =
  /^(?:AlarmName|FunctionName|QueueName|Name|LogGroupName|TopicName|RegistryName|SchemaName|ArchiveName|RoleName|TableName|ClientName|EmailIdentity|ConfigurationSetName|Domain)$/;
/** Types whose property of such a name says to what they belong. */
const refersOnly = /^AWS::(?:Lambda::(?:Permission|EventInvokeConfig|EventSourceMapping)|Logs::MetricFilter)$/;

const namesOf = (stage: ReturnType<typeof synthesized>) =>
  Object.values(stage.templates).flatMap(({ Resources }) =>
    Object.values(Resources)
      .filter(({ Type }) => !refersOnly.test(Type))
      .flatMap(({ Type, Properties }) =>
        Object.entries(Properties ?? {})
          .filter(([property]) => nameProperties.test(property))
          .map(([, name]) => ({ type: Type, name: literal(name) }))
          .filter(({ name }) => name !== "…"),
      ),
  );

describe("two stages in one account", () => {
  const first = namesOf(synthesized("one"));
  const second = namesOf(
    synthesized("two", {
      mail: { ...mail, existing: true },
      domain: { ...domain, name: `two.${domain.hostedZone.name}` },
    }),
  );
  const withinTheirOwner = ["AWS::ApiGatewayV2::Authorizer", "AWS::EventSchemas::Schema"];

  test("share no name that must be unique in an account", () => {
    const taken = new Set(first.map(({ type, name }) => `${type} ${name}`));
    const twice = second.filter(({ type, name }) => taken.has(`${type} ${name}`)).map(({ type }) => type);
    expect([...new Set(twice)].filter((type) => !withinTheirOwner.includes(type))).toEqual([]);
  });

  test("set only the names that must be known in advance", () => {
    const named = [...new Set(first.map(({ type }) => type))];
    expect(named.filter((type) => !(type in namedBecause))).toEqual([]);
  });
});

test("everything that can have tags has those by which the bill is split", () => {
  const resources = stages.prod.app.node
    .findAll()
    .filter((child) => CfnResource.isCfnResource(child))
    .filter((child) => TagManager.of(child) !== undefined);
  expect(resources.length).toBeGreaterThan(50);
  for (const resource of resources) {
    const tags = TagManager.of(resource)?.tagValues();
    expect(tags, resource.node.path).toMatchObject({ application: "rapport", stage: "prod" });
  }
});

test("each template leaves room below CloudFormation's 500 resources", () => {
  for (const [name, { Resources }] of Object.entries(stages.prod.templates)) {
    expect(Object.keys(Resources).length, name).toBeLessThan(480);
  }
});
