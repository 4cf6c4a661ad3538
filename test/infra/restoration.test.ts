import { describe, expect, test } from "vitest";
import { functionNames, manifests } from "../../infra/manifests.ts";
import { settingsOf } from "../../infra/settings.ts";
import { reference, someStageFile, synthesized, type Synthesized, type Value } from "./synthesized.ts";

const restored = {
  name: "rapport-test-restored",
  stream: "arn:aws:dynamodb:eu-west-1:123456789012:table/rapport-test-restored/stream/2026-11-30T10:00:00.000",
};

interface Function {
  readonly ReservedConcurrentExecutions?: number;
  readonly Environment: { readonly Variables: Readonly<Record<string, Value>> };
}
interface Mapping {
  readonly Enabled: boolean;
  readonly EventSourceArn: Value;
}

const own = synthesized();
const stopped = synthesized("test", { restoration: { stopped: true } });
const moved = synthesized("test", { restoration: { table: restored } });

const running = (stack: Synthesized) => ({
  functions: stack
    .of<Function>("AWS::Lambda::Function")
    .filter(({ properties }) => properties.ReservedConcurrentExecutions !== 0).length,
  mappings: stack.of<Mapping>("AWS::Lambda::EventSourceMapping").filter(({ properties }) => properties.Enabled).length,
  schedules: stack
    .of<{ State: string }>("AWS::Scheduler::Schedule")
    .filter(({ properties }) => properties.State === "ENABLED").length,
});

test("a stopped stage runs nothing, and any other runs everything", () => {
  expect(running(stopped)).toEqual({ functions: 0, mappings: 0, schedules: 0 });
  const { functions, mappings, schedules } = running(own);
  expect(functions).toBe(functionNames.length);
  expect(mappings).toBe(6);
  expect(schedules).toBeGreaterThan(16);
  expect(running(moved)).toEqual(running(own));
});

describe("a stage with a restored table", () => {
  const tableId = own.of("AWS::DynamoDB::Table")[0]!.id;
  const withTable = functionNames.filter((name) => manifests[name].needs.table !== undefined);

  test("uses it in every function, and reads its stream", () => {
    for (const name of withTable) {
      const { Variables } = moved.resource<Function>(moved.functionId(name)).properties.Environment;
      expect(Variables["TABLE_NAME"], name).toBe(restored.name);
    }
    const streams = moved
      .of<Mapping>("AWS::Lambda::EventSourceMapping")
      .filter(({ properties }) => properties.EventSourceArn === restored.stream);
    expect(streams).toHaveLength(1);
    expect(moved.outputs["TableName"]).toBe(restored.name);
  });

  test("may use it and no longer its own", () => {
    const policies = JSON.stringify(moved.of("AWS::IAM::Policy").map(({ properties }) => properties));
    expect(policies).toContain(`:table/${restored.name}`);
    expect(policies).toContain(restored.stream);
    expect(policies).not.toContain(tableId);
    expect(JSON.stringify(own.of("AWS::IAM::Policy").map(({ properties }) => properties))).toContain(tableId);
  });

  test("keeps its own as it was, with what the other stack imports of it, so that each can be deployed alone", () => {
    const exported = ({ templates }: Synthesized) => {
      const { Resources, Outputs = {} } = templates["rapport-test-data"]!;
      const names = Object.values(Outputs).flatMap(({ Export }) => Export?.Name ?? []);
      return { table: Resources[tableId], names: names.filter((name) => name.includes(tableId)).toSorted() };
    };
    expect(exported(moved)).toEqual(exported(own));
    expect(exported(own).names.length).toBeGreaterThanOrEqual(3);
    expect(reference({ Ref: tableId })).toBe(tableId);
  });

  test.each<[object, RegExp]>([
    [{ ...restored, name: "rapport-test-other" }, /restoration\.table/],
    [{ ...restored, stream: "arn:aws:sqs:eu-west-1:123456789012:x" }, /restoration\.table\.stream/],
    [{ ...restored, name: "a table" }, /restoration\.table\.name/],
    [{ name: restored.name }, /restoration\.table\.stream/],
  ])("is refused for %j", (table, message) => {
    const text = JSON.stringify({ ...someStageFile, restoration: { table } });
    expect(() => settingsOf({ stage: "test", text, codeRoot: "x" })).toThrow(message);
  });
});
