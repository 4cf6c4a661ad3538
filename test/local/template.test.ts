import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { RawResource } from "../../infra/local/assembly.ts";
import { resolve, type Scope } from "../../infra/local/intrinsics.ts";
import { periodOf } from "../../infra/local/scheduler.ts";
import { Template } from "../../infra/local/template.ts";

const scope: Scope = { ref: (name) => `<${name}>`, attribute: (resource, attribute) => `<${resource}.${attribute}>` };

describe("an intrinsic function", () => {
  it.each([
    [{ Ref: "Table" }, "<Table>"],
    [{ "Fn::GetAtt": ["Table", "Arn"] }, "<Table.Arn>"],
    [{ "Fn::GetAtt": "Table.Arn" }, "<Table.Arn>"],
    [{ "Fn::Join": ["-", ["a", { Ref: "B" }]] }, "a-<B>"],
    [{ "Fn::Sub": "arn:${AWS::Region}:${Table.Arn}:${!literal}" }, "arn:<AWS::Region>:<Table.Arn>:${literal}"],
    [{ "Fn::Sub": ["${a}${B}", { a: { Ref: "A" } }] }, "<A><B>"],
    [{ "Fn::Select": [1, { "Fn::Split": [":", "a:b:c"] }] }, "b"],
    [{ list: [{ Ref: "A" }, 1, null] }, { list: ["<A>", 1, null] }],
  ])("%j resolves to %j", (value, expected) => {
    expect(resolve(value, scope)).toEqual(expected);
  });

  it.each(["Fn::If", "Fn::ImportValue", "Fn::Cidr", "Fn::GetAZs", "Fn::Transform"])("%s throws by name", (name) => {
    expect(() => resolve({ deep: [{ [name]: "x" }] }, scope)).toThrow(name);
  });
});

const place = {
  region: "eu-central-1",
  account: "0",
  stackName: "tiny",
  apiUrl: "http://localhost:1",
  awsUrl: "http://localhost:2",
};
const templateOf = (resources: Record<string, RawResource>) =>
  new Template({ stackName: "tiny", resources, parameters: {}, assetFolder: (key) => key }, place);

describe("a template", () => {
  it("with an unknown resource type throws by name", () => {
    expect(() => templateOf({ Cache: { Type: "AWS::ElastiCache::CacheCluster" } })).toThrow(
      /AWS::ElastiCache::CacheCluster \(Cache\)/,
    );
  });

  it("with a condition on a wired resource throws by name", () => {
    expect(() => templateOf({ Mails: { Type: "AWS::SQS::Queue", Condition: "IsProd" } })).toThrow("Mails");
  });

  it("tells of a property that no schema lists", () => {
    const template = templateOf({ Mails: { Type: "AWS::SQS::Queue", Properties: { FifoQueue: true } } });
    expect(() => template.all("AWS::SQS::Queue", z.strictObject({}))).toThrow(/Mails.*FifoQueue/s);
  });

  it.each<[string, object, string]>([
    ["its default bus not", {}, "rule/paid"],
    ["the default bus by its name not either", { EventBusName: "default" }, "rule/paid"],
    ["a bus of its own by name", { EventBusName: "shop" }, "rule/shop/paid"],
    ["a bus of the template", { EventBusName: { Ref: "Bus" } }, "rule/tiny-Bus/paid"],
    ["a bus by its ARN", { EventBusName: { "Fn::GetAtt": ["Bus", "Arn"] } }, "rule/tiny-Bus/paid"],
  ])("names in a rule's ARN %s", (_bus, properties, resource) => {
    const Paid = { Type: "AWS::Events::Rule", Properties: { Name: "paid", ...properties } };
    const { attributes } = templateOf({ Bus: { Type: "AWS::Events::EventBus" }, Paid }).identity("Paid");
    expect(attributes).toEqual({ Arn: `arn:aws:events:eu-central-1:0:${resource}` });
  });

  it("refers to a queue by its URL, to everything else as CloudFormation does", () => {
    const template = templateOf({
      Mails: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::Sub": "${AWS::StackName}-mails" } } },
      Unnamed: { Type: "AWS::SQS::Queue" },
    });
    expect(template.identity("Mails")).toMatchObject({
      ref: "http://localhost:2/0/tiny-mails",
      attributes: { Arn: "arn:aws:sqs:eu-central-1:0:tiny-mails" },
    });
    expect(template.identity("Unnamed").name).toBe("tiny-Unnamed");
  });

  it("loses properties that are AWS::NoValue", () => {
    const template = templateOf({
      Mails: { Type: "AWS::SQS::Queue", Properties: { DelaySeconds: { Ref: "AWS::NoValue" } } },
    });
    expect(template.all("AWS::SQS::Queue", z.strictObject({}))).toHaveLength(1);
  });

  it("throws on an attribute that the local stack does not know", () => {
    const template = templateOf({
      Mails: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::GetAtt": ["Bus", "Colour"] } } },
      Bus: { Type: "AWS::Events::EventBus" },
    });
    expect(() => template.identity("Mails")).toThrow("Bus.Colour");
  });
});

describe("a schedule expression", () => {
  it.each([
    ["rate(5 minutes)", 300_000],
    ["rate(1 hour)", 3_600_000],
    ["rate(2 days)", 172_800_000],
  ])("%s has a period of %i ms", (expression, period) => {
    expect(periodOf(expression)).toBe(period);
  });

  it("that is no rate throws by name", () => {
    expect(() => periodOf("cron(0 12 * * ? *)")).toThrow("cron(0 12 * * ? *)");
  });
});
