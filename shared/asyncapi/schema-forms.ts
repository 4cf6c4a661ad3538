import type { JsonSchema } from "../openapi/json-schema.ts";
import { opened, rewritten } from "../openapi/schema-forms.ts";

/** Only what consumers can rely on, without words and examples. */
export const bare = (schema: JsonSchema): JsonSchema =>
  rewritten(opened(schema), (keyword, said) =>
    ["description", "examples"].includes(keyword) ? null : [keyword, said],
  );

/** In draft 4 of JSON Schema, which the schema registry takes. */
export const inDraft4 = (schema: JsonSchema): JsonSchema =>
  // Without words: all schemas stand in the stack's template, and words are half of them.
  rewritten(bare(schema), (keyword, said) => {
    if (keyword === "const") return ["enum", [said]];
    if (keyword === "$ref") return ["$ref", String(said).replace("#/components/schemas/", "#/definitions/")];
    return keyword === "propertyNames" ? null : [keyword, said];
  });
