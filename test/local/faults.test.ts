import { beforeEach, describe, expect, it } from "vitest";
import { jsonReply, type Call } from "../../infra/local/aws-endpoint.ts";
import { faultyCalls } from "../../infra/local/faults/requests.ts";
import { Faults } from "../../infra/local/faults/faults.ts";

let faults: Faults;
let acted: Call[];
beforeEach(() => {
  faults = new Faults(["mail", "sweep"]);
  acted = [];
});

const ask = async (operation: string, { caller = "mail", service = "dynamodb", input = {} }: Partial<Call> = {}) => {
  const { body, hangUp } = await faults.intercept({ service, operation, caller, input }, async (call) => {
    acted.push(call);
    return jsonReply({ acted: true });
  });
  return hangUp ? "hung up" : (JSON.parse(body) as Record<string, unknown>);
};
const done = { acted: true };

describe("a fault for one caller", () => {
  it("fails that function's calls and no others", async () => {
    faults.add({ service: "dynamodb", operation: "Query", caller: "sweep", error: "Broken" });
    expect(await ask("Query")).toEqual(done);
    expect(await ask("GetItem", { caller: "sweep" })).toEqual(done);
    expect(await ask("Query", { caller: "sweep" })).toMatchObject({ __type: "Broken" });
    expect(await ask("Query", { caller: "sweep" })).toEqual(done);
    expect(acted).toHaveLength(3);
  });

  it("waits behind an older one for all callers", async () => {
    faults.add({ service: "dynamodb", operation: "Query", error: "First" });
    faults.add({ service: "dynamodb", operation: "Query", caller: "mail", error: "Second" });
    expect(await ask("Query")).toMatchObject({ __type: "First" });
    expect(await ask("Query")).toMatchObject({ __type: "Second" });
    expect(faults.pending).toEqual([]);
  });
});

describe("a watcher", () => {
  it("is called before the call, in time to add a fault for it", async () => {
    faults.watch = ({ service, operation, caller }) => faults.add({ service, operation, caller, error: "Broken" });
    expect(await ask("Query", { caller: "sweep" })).toMatchObject({ __type: "Broken" });
    expect(faults.pending).toEqual([]);
  });
});

describe("a call fails", () => {
  it.each<[string, object, unknown, number]>([
    ["before it acts", { error: "Broken" }, { __type: "Broken", message: "Broken was injected." }, 0],
    ["after it acted", { error: "Broken", after: true }, { __type: "Broken", message: "Broken was injected." }, 1],
    ["without an answer", { error: "timeout" }, "hung up", 0],
    ["without an answer after it acted", { error: "timeout", after: true }, "hung up", 1],
    [
      "in a conflict",
      { error: "TransactionConflict" },
      { __type: "TransactionConflictException", message: "TransactionConflict was injected." },
      0,
    ],
  ])("%s", async (_how, more, answer, acts) => {
    faults.add({ service: "dynamodb", operation: "PutItem", ...more });
    expect(await ask("PutItem")).toEqual(answer);
    expect(acted).toHaveLength(acts);
  });
});

describe("a conflict", () => {
  it("does not happen to a transaction that was carried out, and whose answer was lost", async () => {
    const write = (token: string) =>
      ask("TransactWriteItems", { input: { ClientRequestToken: token, TransactItems: [{}] } });
    const fault = { service: "dynamodb", operation: "TransactWriteItems" };
    faults.add({ ...fault, error: "timeout", after: true });
    faults.add({ ...fault, error: "TransactionConflict", times: 2 });
    expect([await write("one"), await write("one")]).toEqual(["hung up", done]);
    expect(await write("two")).toMatchObject({ __type: "TransactionCanceledException" });
  });
});

describe("one entry fails", () => {
  const TransactItems = [{}, {}, {}];

  it.each<[string, object, readonly string[]]>([
    ["the first, where nobody says which", { error: "TransactionConflict" }, ["TransactionConflict", "None", "None"]],
    ["the one that is named", { error: "TransactionConflict", entry: 2 }, ["None", "None", "TransactionConflict"]],
    ["for whatever reason", { error: "ThrottlingError", entry: 1 }, ["None", "ThrottlingError", "None"]],
  ])("of a transaction, which then does nothing: %s", async (_which, more, codes) => {
    faults.add({ service: "dynamodb", operation: "TransactWriteItems", ...more });
    expect(await ask("TransactWriteItems", { input: { TransactItems } })).toMatchObject({
      __type: "TransactionCanceledException",
      CancellationReasons: codes.map((Code) => ({ Code })),
    });
    expect(acted).toEqual([]);
  });

  it("of a batch of keys: it is given back, the others are read", async () => {
    const [first, second] = [{ PK: { S: "1" } }, { PK: { S: "2" } }];
    faults.add({ service: "dynamodb", operation: "BatchGetItem", error: "Throttled", entry: 0 });
    const input = { RequestItems: { data: { Keys: [first, second], ConsistentRead: true } } };
    const answer = await ask("BatchGetItem", { input });
    expect(answer).toEqual({ ...done, UnprocessedKeys: { data: { Keys: [first], ConsistentRead: true } } });
    expect(acted[0]?.input).toEqual({ RequestItems: { data: { Keys: [second], ConsistentRead: true } } });
  });

  it("of a batch of one key: nothing is read", async () => {
    const RequestItems = { data: { Keys: [{ PK: { S: "1" } }] } };
    faults.add({ service: "dynamodb", operation: "BatchGetItem", error: "Throttled", entry: 0 });
    expect(await ask("BatchGetItem", { input: { RequestItems } })).toMatchObject({ UnprocessedKeys: RequestItems });
    expect(acted).toEqual([]);
  });

  it("but not of a batch that has no such entry", async () => {
    faults.add({ service: "events", operation: "PutEvents", error: "Broken", entry: 3 });
    expect(await ask("PutEvents", { service: "events", input: { Entries: [{}] } })).toEqual(done);
  });
});

describe("a fault that could never happen is refused with the valid values:", () => {
  const call = { service: "dynamodb", operation: "Query", error: "Broken" };

  it.each<[string, object, RegExp]>([
    [
      "a service",
      { ...call, service: "dynamo" },
      /^There is no service dynamo to fail\. There is: cognito-idp, dynamodb, events?.*\.$/,
    ],
    [
      "an operation",
      { ...call, operation: "GetItems" },
      /^dynamodb has no operation GetItems to fail\..* GetItem, .*\.$/,
    ],
    [
      "an operation of another service",
      { ...call, service: "ses" },
      /^ses has no operation Query to fail\. There is: DeleteSuppressedDestination, .*, SendRawEmail\.$/,
    ],
    ["a caller", { ...call, caller: "male" }, /^There is no function male .*\. There is: mail, sweep\.$/],
    ["a function", { crash: "male", at: "end" }, /^There is no function male to crash\. There is: mail, sweep\.$/],
    [
      "an entry of a single call",
      { ...call, entry: 0 },
      /^.* cannot fail one entry of Query\. There is: .*PutEvents.*\.$/,
    ],
    [
      "an entry after the act",
      { service: "events", operation: "PutEvents", error: "Broken", entry: 0, after: true },
      /^One entry fails instead of acting.*\.$/,
    ],
  ])("%s", (_what, request, sentence) => {
    expect(() => faults.add(request)).toThrow(RangeError);
    expect(() => faults.add(request)).toThrow(sentence);
    expect(faults.pending).toEqual([]);
  });

  it.each([{}, { service: "ses" }, { ...call, times: 0 }, { ...call, entry: -1 }, { crash: "mail", at: "middle" }])(
    "no fault by its shape: %o",
    (request) => {
      expect(() => faults.add(request)).toThrow(/expected/);
      expect(faults.pending).toEqual([]);
    },
  );

  it("services go by the names people know and by those that requests are signed with", () => {
    for (const service of ["eventbridge", "events"]) faults.add({ service, operation: "PutEvents", error: "Broken" });
    expect(faults.pending).toMatchObject([{ service: "events" }, { service: "events" }]);
    expect(Object.keys(faultyCalls)).toEqual([
      ...["cognito-idp", "dynamodb", "eventbridge", "secrets-manager", "ses", "sqs"],
    ]);
  });
});
