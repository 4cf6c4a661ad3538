import { usualPatience } from "../../shared/runtime/answer-within.ts";
import { longestAnswer, longestBatch } from "../../functions/send-mail/handler.ts";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { manifests, functionNames, routes, type FunctionName } from "../../infra/manifests.ts";
import { logSettings } from "../../infra/settings/logs.ts";
import { environmentNames } from "../../shared/names.ts";
import { readSources } from "../support/source-files.ts";
import { reference, synthesized, type Value } from "./synthesized.ts";

interface Function {
  readonly FunctionName: string;
  readonly Runtime: string;
  readonly Architectures: readonly string[];
  readonly MemorySize: number;
  readonly Timeout: number;
  readonly Handler: string;
  readonly Role: Value;
  readonly LoggingConfig: { readonly LogGroup: Value };
  readonly Environment: { readonly Variables: Readonly<Record<string, Value>> };
}

const stack = synthesized();
const functions = stack.of<Function>("AWS::Lambda::Function");
const timeoutOf = (name: string) => stack.resource<{ Timeout: number }>(stack.functionId(name)).properties.Timeout;

test("clients of SES and EventBridge give up a request without an answer, so that the work is put off or set aside", () => {
  const made = readSources()
    .filter(({ path }) => /^(functions|shared)\//.test(path))
    .flatMap(({ text }) => text.match(/new (?:SES|EventBridge)Client\([^;]*?\)[;,]/g) ?? []);
  expect(made.length).toBeGreaterThanOrEqual(3);
  for (const client of made) expect(client).toMatch(/requestHandler/);
});

describe("every function", () => {
  test("runs on Node 24 on arm64, from the bundle's handler", () => {
    for (const { properties } of functions) {
      expect(properties).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        Handler: "index.handler",
      });
    }
  });

  test("has its own role", () => {
    const roles = functions.map(({ properties }) => reference(properties.Role));
    expect(new Set(roles).size).toBe(functionNames.length);
  });

  test("writes to its own log group with a retention of a month", () => {
    for (const { properties } of functions) {
      const group = stack.logGroup(properties.LoggingConfig.LogGroup);
      expect(group.properties).toMatchObject({
        LogGroupName: `/aws/lambda/${properties.FunctionName}`,
        RetentionInDays: 30,
      });
    }
  });

  test("logs its own lines, and of Lambda's only those about runs that failed", () => {
    for (const { properties } of functions)
      expect(properties.LoggingConfig).toMatchObject({ LogFormat: "JSON", SystemLogLevel: "WARN" });
  });

  test("uses every variable that its manifest names", () => {
    for (const name of functionNames) {
      const { environment } = manifests[name];
      const read = (file: string) => readFileSync(new URL(`../../functions/${name}/${file}`, import.meta.url), "utf8");
      const source = read("index.ts");
      // `connect` hands these to every command.
      const ofCommands = source.includes("connect(") ? ["table", "masterKey", "policy", "publicUrl"] : [];
      const used = environment.filter(
        (key) => ofCommands.includes(key) || new RegExp(`\\b${key}\\b`).test(source + read("handler.ts")),
      );
      expect(used, name).toEqual(environment);
      expect(source.includes("readEnvironment(environment)"), name).toBe(environment.length > 0);
    }
  });

  test("has exactly the variables of its manifest, stage and languages", () => {
    for (const name of functionNames) {
      const { Variables } = stack.resource<Function>(stack.functionId(name)).properties.Environment;
      const told = Object.keys(Variables).filter((variable) => !forAll.includes(variable));
      expect(told.toSorted(), name).toEqual(environmentReadBy(name).toSorted());
      expect(Variables[environmentNames.stage]).toBe("test");
      expect(Variables[environmentNames.locales]).toBe("en,it,de,fr,es");
    }
    expect(functionNames.flatMap(environmentReadBy)).not.toEqual([]);
  });
});

test("a function that takes forms of pages knows the address at which pages are reached", () => {
  const forms = routes.filter(({ key, roles }) => roles === "public" && /^POST \/(?!v1\/)/.test(key));
  expect(forms.length).toBeGreaterThan(5);
  for (const name of new Set(forms.map((route) => route.function))) {
    expect(environmentReadBy(name), name).toContain(environmentNames.publicUrl);
  }
});

/** The variables that every function has. */
const forAll: readonly string[] = [environmentNames.stage, environmentNames.locales];

/** The variables that a function's manifest names, beside those that all have. */
const environmentReadBy = (name: FunctionName): string[] =>
  manifests[name].environment.map((key) => environmentNames[key]).filter((variable) => !forAll.includes(variable));

describe("time-outs", () => {
  test("let a function that serves a route answer before the gateway's 30 seconds are over", () => {
    const serving = [...new Set(routes.map((route) => route.function))];
    expect(serving.length).toBeGreaterThan(0);
    for (const name of serving) expect(timeoutOf(name)).toBeLessThan(30);
  });

  test("let every function wait for a service that does not answer, in every attempt of the SDK", () => {
    const using = Object.keys(manifests).filter((name) => name !== "shape-token");
    for (const name of using as FunctionName[])
      expect(timeoutOf(name) * 1_000, name).toBeGreaterThan(4 * usualPatience + 1_000);
  });

  test("end the token trigger within Cognito's five seconds", () => {
    expect(timeoutOf("send-mail") * 1_000).toBeGreaterThan(longestBatch + longestAnswer + 1_000);
    expect(timeoutOf("shape-token")).toBeLessThanOrEqual(5);
  });
});

describe("log groups", () => {
  const kept = (days?: number) =>
    synthesized(`days-${days ?? "default"}`, days === undefined ? {} : { logs: { retentionDays: days } })
      .of<{ LogGroupName: string; RetentionInDays: number }>("AWS::Logs::LogGroup")
      .map(({ properties }) => properties);

  test.each([
    [undefined, 30, 30],
    [7, 7, 7],
    [365, 365, 30],
  ])("of a setting of %s days keep lines for %s, and those with callers' addresses for %s", (days, others, access) => {
    for (const { LogGroupName, RetentionInDays } of kept(days))
      expect(RetentionInDays, LogGroupName).toBe(/^(?!\/aws\/lambda\/).*-access$/.test(LogGroupName) ? access : others);
  });

  test("can be kept for every retention that CloudWatch has, but not for ever", () => {
    const known = Object.values(RetentionDays).filter((days) => typeof days === "number");
    const taken = known.filter((days) => logSettings.safeParse({ retentionDays: days }).success);
    expect(taken).toEqual(known.filter((days) => days !== RetentionDays.INFINITE));
    expect(logSettings.safeParse({ retentionDays: 31 }).success).toBe(false);
  });
});
