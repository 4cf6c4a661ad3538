import * as z from "zod/mini";
import type { FunctionDescription, RouteDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import type { routes } from "./manifest.ts";

/** A document that changes only with a deployment. */
const file = (schema: z.ZodMiniType): Pick<RouteDescription, "answers"> => ({
  answers: { 200: { description: "The document.", schema, headers: ["ETag", "Vary", "Content-Encoding"] } },
});

const descriptions: RouteDescriptions<typeof routes> = {
  "GET /v1/health": {
    operationId: "checkHealth",
    summary: "Check the health of the API",
    description: "Does not check the services behind the API.",
    answers: {
      200: {
        description: "The API answers.",
        schema: z.strictObject({
          status: z.literal("ok"),
          version: z
            .string()
            .register(documented, { description: "The running version of Rapport.", examples: ["0.1.0"] }),
        }),
      },
    },
  },
  "GET /v1/openapi.json": {
    operationId: "readOpenApi",
    summary: "Read this document",
    description: "OpenAPI 3.1, generated from the schemas that validate requests.",
    ...file(z.looseObject({ openapi: described(text, "Version of OpenAPI.") })),
  },
  "GET /v1/asyncapi.json": {
    operationId: "readAsyncApi",
    summary: "Read the AsyncAPI document",
    description: "AsyncAPI 3.0: every event on the bus, with its schema and an example.",
    ...file(z.looseObject({ asyncapi: described(text, "Version of AsyncAPI.") })),
  },
};

/** The documentation of public routes. */
export const description: FunctionDescription = {
  tag: { name: "Public", description: "Health, and the documents of the API and its events." },
  routes: descriptions,
};
