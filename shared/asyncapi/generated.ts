import { asyncApiDocument } from "./document.ts";
import { eventSchemas } from "./events.ts";
import { registrySchemas } from "./registry.ts";

const schemas = eventSchemas();

/** The AsyncAPI document. */
export const document = asyncApiDocument(schemas);

/** The same schemas for EventBridge's schema registry. */
export const registry = registrySchemas(schemas);
