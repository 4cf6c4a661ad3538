import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { ReadRole } from "../../../shared/http/caller.ts";
import { gatewayKeyOf, type Route } from "../../../shared/manifest.ts";
import { claimNames, type Role } from "../../../shared/names.ts";
import { ids } from "../builders/builders.ts";

/** What API Gateway has verified of a token of such a user. */
export const claimsOf = (role: Role): Record<string, string> => ({
  ...{ sub: "user-1", token_use: "access", [claimNames.email]: "ada@contoso-partner.example", [claimNames.role]: role },
  ...(role !== "operator" && { [claimNames.partner]: ids.partner }),
});

/** Whoever has a token is what it says. */
export const roleOfToken: ReadRole = async ({ role }) => role;

interface Named {
  readonly routeKey: string;
  readonly path?: string;
  readonly parameters?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  /** Null: a request without a token. */
  readonly claims?: unknown;
}

/** A request as API Gateway hands it to a function (payload 2.0). */
export function anHttpEvent({ routeKey: row, claims = claimsOf("admin"), ...named }: Named): APIGatewayProxyEventV2 {
  const [method = "", path = ""] = row === "$default" ? ["GET", "/nothing"] : row.split(" ");
  // A HEAD comes by the route of what it asks about.
  const routeKey = gatewayKeyOf({ key: row.replace(/^HEAD /, "GET ") as Route["key"] });
  const event = {
    ...{ version: "2.0", routeKey, rawPath: named.path ?? path, rawQueryString: "" },
    headers: Object.fromEntries(
      Object.entries(named.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    pathParameters: named.parameters,
    queryStringParameters: named.query,
    body: named.body,
    isBase64Encoded: named.isBase64Encoded ?? false,
    requestContext: {
      ...{ accountId: "123456789012", apiId: "api", domainName: "api.example", domainPrefix: "api" },
      ...{ requestId: "request-1", routeKey, stage: "$default", time: "", timeEpoch: 0 },
      http: { method, path: named.path ?? path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" },
      ...(claims !== null && { authorizer: { jwt: { claims } } }),
    },
  };
  return event;
}

/** A JSON body and its type. */
export const json = (value: unknown) => ({
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(value),
});

/** An answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** Whole `Set-Cookie` values. */
  readonly cookies: readonly string[];
}

/** Calls a handler as Lambda does, with so many milliseconds before it is stopped, and reads what it answers. */
export async function call(
  handler: (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>,
  event: APIGatewayProxyEventV2,
  timeLeft = 29_000,
): Promise<Answer> {
  const {
    statusCode = 0,
    headers = {},
    body = "",
    cookies = [],
    isBase64Encoded = false,
  } = await handler(event, {
    getRemainingTimeInMillis: () => timeLeft,
  } as Context);
  const isJson = body !== "" && !isBase64Encoded && String(headers["content-type"]).includes("json");
  return { status: statusCode, headers, cookies, text: body, body: isJson ? (JSON.parse(body) as Answer["body"]) : {} };
}
