import { describe, expect, test } from "vitest";
import { table as names } from "../../shared/names.ts";
import { synthesized } from "./synthesized.ts";

interface Table {
  readonly BillingMode: string;
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
  readonly GlobalSecondaryIndexes: readonly {
    readonly IndexName: string;
    readonly KeySchema: Table["KeySchema"];
    readonly Projection: { readonly ProjectionType: string };
  }[];
  readonly StreamSpecification: { readonly StreamViewType: string };
  readonly TimeToLiveSpecification: { readonly AttributeName: string; readonly Enabled: boolean };
  readonly PointInTimeRecoverySpecification: {
    readonly PointInTimeRecoveryEnabled: boolean;
    readonly RecoveryPeriodInDays: number;
  };
}

interface Secret {
  readonly GenerateSecretString: Readonly<Record<string, unknown>>;
}

const stack = synthesized();
const tables = stack.of<Table>("AWS::DynamoDB::Table");

describe("the table", () => {
  const { properties } = tables[0]!;

  test("streams new images, drops garbage, and can be set back to any second", () => {
    expect(properties.StreamSpecification.StreamViewType).toBe("NEW_IMAGE");
    expect(properties.TimeToLiveSpecification).toEqual({ AttributeName: names.ttl, Enabled: true });
    expect(properties.PointInTimeRecoverySpecification).toEqual({
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: 35,
    });
  });
});

test("the form of the generated master key never changes, because a new form would replace the key", () => {
  const [secret, ...more] = stack.of<Secret>("AWS::SecretsManager::Secret");
  expect(more).toEqual([]);
  expect(secret?.properties.GenerateSecretString).toEqual({
    SecretStringTemplate: '{"current":"1","lasting":"1"}',
    GenerateStringKey: "1",
    PasswordLength: 64,
    ExcludePunctuation: true,
  });
});
