import sources from "../aws-sources.json" with { type: "json" };
import type { RawRequest, TokenSpec } from "./alone.ts";

/** One thing that the gateway does, where AWS says so, and an exchange that shows it. */
export interface GatewayRow {
  readonly does: string;
  /** Page of the AWS documentation; `observed:` where it is silent. */
  readonly source: string;
  readonly request: RawRequest;
  /** The token sent as bearer, and whether the word stands before it. */
  readonly token?: TokenSpec;
  readonly scheme?: string;
  /** How often the request is sent; the last answer counts. */
  readonly times?: number;
  /** What the function returns, unless it fails or hangs. */
  readonly returns?: unknown;
  readonly function?: "fails" | "hangs";
  /** Part of the event that the function gets; `null` when it must get none. */
  readonly event?: object | null;
  /** Members that the event does not have. */
  readonly without?: readonly string[];
  readonly status?: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: string;
}

/** A row whose request is for an item by default. */
export const row = (source: string, does: string, more: Partial<GatewayRow> = {}): GatewayRow => ({
  ...{ source, does, request: { path: "/items/1" } },
  ...more,
});

const observedBodies = "observed: ministackorg/ministack#766";
const observedPath = "observed: honojs/hono#2156";
const bodyRow = (type: string | undefined, body: string, isBase64Encoded: boolean): GatewayRow => ({
  does: `hands on a body of type ${type ?? "unknown"} ${isBase64Encoded ? "in base64" : "as text"}`,
  source: observedBodies,
  request: {
    method: "POST",
    path: "/items/1",
    body: "a=é",
    headers: type === undefined ? [] : [["content-type", type]],
  },
  event: { body, isBase64Encoded },
});

/** What a function gets. */
export const eventRows: readonly GatewayRow[] = [
  row(sources.integrations, "sends an event of format 2.0 with the members that the guide lists", {
    request: { path: "/items/1", headers: [["user-agent", "agent"]] },
    event: {
      version: "2.0",
      routeKey: "GET /items/{id}",
      rawPath: "/items/1",
      rawQueryString: "",
      pathParameters: { id: "1" },
      isBase64Encoded: false,
      requestContext: {
        accountId: "000000000000",
        domainName: "api.example:8080",
        domainPrefix: "api",
        http: { method: "GET", path: "/items/1", protocol: "HTTP/1.1", userAgent: "agent" },
        routeKey: "GET /items/{id}",
        stage: "$default",
      },
    },
    without: ["body", "cookies", "queryStringParameters", "multiValueHeaders", "multiValueQueryStringParameters"],
  }),
  row(sources.integrations, "joins duplicate headers by commas, under names in lower case", {
    request: {
      path: "/items/1",
      headers: [
        ["X-Twice", "a"],
        ["x-twice", "b"],
      ],
    },
    event: { headers: { "x-twice": "a,b" } },
  }),
  row(sources.integrations, "joins duplicate query parameters by commas, decoded", {
    request: { path: "/items/1?tag=a&tag=b%26c&empty=" },
    event: { queryStringParameters: { tag: "a,b&c", empty: "" } },
  }),
  row("observed: ministackorg/ministack#1035", "leaves the raw query string as it came", {
    request: { path: "/items/1?scope=openid%20profile&x=%26" },
    event: { rawQueryString: "scope=openid%20profile&x=%26" },
  }),
  row(sources.integrations, "takes the cookies of all headers out and lists them", {
    request: {
      path: "/items/1",
      headers: [
        ["cookie", "a=1; b=2"],
        ["cookie", "c=3"],
      ],
    },
    event: { cookies: ["a=1", "b=2", "c=3"] },
    without: ["headers.cookie"],
  }),
  bodyRow("application/json", "a=é", false),
  bodyRow("text/plain; charset=utf-8", "a=é", false),
  bodyRow("application/x-www-form-urlencoded", "YT3DqQ==", true),
  bodyRow("application/octet-stream", "YT3DqQ==", true),
  bodyRow(undefined, "YT3DqQ==", true),
  row(sources.routes, "decodes path parameters", {
    request: { path: "/items/a%20b%C3%A9" },
    event: { pathParameters: { id: "a bé" } },
  }),
  row(observedPath, "hands the raw path on decoded", {
    request: { path: "/items/a%20b" },
    event: { rawPath: "/items/a b", requestContext: { http: { path: "/items/a b" } } },
  }),
  row(sources.routes, "puts all that is left of the path into a greedy variable", {
    request: { path: "/files/a/b/c" },
    event: { routeKey: "GET /files/{path+}", pathParameters: { path: "a/b/c" } },
  }),
  row("observed: floci-io/floci#2136", "keeps a path with a slash at its end apart from the one without", {
    request: { path: "/things/" },
    event: null,
    status: 404,
  }),
];
