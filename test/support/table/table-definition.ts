import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import { readAssembly } from "../../../infra/local/template/assembly.ts";

/** The table of the template, under a name of its own: keys and indexes stand in the stack and nowhere else. */
export function tableDefinition(assemblyFolder: string, TableName: string): CreateTableCommandInput {
  const resources = readAssembly(assemblyFolder).stacks.flatMap((stack) => Object.values(stack.resources));
  const [table, ...others] = resources.filter(({ Type }) => Type === "AWS::DynamoDB::Table");
  if (table === undefined || others.length > 0) throw new Error("The template is expected to have one table.");
  const { AttributeDefinitions, BillingMode, GlobalSecondaryIndexes, KeySchema } =
    table.Properties as unknown as CreateTableCommandInput;
  return { TableName, AttributeDefinitions, BillingMode, GlobalSecondaryIndexes, KeySchema };
}
