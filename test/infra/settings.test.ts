import { App } from "aws-cdk-lib";
import { describe, expect, test } from "vitest";
import { readSettings } from "../../infra/settings.ts";
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
