import { describe, expect, test } from "vitest";
import { userAttributes } from "../../shared/names.ts";
import { reference, synthesized, type Value } from "./synthesized.ts";

const stack = synthesized();
const pool = stack.of<{
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: boolean };
  UsernameAttributes: string[];
  MfaConfiguration: string;
  EnabledMfas: string[];
  UserPoolTier: string;
  Schema: { Name: string; Mutable: boolean }[];
  LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: Value; LambdaVersion: string } };
  Policies: { PasswordPolicy: Record<string, unknown> };
}>("AWS::Cognito::UserPool")[0]!;
const clients = stack.of<{
  GenerateSecret: boolean;
  AllowedOAuthFlows: string[];
  ExplicitAuthFlows: string[];
  WriteAttributes: string[];
  ReadAttributes: string[];
  PreventUserExistenceErrors: string;
}>("AWS::Cognito::UserPoolClient");

describe("the user pool", () => {
  test("takes only users that the operator makes", () => {
    expect(pool.properties.AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(true);
    expect(pool.properties.UsernameAttributes).toEqual(["email"]);
  });

  test("asks for a strong password and an authenticator application", () => {
    expect(pool.properties).toMatchObject({ MfaConfiguration: "ON", EnabledMfas: ["SOFTWARE_TOKEN_MFA"] });
    expect(pool.properties.Policies.PasswordPolicy).toMatchObject({
      MinimumLength: 14,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
    });
  });

  test("keeps partner and role, and never moves a user to another partner", () => {
    const attributes = pool.properties.Schema.map(({ Name, Mutable }) => [`custom:${Name}`, Mutable]);
    expect(attributes).toEqual([
      [userAttributes.partner, false],
      [userAttributes.role, true],
    ]);
  });

  test("has every token shaped by shape-token, access tokens too", () => {
    const { LambdaArn, LambdaVersion } = pool.properties.LambdaConfig.PreTokenGenerationConfig;
    expect(reference(LambdaArn)).toBe(stack.functionId("shape-token"));
    expect(LambdaVersion).toBe("V2_0");
    expect(pool.properties.UserPoolTier).toBe("ESSENTIALS");
    const [permission, ...more] = stack
      .of<{ Principal: string; FunctionName: Value; SourceArn: Value }>("AWS::Lambda::Permission")
      .filter(({ properties }) => properties.Principal === "cognito-idp.amazonaws.com");
    expect(more).toEqual([]);
    expect(reference(permission?.properties.FunctionName)).toBe(stack.functionId("shape-token"));
    expect(reference(permission?.properties.SourceArn)).toBe(pool.id);
  });
});

describe("the client", () => {
  test("is one, public, and signs in by authorization code", () => {
    expect(clients).toHaveLength(1);
    expect(clients[0]?.properties).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ["code"],
      PreventUserExistenceErrors: "ENABLED",
    });
    expect(clients[0]?.properties.ExplicitAuthFlows.filter((flow) => flow.includes("PASSWORD"))).toEqual([]);
  });

  test("reads partner and role and can write neither", () => {
    const { ReadAttributes, WriteAttributes } = clients[0]!.properties;
    expect(ReadAttributes).toEqual(expect.arrayContaining(Object.values(userAttributes)));
    expect(WriteAttributes).toEqual(["email"]);
  });
});
