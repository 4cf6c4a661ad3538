import type { IncomingMessage } from "node:http";
import type { Authorization } from "./authorizer.ts";

/** A request after its body has been read; `path` and `query` as they came, undecoded. */
export interface GatewayRequest {
  readonly message: IncomingMessage;
  readonly path: string;
  readonly query: string;
  readonly body: Buffer;
}

/** What the gateway itself adds to a request. */
export interface RequestFacts extends Readonly<Record<"routeKey" | "requestId" | "apiId" | "account", string>> {
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly authorization: Authorization | undefined;
  readonly now: number;
}

/**
 * Bodies of these types arrive as text, all others in base64, forms and a missing type too.
 * The guide only says "binary"; the list is what was measured against the service (ministackorg/ministack, pull request 766).
 */
const textType = /^(?:text\/.*|application\/(?:json|xml|javascript))$/i;

const isText = (contentType: string | undefined): boolean => textType.test(contentType?.split(";")[0]?.trim() ?? "");

/** Lower-case names, repeated headers joined by a comma, cookies apart. */
const headersOf = (message: IncomingMessage): { headers: Record<string, string>; cookies: string[] } => {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    const name = message.rawHeaders[index]?.toLowerCase() ?? "";
    const value = message.rawHeaders[index + 1] ?? "";
    if (name === "cookie") cookies.push(...value.split(/;\s*/));
    else headers[name] = name in headers ? `${headers[name]},${value}` : value;
  }
  return { headers, cookies };
};

/** Claims reach the function as text, lists in brackets. */
const claimText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(claimText).join(" ")}]`;
  return typeof value === "string" ? value : JSON.stringify(value);
};

const shown = ({ claims, scopes }: Authorization): object => ({
  claims: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, claimText(value)])),
  scopes,
});

/** `Mon, 30 Nov 2026 12:00:00 GMT` as logs write it: `30/Nov/2026:12:00:00 +0000`. */
const commonLogTime = (at: number): string =>
  new Date(at).toUTCString().replace(/^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/, "$1/$2/$3:$4 +0000");

const queryParameters = (query: string): Record<string, string> => {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = name in parameters ? `${parameters[name]},${value}` : value;
  }
  return parameters;
};

const unlessEmpty = <T extends object>(value: T): T | undefined =>
  Object.keys(value).length === 0 ? undefined : value;

/** The event of payload format 2.0. An HTTP API hands the path on decoded, and cut at a decoded question mark. */
export const gatewayEvent = ({ message, path, query, body }: GatewayRequest, facts: RequestFacts): object => {
  const { headers, cookies } = headersOf(message);
  const [rawPath = ""] = decodeURIComponent(path).split("?");
  const sourceIp = message.socket.remoteAddress ?? "127.0.0.1";
  const host = headers.host ?? "localhost";
  const asText = isText(headers["content-type"]);
  return {
    version: "2.0",
    routeKey: facts.routeKey,
    rawPath,
    rawQueryString: query,
    cookies: unlessEmpty(cookies),
    headers: {
      ...headers,
      "x-forwarded-for": sourceIp,
      "x-forwarded-proto": "http",
      "x-forwarded-port": host.split(":")[1] ?? "80",
    },
    queryStringParameters: unlessEmpty(queryParameters(query)),
    pathParameters: unlessEmpty(facts.pathParameters),
    requestContext: {
      accountId: facts.account,
      apiId: facts.apiId,
      authorizer: facts.authorization && { jwt: shown(facts.authorization) },
      domainName: host,
      domainPrefix: host.split(/[.:]/)[0],
      http: {
        method: message.method,
        path: rawPath,
        protocol: "HTTP/1.1",
        sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: facts.requestId,
      routeKey: facts.routeKey,
      stage: "$default",
      time: commonLogTime(facts.now),
      timeEpoch: Math.floor(facts.now),
    },
    body: body.length === 0 ? undefined : body.toString(asText ? "utf8" : "base64"),
    isBase64Encoded: body.length > 0 && !asText,
  };
};
