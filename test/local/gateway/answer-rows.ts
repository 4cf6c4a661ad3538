import sources from "../aws-sources.json" with { type: "json" };
import { row, type GatewayRow } from "./rows.ts";

const json = { "content-type": "application/json" };
const says = (message: string): string => JSON.stringify({ message });

/** What a client gets of what a function returns. */
export const answerRows: readonly GatewayRow[] = [
  row(sources.integrations, "takes text for the JSON body of a 200", {
    returns: "Hello from Lambda!",
    status: 200,
    headers: json,
    body: "Hello from Lambda!",
  }),
  row(sources.integrations, "takes an object without a status code for the JSON body of a 200", {
    returns: { message: "Hello from Lambda!", headers: { location: "/" } },
    status: 200,
    headers: json,
    body: '{"message":"Hello from Lambda!","headers":{"location":"/"}}',
  }),
  row(sources.integrations, "sends status, headers and body of the custom form", {
    returns: { statusCode: 418, headers: { "X-Pot": "tea", "content-type": "text/html" }, body: "<p>" },
    status: 418,
    headers: { "x-pot": "tea", "content-type": "text/html" },
    body: "<p>",
  }),
  row(sources.integrations, "makes each cookie a set-cookie header", {
    returns: { statusCode: 303, cookies: ["a=1; HttpOnly", "b=2"], headers: { location: "/" } },
    status: 303,
    headers: { "set-cookie": ["a=1; HttpOnly", "b=2"], location: "/" },
  }),
  row(sources.integrations, "decodes a body in base64", {
    returns: { statusCode: 200, body: "w6k=", isBase64Encoded: true },
    body: "é",
  }),
  row("observed: content type of an answer that names none", "calls a body without a type plain text", {
    returns: { statusCode: 200, body: "x" },
    headers: { "content-type": "text/plain;charset=UTF-8" },
  }),
  ...[
    { statusCode: 200, headers: { "x-list": ["a"] } },
    { statusCode: 200, headers: "none" },
    { statusCode: 200, body: { an: "object" } },
    { statusCode: "created" },
    { statusCode: 200, cookies: "a=1" },
    { statusCode: 99 },
  ].map((returns) => ({
    does: `answers 500 to a function that returns ${JSON.stringify(returns)}`,
    source: sources.lambdaTroubles,
    request: { path: "/items/1" },
    returns,
    status: 500,
    headers: json,
    body: says("Internal Server Error"),
  })),
  row(sources.lambdaTroubles, "answers 500 when the function fails", {
    function: "fails",
    status: 500,
    headers: json,
    body: says("Internal Server Error"),
  }),
  row(
    "observed: body and status of a timed-out integration; its greatest value stands in " + sources.quotas,
    "answers 503 when the function takes longer than the integration's time-out",
    { request: { path: "/late" }, function: "hangs", status: 503, headers: json, body: says("Service Unavailable") },
  ),
];
