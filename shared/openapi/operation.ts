import type { RefusalKind } from "../kernel/refusal.ts";
import type { Route } from "../manifest.ts";
import type { RequestHeader, RouteDescription, RouteTexts } from "./description.ts";
import type { JsonSchema, SchemaWriter } from "./json-schema.ts";
import { isConditional, responsesOf } from "./responses.ts";

/** An operation as the document has it. */
export interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, object>>;
  readonly [member: string]: unknown;
}

/** One operation of the document: what is said of the route, and what follows from the route table and the boundary. */
export function operationOf(
  route: Route,
  description: RouteDescription & RouteTexts & { readonly tag: string },
  schemas: SchemaWriter,
): Operation {
  const { operationId, summary, tag } = description;
  return {
    operationId,
    summary,
    description: [description.description, ...rolesNote(route.roles)].join("\n\n"),
    tags: [tag],
    security: route.roles === "public" ? [] : [{ accessToken: [] }],
    ...(route.roles !== "public" && { "x-roles": route.roles }),
    parameters: [
      ...pathParameters(description, schemas),
      ...queryParameters(description, schemas),
      ...headers(route, description),
    ],
    ...requestBody(description, schemas),
    responses: responsesOf(route, description, kindsOf(route, description), schemas),
  };
}

const rolesNote = (roles: Route["roles"]): string[] =>
  roles === "public" ? [] : [`Roles: ${roles.map((role) => `\`${role}\``).join(", ")}.`];

const pathParameters = ({ path = {} }: RouteDescription, schemas: SchemaWriter): object[] =>
  Object.entries(path).map(([name, schema]) => {
    const { description, examples, ...written } = schemas.write(schema, "input");
    return {
      name,
      in: "path",
      required: true,
      description,
      schema: written,
      ...(Array.isArray(examples) && { example: examples[0] as unknown }),
    };
  });

function queryParameters({ query }: RouteDescription, schemas: SchemaWriter): object[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = schemas.write(query, "input") as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    description,
    schema,
    ...(schema["type"] === "array" && { style: "form", explode: false }),
  }));
}

const ifMatchOf = ({ ifMatch }: Route) =>
  ifMatch === undefined ? [] : ([ifMatch === "must" ? "If-Match" : "Optional-If-Match"] as const);

const headers = (route: Route, description: RouteDescription): object[] =>
  [
    ...["X-Correlation-Id", ...(description.headers ?? [])],
    ...(isConditional(route, description) ? ["If-None-Match"] : []),
    ...ifMatchOf(route),
  ].map((name) => ({ $ref: `#/components/parameters/${name}` }));

const requestBody = ({ body, bodyIsOptional, examples }: RouteDescription & RouteTexts, schemas: SchemaWriter) =>
  body && {
    requestBody: {
      required: bodyIsOptional !== true,
      content: { "application/json": { schema: schemas.write(body, "input"), examples } },
    },
  };

const afterHeader: Readonly<Record<RequestHeader | "If-Match" | "Optional-If-Match", readonly RefusalKind[]>> = {
  "Idempotency-Key": ["validation", "idempotency-key-reused", "busy"],
  "If-Match": ["precondition-required", "stale", "busy"],
  "Optional-If-Match": ["stale", "busy"],
  "Webhook-Id": ["bad-signature"],
  "Webhook-Timestamp": ["bad-signature"],
  "Webhook-Signature": ["bad-signature"],
};

/** All possible problems: those of the route, and those that are derived. */
function kindsOf(route: Route, { path, query, body, bodyIsText, headers: own = [], problems = [] }: RouteDescription) {
  const { key, roles } = route;
  const mayCarryBody = !/^GET /.test(key);
  const follow: readonly RefusalKind[] = [
    // Every caller with a token can get the problem of an unknown parameter.
    ...(roles === "public" ? [] : (["forbidden", "validation"] as const)),
    ...(path ? (["not-found"] as const) : []),
    ...(query || body ? (["validation"] as const) : []),
    // Anyone who posts may send a body, also where none is asked for.
    ...(mayCarryBody && !bodyIsText ? (["malformed-body", "unsupported-media-type"] as const) : []),
    ...(mayCarryBody ? (["body-too-large"] as const) : []),
    ...[...own, ...ifMatchOf(route)].flatMap((name) => afterHeader[name]),
  ];
  return [...follow, ...problems];
}
