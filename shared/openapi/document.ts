import type { Route } from "../manifest.ts";
import type { FunctionDescription } from "./description.ts";
import about from "./about.json" with { type: "json" };
import { headerComponents, headerParameters } from "./headers.ts";
import { introduction } from "./introduction.ts";
import { SchemaWriter } from "./json-schema.ts";
import { operationOf, type Operation } from "./operation.ts";
import { pageOperation, pageResponses, pagesTag } from "./pages.ts";
import { shareResponses } from "./shared-responses.ts";

/** An OpenAPI document. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly [member: string]: unknown;
}

/** A function's routes and their documentation. */
interface DescribedFunction {
  readonly routes: readonly Route[];
  readonly description: FunctionDescription;
}

/** The document of the whole API, with a list of the pages for people. */
export function openApiDocument(functions: readonly DescribedFunction[], pages: readonly Route[]): OpenApiDocument {
  const schemas = new SchemaWriter({ opensOutput: true });
  const written: Record<string, Record<string, Operation>> = {};
  const write = ({ key }: Route, operation: Operation): void => {
    const [method = "", path = ""] = key.split(" ");
    (written[path] ??= {})[method.toLowerCase()] = operation;
  };
  for (const { routes, description: own } of functions)
    for (const route of routes) {
      const description = own.routes[route.key];
      const texts = own.texts.routes[route.key];
      if (description !== undefined && texts !== undefined)
        write(route, operationOf(route, { ...description, ...texts, tag: own.texts.tag.name }, schemas));
    }
  for (const page of pages) write(page, pageOperation(page));
  const { paths, responses } = shareResponses(written);
  const used = JSON.stringify({ paths, responses });
  return {
    openapi: "3.1.0",
    info: {
      title: "Rapport",
      version: "1",
      summary: about.summary,
      description: introduction(about),
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    // The API serves this document itself, so its own origin is the server.
    servers: [{ url: "/", description: "The API that this document comes from." }],
    tags: [...functions.map(({ description }) => description.texts.tag), pagesTag],
    paths,
    components: {
      schemas: schemas.named,
      responses: { ...responses, ...pageResponses(pages) },
      headers: Object.fromEntries(
        Object.entries(headerComponents).filter(([name]) => used.includes(`"#/components/headers/${name}"`)),
      ),
      parameters: Object.fromEntries(
        Object.entries(headerParameters)
          .filter(([name]) => used.includes(`"#/components/parameters/${name}"`))
          .map(([name, parameter]) => [name, { name, in: "header", ...parameter }]),
      ),
      securitySchemes: {
        accessToken: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "An access token of the user pool (OpenID Connect). It has the claims `partner_id` and `role`.",
        },
      },
    },
  };
}
