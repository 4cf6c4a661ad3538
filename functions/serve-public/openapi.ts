import * as z from "zod/mini";
import type { FunctionDescription, RouteDescription } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import type { routes } from "./manifest.ts";
import texts from "./openapi.json" with { type: "json" };

/** A document that changes only with a deployment. */
const file = (schema: z.ZodMiniType): Pick<RouteDescription, "answers"> => ({
  answers: { 200: { description: "The document.", schema, headers: ["ETag", "Vary", "Content-Encoding"] } },
});

/** The documentation of public routes. */
export const description: FunctionDescription<typeof routes> = {
  texts,
  routes: {
    "GET /v1/health": {
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
      ...file(z.looseObject({ openapi: described(text, "Version of OpenAPI.") })),
    },
    "GET /v1/asyncapi.json": {
      ...file(z.looseObject({ asyncapi: described(text, "Version of AsyncAPI.") })),
    },
  },
};
