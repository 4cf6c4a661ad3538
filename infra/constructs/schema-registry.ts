import { NestedStack } from "aws-cdk-lib";
import { CfnRegistry, CfnSchema } from "aws-cdk-lib/aws-eventschemas";
import type { Construct } from "constructs";
import { readEventSchemas } from "../build/event-documents.ts";
import regions from "../settings/regions.json" with { type: "json" };
import { physicalName, type Settings } from "../settings.ts";

/** Regions where CloudFormation does not support schema registries and refuses the whole template. */
export const regionsWithoutRegistry: readonly string[] = regions.withoutSchemaRegistries;

/** Whether a stage gets a registry: its settings enable it and its region supports it. */
export const hasRegistry = (
  { schemas }: Pick<Settings, "schemas">,
  region = process.env["CDK_DEFAULT_REGION"],
): boolean => schemas && !regionsWithoutRegistry.includes(region ?? "");

/**
 * The stage's registry with a schema of every event, from which EventBridge makes code bindings (event contract). A nested stack,
 * because a stack can have 500 resources and every event is one more.
 */
export class SchemaRegistry extends NestedStack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, { description: `Event schemas of Rapport, stage ${settings.stage}` });
    const registry = new CfnRegistry(this, "Registry", {
      registryName: physicalName(settings),
      description: `Events of Rapport, stage ${settings.stage}`,
    });
    for (const { name, description, content } of readEventSchemas(settings.codeRoot)) {
      new CfnSchema(this, name, {
        registryName: registry.attrRegistryName,
        schemaName: name,
        type: "JSONSchemaDraft4",
        description,
        content: JSON.stringify(content),
      });
    }
  }
}
