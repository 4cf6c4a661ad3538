import type { Route } from "../manifest.ts";
import type { FunctionDescription } from "./description.ts";
import { headerComponents, headerParameters } from "./headers.ts";
import { SchemaWriter } from "./json-schema.ts";
import { operationOf, type Operation } from "./operation.ts";
import { pageOperation, pageResponses, pagesTag } from "./pages.ts";
import { shareResponses } from "./shared-responses.ts";

/** An OpenAPI document, as far as anybody here looks into it. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly [member: string]: unknown;
}

const about = `Partners ask customers for a business relationship, with or without delegated permissions.

**Forms.** JSON in camelCase. Times are UTC, ISO 8601 with milliseconds. Durations are whole days, \`P30D\`. Ids begin with
what they name: \`inv_\`, \`rel_\`, \`cus_\`, \`ptn_\`. Unknown fields are refused.

**Problems.** Every refusal is a problem document (RFC 9457) that tells all faults at once; nothing was changed then. An
unknown path is a 404 of the same form. Its \`type\` is the address of a page that explains it. Each fault has a \`code\` for programs and a \`message\` in English. Before any of that, the gateway may answer by itself, with \`{"message"}\`.

**Null.** In what creates or acts, a field that is not required may be left out or be null, which is the same. In a PATCH,
a field that is left out stays as it is, and null empties it, where it can be empty. Answers have all of their fields, null
where there is nothing; the few that can be absent say when.

**Growing.** Within version 1 nothing that an answer has goes away or changes its meaning. Answers may gain members, texts
with listed values may gain values, and problems and faults may gain kinds: ignore what you do not know. So the schemas of
answers are open, and those of requests are closed.

**Versions.** The path names the version of the API; \`GET /v1/health\` names the release that answers, and CHANGELOG.md of
the source says what each release changes. What is to go is announced at least six months before: there, here as
\`deprecated\`, and in its answers by the headers \`Deprecation\` (RFC 9745) and \`Sunset\` (RFC 8594). Nothing is at present.

**Methods.** HEAD is answered wherever GET is, with the same status and headers and no body. A path that does not take a
method answers 405, \`/problems/method-not-allowed\`, and \`Allow\` names the methods that it takes.

**Repeating.** What creates or acts takes an \`Idempotency-Key\`. What is read by itself has a strong \`ETag\`, for
\`If-None-Match\` and for \`If-Match\`, which is refused where no version is compared.

**Quotas.** What goes out to customers counts against quotas of the partner, which \`GET /v1/quotas\` reads. Answers to what was
counted say in \`RateLimit-Policy\` and \`RateLimit\` (draft-ietf-httpapi-ratelimit-headers) what is left of those of the day.
Reading is not counted. Over a quota the answer is 429 with \`Retry-After\`.

**Lists.** \`limit\` and \`cursor\`; an answer's \`next\` is the cursor of the next page.`;

/** What a function serves, and what it says of it. */
interface DescribedFunction {
  readonly routes: readonly Route[];
  readonly description: FunctionDescription;
}

/** The document of the whole API, with a list of the pages that people open. */
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
          description:
            "An access token of the user pool (OpenID Connect). Its claims `partner_id` and `role` say for whom and as what.",
        },
      },
    },
  };
}
