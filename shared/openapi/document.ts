import type { Route } from "../manifest.ts";
import type { FunctionDescription } from "./description.ts";
import { headerComponents, headerParameters } from "./headers.ts";
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

const about = `Partners ask customers for a business relationship, with or without delegated permissions.

**Formats.** JSON in camelCase. Times are UTC, ISO 8601 with milliseconds. Durations are whole days, \`P30D\`. Ids have a
prefix: \`inv_\`, \`rel_\`, \`cus_\`, \`ptn_\`. Unknown fields are refused.

**Problems.** Every refusal is a problem document (RFC 9457) with all faults at once, and nothing was changed. An unknown path
is a 404 of the same form. Its \`type\` is the address of a page that explains it. Each fault has a \`code\` for programs and a
\`message\` in English. The gateway can refuse a request before that, with \`{"message"}\`.

**Null.** In a POST, an optional field can be missing or null, which is the same. In a PATCH, a missing field stays as it is,
and null removes the value of an optional field. Responses have all fields, with null for no value; the documentation says
which fields can be absent.

**Compatibility.** Within version 1 no field of a response is removed or changes its meaning. Responses can get new fields,
enumerations new values, and problems and faults new kinds: ignore the ones that you do not know. The schemas of responses
are open, and those of requests are closed.

**Versions.** The path has the version of the API. \`GET /v1/health\` has the running release, and CHANGELOG.md of the source
lists the changes of each release. A removal is announced at least six months before: there, here as \`deprecated\`, and in
responses by the headers \`Deprecation\` (RFC 9745) and \`Sunset\` (RFC 8594). Nothing is deprecated at present.

**Methods.** Every GET also has a HEAD with the same status and headers and no body. Another method gets 405,
\`/problems/method-not-allowed\`, and \`Allow\` lists the methods of the path.

**Retries.** Routes that create or act take an \`Idempotency-Key\`. Single resources have a strong \`ETag\` for
\`If-None-Match\` and \`If-Match\`. Routes that compare no version refuse \`If-Match\`.

**Quotas.** Sending to customers counts against the partner's quotas; see \`GET /v1/quotas\`. Responses to counted requests have
the daily quotas in \`RateLimit-Policy\` and \`RateLimit\` (draft-ietf-httpapi-ratelimit-headers). Reads do not count. Beyond a
quota the response is 429 with \`Retry-After\`.

**Lists.** \`limit\` and \`cursor\`; \`next\` in a response is the cursor of the next page.`;

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
      if (description !== undefined) write(route, operationOf(route, description, own, schemas));
    }
  for (const page of pages) write(page, pageOperation(page));
  const { paths, responses } = shareResponses(written);
  const used = JSON.stringify({ paths, responses });
  return {
    openapi: "3.1.0",
    info: {
      title: "Rapport",
      version: "1",
      summary: "Partner and customer relationships by invitation.",
      description: about,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    // The API serves this document itself, so its own origin is the server.
    servers: [{ url: "/", description: "The API that this document comes from." }],
    tags: [...functions.map(({ description }) => description.tag), pagesTag],
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
