import { describe, expect, test } from "vitest";
import { functionNames, type FunctionName } from "../../infra/manifests.ts";
import { resourcePolicies, statementsOfFunction, statementsOfRole, trustOfRole } from "./statements.ts";
import { literal, reference, references, synthesized, type Statement, type Value } from "./synthesized.ts";

const stack = synthesized();
const roles = stack.of<{ ManagedPolicyArns?: Value[] }>("AWS::IAM::Role");
const environmentOf = (name: string) =>
  stack.resource<{ Environment: { Variables: Record<string, Value> } }>(stack.functionId(name)).properties.Environment
    .Variables;
const allowed = (name: string, wanted: RegExp) =>
  statementsOfFunction(stack, name).filter(({ actions }) => actions.some((action) => wanted.test(action)));

const ownLog = ["logs:CreateLogStream", "logs:PutLogEvents"];
const table = (...actions: string[]) => actions.map((action) => `dynamodb:${action}`);
const stream = table("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams");
const everyWrite = table("PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem");
const masterKey = ["secretsmanager:GetSecretValue"];
/** SES has one suppression list and one quota for an account, and no narrower resource for these actions. */
const accountList = ["ses:GetSuppressedDestination", "ses:DeleteSuppressedDestination"];
const quota = ["ses:GetSendQuota"];
const consume = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

/** What each function calls, and so all that it may. A new permission is a new entry here. */
const permissions: Readonly<Record<FunctionName, readonly string[]>> = {
  "serve-invitations": [
    ...table("BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem", "BatchWriteItem"),
    ...masterKey,
  ],
  "serve-batch": [
    ...table("BatchGetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem", "BatchWriteItem"),
    ...masterKey,
  ],
  "serve-previews": [...table("BatchGetItem", "Query"), ...masterKey],
  "serve-customers": [...table("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"), ...masterKey],
  "serve-access": [...table("BatchGetItem", "UpdateItem"), "cognito-idp:AdminGetUser"],
  "serve-support": table("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"),
  "serve-jobs": table("BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"),
  "serve-relationships": table("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"),
  "serve-partner": [...table("GetItem", "BatchGetItem", "Query"), ...everyWrite],
  "serve-users": [
    ...table("GetItem", "BatchGetItem", "Query"),
    ...everyWrite,
    ...masterKey,
    ...["AdminCreateUser", "AdminGetUser", "AdminUpdateUserAttributes", "AdminDeleteUser"].map(
      (action) => `cognito-idp:${action}`,
    ),
  ],
  "serve-operator": [
    ...table("GetItem", "BatchGetItem", "Query"),
    ...everyWrite,
    ...masterKey,
    ...accountList,
    "cognito-idp:AdminGetUser",
  ],
  "serve-offer": [...table("GetItem", "BatchGetItem"), ...everyWrite, ...masterKey],
  "serve-receipts": [...table("BatchGetItem"), ...masterKey],
  "serve-unsubscribe": [...table("BatchGetItem", "UpdateItem"), ...masterKey],
  "serve-confirm": [...table("GetItem", "BatchGetItem"), ...everyWrite, ...masterKey],
  "serve-portal": [...table("GetItem", "BatchGetItem", "Query"), ...everyWrite, ...masterKey],
  "serve-console": [...table("GetItem", "BatchGetItem", "Query", "PutItem", "DeleteItem"), ...masterKey],
  "serve-console-settings": [
    ...table("GetItem", "BatchGetItem", "Query"),
    ...everyWrite,
    ...masterKey,
    ...["AdminCreateUser", "AdminGetUser", "AdminUpdateUserAttributes", "AdminDeleteUser"].map(
      (action) => `cognito-idp:${action}`,
    ),
  ],
  "serve-public": [],
  "receive-callback": [...table("GetItem", "BatchGetItem"), ...everyWrite, ...masterKey],
  "publish-events": [
    ...stream,
    ...table("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "BatchWriteItem"),
    ...masterKey,
    "events:PutEvents",
    "sqs:SendMessage",
    ...consume,
  ],
  "send-mail": [
    ...table("BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"),
    ...masterKey,
    "ses:SendRawEmail",
    ...quota,
    "sqs:ChangeMessageVisibility",
    ...consume,
  ],
  "record-delivery": [...table("BatchGetItem", "Query"), ...everyWrite, ...masterKey, ...consume],
  "count-invitations": [...table("BatchGetItem", "PutItem", "UpdateItem"), ...consume],
  "work-jobs": [
    ...table("BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem", "BatchWriteItem"),
    ...masterKey,
    "sqs:ChangeMessageVisibility",
    ...consume,
  ],
  "sweep-due": [...table("BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"), ...masterKey],
  "fulfil-data-requests": [
    ...table("BatchGetItem", "GetItem", "Query", "Scan"),
    ...table("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"),
    ...masterKey,
  ],
  "shape-token": [],
};

describe("every role", () => {
  test("names no AWS managed policy", () => {
    for (const { properties } of roles) expect(properties.ManagedPolicyArns ?? []).toEqual([]);
  });

  test("names no * action, and no * resource but for what SES has no resource for", () => {
    for (const { id } of roles) {
      const statements = statementsOfRole(stack, id);
      expect(statements, id).not.toEqual([]);
      for (const { actions, resources } of statements) {
        expect(actions.filter((action) => action.includes("*"))).toEqual([]);
        // The streams of one log group, whose names are Lambda's.
        const unlimited = resources.map(literal).filter((resource) => !/:log-group:[^*]+:\*$/.test(resource));
        const isUnlimited = unlimited.some((resource) => resource.includes("*"));
        if (isUnlimited) expect([accountList.toSorted(), quota]).toContainEqual(actions.toSorted());
      }
    }
  });

  test("is assumed by one service", () => {
    for (const { id } of roles) {
      const [trust, ...more] = trustOfRole(stack, id);
      expect(more).toEqual([]);
      expect(trust).toMatchObject({ effect: "Allow", actions: ["sts:AssumeRole"] });
      expect([{ Service: "lambda.amazonaws.com" }, { Service: "scheduler.amazonaws.com" }]).toContainEqual(
        trust?.principal,
      );
    }
  });
});

describe("every function", () => {
  test.each(functionNames)("%s is allowed exactly the actions that it uses", (name) => {
    const actions = new Set(statementsOfFunction(stack, name).flatMap((statement) => statement.actions));
    expect([...actions].toSorted()).toEqual([...ownLog, ...permissions[name]].toSorted());
  });

  test.each(functionNames)("%s writes to no log but its own", (name) => {
    const own = stack.resource<{ LoggingConfig: { LogGroup: Value } }>(stack.functionId(name)).properties.LoggingConfig;
    const { LogGroupName } = stack.logGroup(own.LogGroup).properties;
    const logs = allowed(name, /^logs:PutLogEvents$/).flatMap(({ resources }) => resources.map(literal));
    expect(logs).toEqual([`arn:…:logs:…:…:log-group:${LogGroupName}:*`]);
  });

  test.each([
    [/^dynamodb:(?:Batch)?GetItem$/, "TABLE_NAME"],
    [/^secretsmanager:GetSecretValue$/, "MASTER_KEY_SECRET_ID"],
    [/^events:PutEvents$/, "EVENT_BUS_NAME"],
    [/^sqs:SendMessage$/, "POISON_QUEUE_URL"],
    [/^cognito-idp:/, "USER_POOL_ID"],
    [/^ses:SendRawEmail$/, "MAIL_CONFIGURATION_SET"],
  ])("that may %s has the variable %s, and no other function has it", (action, variable) => {
    const permitted = functionNames.filter((name) => allowed(name, action).length > 0);
    const told = functionNames.filter((name) => variable in environmentOf(name));
    expect(permitted).not.toEqual([]);
    expect(told).toEqual(permitted);
    for (const name of permitted) {
      const granted = allowed(name, action).flatMap(({ resources }) => resources.flatMap(references));
      expect(granted).toContain(reference(environmentOf(name)[variable]));
    }
  });

  test("that postpones messages may postpone those of its own queue, whose variable it has", () => {
    const own = { "send-mail": "MAIL_QUEUE_URL", "work-jobs": "JOBS_QUEUE_URL" };
    expect(functionNames.filter((name) => allowed(name, /^sqs:ChangeMessageVisibility$/).length > 0)).toEqual(
      Object.keys(own).toSorted(),
    );
    for (const [name, variable] of Object.entries(own)) {
      const granted = allowed(name, /^sqs:ChangeMessageVisibility$/).flatMap(({ resources }) => resources);
      expect(granted.flatMap(references)).toEqual([reference(environmentOf(name)[variable])]);
      expect(functionNames.filter((other) => variable in environmentOf(other))).toEqual([name]);
    }
  });

  test("that queries an index may query that one", () => {
    const indexes = (name: string) =>
      allowed(name, /^dynamodb:Query$/)
        .flatMap(({ resources }) => resources.map(literal))
        .filter((resource) => resource.includes("/index/"));
    const found = functionNames.map((name) => [name, indexes(name)]).filter(([, list]) => list?.length !== 0);
    expect(found).toEqual([
      ["serve-invitations", ["…/index/GSI1"]],
      ["serve-jobs", ["…/index/GSI1"]],
      ["serve-customers", ["…/index/GSI3"]],
      ["serve-relationships", ["…/index/GSI1", "…/index/GSI3"]],
      ["serve-support", ["…/index/GSI1"]],
      ["serve-partner", ["…/index/GSI1"]],
      ["serve-operator", ["…/index/GSI1", "…/index/GSI3"]],
      ["serve-console", ["…/index/GSI3"]],
      ["work-jobs", ["…/index/GSI1"]],
      ["sweep-due", ["…/index/GSI2"]],
    ]);
  });
});

describe("the scheduler", () => {
  const trusts = roles.filter(({ id }) => isOf(trustOfRole(stack, id)[0], "scheduler.amazonaws.com"));

  test("has one role per function, for schedules of this account, which starts that function", () => {
    for (const { id } of trusts) {
      expect(trustOfRole(stack, id)[0]?.condition).toEqual({
        StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
      });
    }
    const allowed = trusts.map(({ id }) =>
      statementsOfRole(stack, id).map(({ actions, resources }) => [actions, resources.map(reference)]),
    );
    expect(allowed).toHaveLength(4);
    expect(allowed).toContainEqual([[["lambda:InvokeFunction"], [stack.functionId("fulfil-data-requests")]]]);
    expect(allowed).toContainEqual([[["lambda:InvokeFunction"], [stack.functionId("send-mail")]]]);
    expect(allowed).toContainEqual([[["lambda:InvokeFunction"], [stack.functionId("publish-events")]]]);
    expect(allowed).toContainEqual([
      [["lambda:InvokeFunction"], [stack.functionId("sweep-due")]],
      [["sqs:SendMessage"], [expect.stringMatching(/^SweeperDead/)]],
    ]);
  });
});

function isOf(statement: Statement | undefined, service: string): boolean {
  return JSON.stringify(statement?.principal) === JSON.stringify({ Service: service });
}

describe("every policy of a queue or a topic", () => {
  test("allows only one service, under a condition", () => {
    const letIn = resourcePolicies(stack).flatMap(({ statements }) =>
      statements.filter(({ effect }) => effect === "Allow"),
    );
    expect(letIn).not.toEqual([]);
    for (const { principal, condition, actions } of letIn) {
      expect(principal).toEqual({
        Service: expect.stringMatching(/^(?:events|cloudwatch)\.amazonaws\.com$/) as string,
      });
      expect(condition).not.toEqual({});
      expect(actions.filter((action) => action.includes("*"))).toEqual([]);
    }
  });

  test("refuses what does not come over TLS", () => {
    const policies = resourcePolicies(stack);
    const guarded = [...stack.of("AWS::SQS::Queue"), ...stack.of("AWS::SNS::Topic")].map(({ id }) => id);
    expect(policies.map(({ on }) => on).toSorted()).toEqual(guarded.toSorted());
    for (const { statements } of policies) {
      expect(statements).toContainEqual(
        expect.objectContaining({ effect: "Deny", condition: { Bool: { "aws:SecureTransport": "false" } } }),
      );
    }
  });
});
