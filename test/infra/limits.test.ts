import { describe, expect, test } from "vitest";
import { synthesized, type Statement } from "./synthesized.ts";

/** No stage has a longer name, and so no resource. */
const longest = synthesized("s".repeat(16));
const templates = Object.entries(longest.templates);

describe("a template of a stage with the longest name", () => {
  // Source: "Understand CloudFormation quotas" of its guide.
  test.each(templates)("%s is no larger than CloudFormation takes", (_name, template) => {
    expect(JSON.stringify(template).length).toBeLessThanOrEqual(1_048_576);
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(500);
    expect(Object.keys(template.Outputs ?? {}).length).toBeLessThanOrEqual(200);
  });

  // Source: each resource's page in the CloudFormation template reference, where the CDK's own validation is silent.
  test.each([
    ["AWS::Cognito::UserPool", "UserPoolName", /^[\w\s+=,.@-]{1,128}$/],
    ["AWS::EventSchemas::Schema", "SchemaName", /^[\w.@-]{1,385}$/],
    ["AWS::EventSchemas::Schema", "Description", /^[^]{0,256}$/],
    ["AWS::Lambda::Function", "FunctionName", /^[\w-]{1,64}$/],
    ["AWS::Lambda::Function", "Description", /^[^]{0,256}$/],
    ["AWS::Scheduler::Schedule", "Name", /^[\w.-]{1,64}$/],
    ["AWS::Events::Rule", "Name", /^[\w.-]{1,64}$/],
    ["AWS::Events::EventBus", "Name", /^[\w./-]{1,256}$/],
    ["AWS::SES::ConfigurationSet", "Name", /^[\w-]{1,64}$/],
    ["AWS::SQS::Queue", "QueueName", /^[\w-]{1,80}$/],
    ["AWS::CloudWatch::Alarm", "AlarmName", /^[^:]{1,255}$/],
    ["AWS::CloudWatch::Alarm", "AlarmDescription", /^[^]{0,1024}$/],
  ])("has no %s with a %s that AWS does not take", (type, property, allowed) => {
    const given = longest.of<Record<string, unknown>>(type).map(({ properties }) => properties[property]);
    const texts = given.filter((value) => typeof value === "string");
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter((text) => !allowed.test(text))).toEqual([]);
  });

  // Source: "IAM and AWS STS quotas" of the IAM guide. A reference is longer than what it stands for, as a rule.
  test("has no role with more policies than IAM takes", () => {
    type Policies = readonly { readonly PolicyDocument: { readonly Statement: readonly Statement[] } }[];
    const sizes = new Map<string, number>();
    const count = (role: string, document: unknown): void =>
      void sizes.set(role, (sizes.get(role) ?? 0) + JSON.stringify(document).length);
    for (const { id, properties } of longest.of<{ Policies?: Policies }>("AWS::IAM::Role"))
      for (const { PolicyDocument } of properties.Policies ?? []) count(id, PolicyDocument);
    for (const { properties } of longest.of<{ Roles: { Ref: string }[]; PolicyDocument: unknown }>("AWS::IAM::Policy"))
      for (const { Ref } of properties.Roles) count(Ref, properties.PolicyDocument);
    expect(sizes.size).toBeGreaterThan(10);
    expect([...sizes].filter(([, size]) => size > 10_240)).toEqual([]);
  });
});
