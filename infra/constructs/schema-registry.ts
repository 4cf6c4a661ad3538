import { CfnRegistry, CfnSchema } from "aws-cdk-lib/aws-eventschemas";
import { Construct } from "constructs";
import { readEventSchemas } from "../event-documents.ts";
import { physicalName, type Settings } from "../settings.ts";

/** The stage's registry with a schema of every event, from which EventBridge makes code bindings (event contract). */
export class SchemaRegistry extends Construct {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
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
