import { expect } from "vitest";
import sources from "../aws-sources.json" with { type: "json" };
import { row, type GatewayRow } from "./rows.ts";

const json = { "content-type": "application/json" };
const says = (message: string): string => JSON.stringify({ message });
const megabytes = (count: number): Buffer => Buffer.alloc(count * 1024 * 1024, "x");
const post = (body: Buffer) => ({
  method: "POST",
  path: "/items/1",
  body,
  headers: [["content-type", "text/plain"]] as const,
});

/** Answers of the gateway itself. */
export const ownRows: readonly GatewayRow[] = [
  row(sources.routes, "says not found where no route fits", {
    request: { path: "/no/such/path" },
    event: null,
    status: 404,
    headers: json,
    body: says("Not Found"),
  }),
  row(sources.routes, "has no route for a method that was not defined", {
    request: { method: "DELETE", path: "/items/1" },
    event: null,
    status: 404,
    body: says("Not Found"),
  }),
  row(sources.routes, "does not answer HEAD where only GET is routed", {
    request: { method: "HEAD", path: "/items/1" },
    event: null,
    status: 404,
  }),
  row(sources.cors, "does not answer OPTIONS without a CORS configuration", {
    request: { method: "OPTIONS", path: "/items/1", headers: [["origin", "https://example.com"]] },
    event: null,
    status: 404,
  }),
  row(sources.routes, "takes any method that a resource has not defined to its ANY route", {
    request: { method: "PATCH", path: "/things" },
    event: { routeKey: "ANY /things" },
  }),
  row(sources.routes, "prefers the method that a resource has defined", {
    request: { path: "/things" },
    event: { routeKey: "GET /things" },
  }),
  row(sources.routes, "sends a path whose first part is no stage to the $default stage", {
    request: { path: "/items/prod" },
    event: { rawPath: "/items/prod", requestContext: { stage: "$default" } },
  }),
  row(sources.jwtTroubles, "names each answer's request", {
    headers: { "apigw-requestid": expect.stringMatching(".+") as string },
  }),
  row(sources.quotas, "takes request line and header values of less than 10240 bytes", {
    request: { path: "/items/1", headers: [["x-large", "x".repeat(10_000)]] },
    event: { routeKey: "GET /items/{id}" },
  }),
  row(sources.quotas, "does not take request line and header values of more than 10240 bytes", {
    request: {
      path: "/items/1",
      headers: [
        ["x-large", "x".repeat(5_120)],
        ["x-more", "x".repeat(5_120)],
      ],
    },
    event: null,
    status: 431,
  }),
  row(sources.quotas, "does not take a body of more than 10 MB", {
    request: post(Buffer.concat([megabytes(10), Buffer.from("x")])),
    event: null,
    status: 413,
    headers: json,
    body: says("Request Entity Too Large"),
  }),
  row(sources.lambdaQuotas, "takes a body that Lambda takes", {
    request: post(megabytes(5)),
    event: { isBase64Encoded: false },
  }),
  row(`${sources.lambdaErrors}; ${sources.lambdaQuotas}`, "answers 500 to a body that Lambda does not take", {
    request: post(megabytes(7)),
    event: null,
    status: 500,
    body: says("Internal Server Error"),
  }),
  row(sources.lambdaQuotas, "answers 500 to an answer that Lambda does not hand over", {
    returns: { statusCode: 200, body: "x".repeat(6 * 1024 * 1024) },
    status: 500,
    body: says("Internal Server Error"),
  }),
  row(sources.throttling, "lets a burst through", {
    request: { path: "/rare" },
    times: 2,
    event: { routeKey: "GET /rare" },
  }),
  row(sources.throttling, "throttles what comes beyond the burst of a route", {
    request: { path: "/rare" },
    times: 3,
    status: 429,
    headers: json,
    body: says("Too Many Requests"),
  }),
  row(sources.throttling, "throttles other routes by the stage's limits only", {
    times: 3,
    event: { routeKey: "GET /items/{id}" },
  }),
];

/** Which of the guide's example routes a request goes to. */
export const priorityRows: readonly GatewayRow[] = (
  [
    ["GET", "/pets/dog/1", "GET /pets/dog/1"],
    ["GET", "/pets/dog/2", "GET /pets/dog/{id}"],
    ["GET", "/pets/cat/1", "GET /pets/{proxy+}"],
    ["POST", "/test/5", "ANY /test/{proxy+}"],
    ["GET", "/pets/names", "GET /{kind}/names"],
    ["POST", "/pets/dog/1", "$default"],
    ["HEAD", "/", "$default"],
  ] as const
).map(([method, path, routeKey]) => ({
  does: `sends ${method} ${path} to ${routeKey}`,
  source: sources.routes,
  request: { method, path },
  event: { routeKey, rawPath: path },
}));
