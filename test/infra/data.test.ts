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
  readonly PointInTimeRecoverySpecification: { readonly PointInTimeRecoveryEnabled: boolean };
  readonly DeletionProtectionEnabled?: boolean;
}

interface Pool {
  readonly DeletionProtection: string;
}

interface Secret {
  readonly GenerateSecretString: Readonly<Record<string, unknown>>;
}

const stack = synthesized();
const tables = stack.of<Table>("AWS::DynamoDB::Table");
const keys = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: "HASH" },
  { AttributeName: sort, KeyType: "RANGE" },
];

describe("the table", () => {
  const { properties } = tables[0]!;

  test("is one, on demand, with the shared names' keys", () => {
    expect(tables).toHaveLength(1);
    expect(properties.BillingMode).toBe("PAY_PER_REQUEST");
    expect(properties.KeySchema).toEqual(keys(names.partitionKey, names.sortKey));
  });

  test("has the two indexes, with whole items", () => {
    expect(properties.GlobalSecondaryIndexes).toEqual(
      [names.listIndex, names.dueIndex].map((index) => ({
        IndexName: index.name,
        KeySchema: keys(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: "KEYS_ONLY" },
      })),
    );
  });

  test("streams new images, drops garbage, and can be set back to any second", () => {
    expect(properties.StreamSpecification.StreamViewType).toBe("NEW_IMAGE");
    expect(properties.TimeToLiveSpecification).toEqual({ AttributeName: names.ttl, Enabled: true });
    expect(properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true);
  });
});

test("the master key is made by Secrets Manager, in the form that the functions parse", () => {
  const [secret, ...more] = stack.of<Secret>("AWS::SecretsManager::Secret");
  expect(more).toEqual([]);
  expect(secret?.properties.GenerateSecretString).toEqual({
    SecretStringTemplate: '{"current":"1"}',
    GenerateStringKey: "1",
    PasswordLength: 64,
    ExcludePunctuation: true,
  });
});

describe.each([
  ["prod", { deletionPolicy: "Retain", tableProtected: true, poolProtected: "ACTIVE" }],
  ["test", { deletionPolicy: "Delete", tableProtected: false, poolProtected: "INACTIVE" }],
])("when the stack %s is deleted", (stage, expected) => {
  const of = synthesized(stage);
  const dataTable = of.of<Table>("AWS::DynamoDB::Table")[0]!;
  const pool = of.of<Pool>("AWS::Cognito::UserPool")[0]!;
  const secret = of.of<Secret>("AWS::SecretsManager::Secret")[0]!;

  test(`table, users and master key follow the policy ${expected.deletionPolicy}`, () => {
    for (const { deletionPolicy } of [dataTable, pool, secret]) expect(deletionPolicy).toBe(expected.deletionPolicy);
  });

  test(`table and users are ${expected.tableProtected ? "" : "not "}protected from deletion`, () => {
    expect(dataTable.properties.DeletionProtectionEnabled ?? false).toBe(expected.tableProtected);
    expect(pool.properties.DeletionProtection).toBe(expected.poolProtected);
  });
});
