import { App } from "aws-cdk-lib";
import { describe, expect, test } from "vitest";
import { readSettings } from "../../infra/settings.ts";
import { policyOf } from "../../shared/policy/policy.ts";
import { parsePolicySettings } from "../../shared/policy/policy-settings.ts";
import { literal, references, synthesized, type Value } from "./synthesized.ts";

const read = (context: Record<string, unknown>) => readSettings(new App({ context }));

describe("settings", () => {
  test("without a context are those of a developer's own stage", () => {
    expect(read({})).toMatchObject({ stage: "dev", sender: "rapport@example.com", operatorName: "Rapport" });
    expect(read({}).publicUrl).toBeUndefined();
  });

  test("come from the context", () => {
    const context = {
      stage: "prod",
      sender: "rapport@operator.example",
      operatorName: "Operator",
      publicUrl: "https://rapport.operator.example",
    };
    expect(read(context)).toMatchObject(context);
  });

  test.each([
    ["stage", "Prod"],
    ["stage", "x".repeat(17)],
    ["stage", ""],
    ["sender", "nobody"],
    ["publicUrl", "https://rapport.operator.example/"],
    ["operatorName", 7],
  ])("refuse %s %j, and say which it was", (key, value) => {
    expect(() => read({ [key]: value })).toThrow(`Context "${key}" must`);
  });
});

test("links lead to the API's own endpoint unless the deployment has another address", () => {
  const stack = synthesized();
  const { Variables } = stack.resource<{ Environment: { Variables: Record<string, Value> } }>(
    stack.functionId("send-mail"),
  ).properties.Environment;
  expect(Variables["PUBLIC_URL"]).toEqual({ "Fn::GetAtt": [references(Variables["PUBLIC_URL"])[0], "ApiEndpoint"] });
  expect(literal(Variables["OPERATOR_NAME"])).toBe("Operator");
});

describe("a policy", () => {
  test("is the default preset unless the context names another", () => {
    expect(read({}).policy).toEqual({ preset: "default" });
    const externalPortals = '{"office-admin-portal":"https://office.example/accept"}';
    expect(read({ policy: "partner-center-2018", proofOfMailbox: "high-risk", externalPortals }).policy).toEqual({
      preset: "partner-center-2018",
      proofOfMailbox: "high-risk",
      externalPortals: { "office-admin-portal": "https://office.example/accept" },
    });
  });

  test.each([
    ["policy", "partner-center-2019"],
    ["proofOfMailbox", "never"],
    ["externalPortals", "https://office.example"],
    ["externalPortals", '["rapport"]'],
    ["externalPortals", '{"office-admin-portal":"https://office.example"}'],
    ["externalPortals", '{"rapport":"http://office.example"}'],
    ["externalPortals", '{"rapport":"http://localhost@office.example"}'],
    ["externalPortals", '{"rapport":"http://localhost.office.example"}'],
    ["externalPortals", '{"rapport":"https://office.example/#here"}'],
    ["externalPortals", '{"rapport":7}'],
  ])("refuses %s %j, and says which it was", (key, value) => {
    expect(() => read({ [key]: value })).toThrow(`Context "${key}" must`);
  });

  test.each([
    "https://office.example",
    "https://office.example:8443/a?b=c",
    "http://localhost:8080",
    "http://127.0.0.1",
  ])("that the stack takes is one with which functions start: %s", (url) => {
    const { policy } = read({ externalPortals: JSON.stringify({ rapport: url }) });
    expect(policyOf(parsePolicySettings(JSON.stringify(policy))).portal("rapport")).toMatchObject({ url });
  });

  test("reaches every function that is governed by it", () => {
    const stack = synthesized();
    const functions = stack.of<{ FunctionName: string; Environment: { Variables: Record<string, Value> } }>(
      "AWS::Lambda::Function",
    );
    const told = functions.filter(({ properties }) => "POLICY" in properties.Environment.Variables);
    expect(told.map(({ properties }) => properties.FunctionName)).toEqual(
      expect.arrayContaining(["rapport-test-serve-invitations", "rapport-test-serve-offer"]),
    );
    for (const { properties } of told) expect(properties.Environment.Variables["POLICY"]).toBe('{"preset":"default"}');
  });
});
