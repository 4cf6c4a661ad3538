import { describe, expect, it } from "vitest";
import { decide, policySchema, rulesOf } from "../../../infra/local/iam/policy.ts";

const queue = "arn:aws:sqs:r:0:work";
const table = "arn:aws:dynamodb:r:0:table/items";
const allow = (Action: string | string[], Resource: string | string[], more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const deny = (Action: string, Resource: string, more: object = {}) => ({
  ...allow(Action, Resource, more),
  Effect: "Deny",
});
const sends = allow("sqs:SendMessage", queue);
const policyOf = (...Statement: object[]) => policySchema.safeParse({ Version: "2012-10-17", Statement });

const asked = (action: string, resource: string) => ({
  principal: "arn:aws:iam::0:role/worker",
  action,
  resource,
  context: { "aws:SecureTransport": "true", "aws:SourceArn": "arn:aws:events:r:0:rule/mailed" },
});
const isAllowed = (statements: readonly object[], action = "sqs:SendMessage", resource = queue): boolean =>
  decide(rulesOf(policyOf(...statements).data!), asked(action, resource)).allowed;

describe("a policy", () => {
  it.each<[string, boolean, object[], string?, string?]>([
    ["what it names", true, [sends]],
    ["an action in other letter case", true, [allow("sqs:sendmessage", queue)]],
    ["another action", false, [sends], "sqs:ReceiveMessage", queue],
    ["another resource", false, [sends], "sqs:SendMessage", `${queue}-dead`],
    ["a resource in other letter case", false, [sends], "sqs:SendMessage", queue.toUpperCase()],
    ["one of several actions and resources", true, [allow(["a:B", "sqs:SendMessage"], [table, queue])]],
    ["what is denied beside, whatever the order", false, [deny("sqs:*", "*"), sends]],
    ["what is denied elsewhere", true, [allow("sqs:*", "*"), deny("sqs:*", table)]],
    ["nothing without a statement", false, []],
    ["actions by *", true, [allow("sqs:Send*", queue)]],
    ["actions by ?", false, [allow("sqs:Send?", queue)]],
    ["a dot that is a dot", false, [allow("sqs:SendMessage", "arn.aws:sqs:r:0:work")]],
    ["the table, but no index of it", false, [allow("dynamodb:Query", table)], "dynamodb:Query", `${table}/index/one`],
    [
      "the indexes by *, but not the table",
      false,
      [allow("dynamodb:Query", `${table}/index/*`)],
      "dynamodb:Query",
      table,
    ],
    ["an index by *", true, [allow("dynamodb:Query", `${table}/index/*`)], "dynamodb:Query", `${table}/index/one`],
    ["one letter by ?", true, [allow("sqs:SendMessage", "arn:aws:sqs:?:0:w?rk")]],
    ["no colon by a * within a part", false, [allow("sqs:SendMessage", "arn:aws:s*s:0:work")]],
    ["colons by a * that ends its part", true, [allow("sqs:SendMessage", "arn:aws:sqs:*")]],
  ])("allows %s: %s", (_name, expected, statements, action, resource) => {
    expect(isAllowed(statements, action, resource)).toBe(expected);
  });

  const rule = "arn:aws:events:r:0:rule/mailed";
  it.each<[boolean, object]>([
    [true, { Bool: { "aws:SecureTransport": "true" } }],
    [false, { Bool: { "aws:SecureTransport": "false" } }],
    [true, { ArnEquals: { "aws:SourceArn": rule } }],
    [true, { ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/mail*" } }],
    [false, { ArnEquals: { "aws:SourceArn": `${rule}-too` } }],
    [true, { StringEquals: { "aws:SourceArn": ["other", rule] } }],
    [false, { StringEquals: { "aws:SourceArn": "arn:aws:events:r:0:rule/*" } }],
    [false, { ArnEquals: { "aws:SourceArn": rule }, Bool: { "aws:SecureTransport": "false" } }],
    // Nothing is known of the account, and what is not known fulfils no condition.
    [false, { StringEquals: { "aws:SourceAccount": "0" } }],
  ])("holds: %s, under the condition %j", (expected, Condition) => {
    expect(isAllowed([allow("sqs:SendMessage", queue, { Condition })])).toBe(expected);
  });

  it.each<[boolean, unknown]>([
    [true, "*"],
    [true, { AWS: "*" }],
    [true, { AWS: ["arn:aws:iam::0:role/other", "arn:aws:iam::0:role/worker"] }],
    [false, { AWS: "arn:aws:iam::0:role/other" }],
    [false, { Service: "events.amazonaws.com" }],
  ])("of a resource is about the caller: %s, with the principal %j", (expected, Principal) => {
    expect(isAllowed([allow("sqs:SendMessage", queue, { Principal })])).toBe(expected);
  });

  it.each<[string, object]>([
    ["NumericEquals", { Condition: { NumericEquals: { "aws:SourceArn": "1" } } }],
    ["StringEqualsIfExists", { Condition: { StringEqualsIfExists: { "aws:SourceArn": "1" } } }],
    ["dynamodb:LeadingKeys", { Condition: { StringEquals: { "dynamodb:LeadingKeys": "1" } } }],
    ["NotAction", { NotAction: "sqs:*" }],
    ["NotResource", { NotResource: "*" }],
    ["Federated", { Principal: { Federated: "*" } }],
  ])("with an unknown %s is refused by name", (name, more) => {
    expect(policyOf(allow("sqs:SendMessage", queue, more)).error?.message).toContain(name);
  });

  it("with a variable is refused by name", () => {
    const policy = policyOf(allow("sqs:SendMessage", "arn:aws:sqs:r:0:${aws:username}")).data!;
    expect(() => rulesOf(policy)).toThrow("${aws:username}");
  });
});
