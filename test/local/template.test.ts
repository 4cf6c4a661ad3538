import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { RawResource, StackTemplate } from "../../infra/local/template/assembly.ts";
import { resolve, type Scope } from "../../infra/local/template/intrinsics.ts";
import { periodOf } from "../../infra/local/eventbridge/scheduler.ts";
import { Template } from "../../infra/local/template/template.ts";

const scope: Scope = {
  ref: (name) => `<${name}>`,
  attribute: (resource, attribute) => `<${resource}.${attribute}>`,
  imported: (name) => `<from ${name}>`,
};

describe("an intrinsic function", () => {
  it.each([
    [{ Ref: "Table" }, "<Table>"],
    [{ "Fn::GetAtt": ["Table", "Arn"] }, "<Table.Arn>"],
    [{ "Fn::GetAtt": "Table.Arn" }, "<Table.Arn>"],
    [{ "Fn::Join": ["-", ["a", { Ref: "B" }]] }, "a-<B>"],
    [{ "Fn::Sub": "arn:${AWS::Region}:${Table.Arn}:${!literal}" }, "arn:<AWS::Region>:<Table.Arn>:${literal}"],
    [{ "Fn::Sub": ["${a}${B}", { a: { Ref: "A" } }] }, "<A><B>"],
    [{ "Fn::ImportValue": { "Fn::Sub": "data-${A}" } }, "<from data-<A>>"],
    [{ list: [{ Ref: "A" }, 1, null] }, { list: ["<A>", 1, null] }],
  ])("%j resolves to %j", (value, expected) => {
    expect(resolve(value, scope)).toEqual(expected);
  });

  it.each(["Fn::If", "Fn::Select", "Fn::Split", "Fn::Cidr", "Fn::GetAZs", "Fn::Transform"])(
    "%s throws by name",
    (name) => {
      expect(() => resolve({ deep: [{ [name]: "x" }] }, scope)).toThrow(name);
    },
  );
});

const place = {
  region: "eu-central-1",
  account: "0",
  apiUrl: "http://localhost:1",
  awsUrl: "http://localhost:2",
};
const templateOf = (resources: Record<string, RawResource>) =>
  new Template(
    { stacks: [{ stackName: "tiny", resources, parameters: {}, outputs: {} }], assetFolder: (key) => key },
    place,
  );

describe("a template", () => {
  it("with an unknown resource type throws by name", () => {
    expect(() => templateOf({ Cache: { Type: "AWS::ElastiCache::CacheCluster" } }).assertWired()).toThrow(
      /AWS::ElastiCache::CacheCluster \(Cache\)/,
    );
  });

  it("with a condition on a wired resource throws by name", () => {
    const template = templateOf({ Mails: { Type: "AWS::SQS::Queue", Condition: "IsProd" } });
    expect(template.all("AWS::SQS::Queue", z.object({}))).toHaveLength(1);
    expect(() => template.assertWired()).toThrow("Mails");
  });

  it("names a property that no schema lists", () => {
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

describe("the templates of two stacks", () => {
  type Stack = Partial<Pick<StackTemplate, "resources" | "outputs">>;
  const templateOfTwo = ({ tiny = {}, data = {} }: { tiny?: Stack; data?: Stack }) => {
    const stacks = Object.entries({ "tiny-data": data, tiny }).map(([stackName, { resources = {}, outputs = {} }]) => {
      return { stackName, resources, outputs, parameters: {} };
    });
    return new Template({ stacks, assetFolder: (key) => key }, place);
  };
  const bus = { Bus: { Type: "AWS::Events::EventBus", Properties: { Name: { "Fn::Sub": "${AWS::StackName}-bus" } } } };
  const exported = {
    BusArn: {
      Value: { "Fn::GetAtt": ["Bus", "Arn"] },
      Export: { Name: { "Fn::Sub": "${AWS::StackName}:BusArn" } },
    },
    NotExported: { Value: { Ref: "Bus" } },
  };
  const paidOn = (EventBusName: unknown) => ({
    Paid: { Type: "AWS::Events::Rule", Properties: { Name: "paid", EventBusName } },
  });

  it("are joined: what one imports is what the other exports, resolved where that stack is", () => {
    const template = templateOfTwo({
      tiny: { resources: paidOn({ "Fn::ImportValue": "tiny-data:BusArn" }) },
      data: { resources: bus, outputs: exported },
    });
    expect(template.identity("Paid").attributes).toEqual({
      Arn: "arn:aws:events:eu-central-1:0:rule/tiny-data-bus/paid",
    });
    expect(template.all("AWS::Events::EventBus", z.object({})).map(({ name }) => name)).toEqual(["tiny-data-bus"]);
  });

  it.each<[string, unknown, string]>([
    ["what no stack exports", { "Fn::ImportValue": "tiny-data:Queue" }, "No stack exports tiny-data:Queue"],
    ["a resource of the other stack by its logical id", { Ref: "Bus" }, "The template of tiny has no resource Bus"],
    ["an attribute of it", { "Fn::GetAtt": ["Bus", "Arn"] }, "The template of tiny has no resource Bus"],
  ])("may not refer to %s", (_what, value, words) => {
    const template = templateOfTwo({
      tiny: { resources: paidOn(value) },
      data: { resources: bus, outputs: exported },
    });
    expect(() => template.identity("Paid")).toThrow(words);
  });

  it("may not have two resources of the same name", () => {
    expect(() => templateOfTwo({ tiny: { resources: bus }, data: { resources: bus } })).toThrow(
      "Two stacks have a resource Bus",
    );
  });

  it("shorten a name by the stage, whichever stack has it", () => {
    const template = templateOfTwo({});
    expect(["tiny-shape-token", "tiny-data-Table", "other"].map((name) => template.shortName(name))).toEqual([
      "shape-token",
      "data-Table",
      "other",
    ]);
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
