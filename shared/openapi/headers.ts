import type { JsonSchema } from "./json-schema.ts";

const text = { type: "string" } as const;
const correlation = { type: "string", pattern: "^[A-Za-z0-9_-]{1,64}$" } as const;
const etag = { type: "string", pattern: '^"[^"]+"$' } as const;

/** Headers of answers: what they say, and in what form. */
export const answerHeaders = {
  "X-Correlation-Id": {
    description: "The request's id: the caller's own, or a new one. Log lines and events have the same id.",
    schema: correlation,
  },
  "Cache-Control": { description: "Whether and for how long the response can be cached.", schema: text },
  "X-Content-Type-Options": {
    description: "Browsers must not guess the content type.",
    schema: { type: "string", const: "nosniff" },
  },
  "Strict-Transport-Security": { description: "Browsers must use TLS for this host.", schema: text },
  "Apigw-Requestid": { description: "The gateway's own id of the request.", schema: text },
  "WWW-Authenticate": { description: "The gateway needs a valid bearer token.", schema: text },
  ETag: {
    description: "Identifies this exact representation, for `If-None-Match` and `If-Match`. Treat it as opaque.",
    schema: etag,
  },
  Location: {
    description: "The address of the resource or next page.",
    schema: { type: "string", format: "uri-reference" },
  },
  "Content-Disposition": { description: "A name for the file.", schema: text },
  "Retry-After": {
    description: "Seconds after which to try again; absent if unknown.",
    schema: { type: "string", pattern: "^[1-9][0-9]*$" },
  },
  "RateLimit-Policy": {
    description:
      "The partner's daily quotas (UTC) for sending: `q` is the limit. A policy has the same name as the quota in problems. Absent if the request did not count.",
    schema: { type: "string", examples: ['"address";q=5;w=86400, "day";q=1000;w=86400'] },
  },
  RateLimit: {
    description: "The remaining quota, `r`, and the seconds until it is reset, `t`.",
    schema: { type: "string", examples: ['"address";r=4;t=3600, "day";r=812;t=3600'] },
  },
  "Idempotency-Replayed": {
    description: "The response of an earlier request with the same key.",
    schema: { type: "string", const: "true" },
  },
  "Content-Language": { description: "The language of the response.", schema: text },
  "Content-Encoding": {
    description: "The compression of the body; absent if the request does not accept gzip.",
    schema: { type: "string", const: "gzip" },
  },
  Vary: { description: "Request headers that the response depends on.", schema: text },
  "Referrer-Policy": {
    description: "Other sites must not get the page's address, which can be a personal link.",
    schema: { type: "string", enum: ["no-referrer", "same-origin"] },
  },
} as const satisfies Readonly<Record<string, { readonly description: string; readonly schema: JsonSchema }>>;

export type HeaderName = keyof typeof answerHeaders;

/** Headers that tell what is left of quotas of the day. */
export const rateLimitNames: readonly HeaderName[] = ["RateLimit-Policy", "RateLimit"];

/** Headers of every answer that a function gives. */
export const headersOfAll: readonly HeaderName[] = [
  "X-Correlation-Id",
  "Cache-Control",
  "X-Content-Type-Options",
  "Strict-Transport-Security",
  "Apigw-Requestid",
];

/** Headers that an answer has only on occasion. */
const occasional: readonly HeaderName[] = [
  ...rateLimitNames,
  "Retry-After",
  "Content-Encoding",
  "Idempotency-Replayed",
];

/** The components under which answers find their headers. */
export const headerComponents: Readonly<Record<string, object>> = Object.fromEntries(
  Object.entries(answerHeaders).map(([name, header]) => [
    name,
    { ...header, required: !occasional.includes(name as HeaderName) },
  ]),
);

/** Headers of requests. */
export const headerParameters = {
  "X-Correlation-Id": {
    description:
      "Your own id for this request. An id with characters other than letters, digits, `_` and `-` is replaced.",
    required: false,
    // What does not fit is not refused.
    schema: text,
    example: "order-4711",
  },
  "Idempotency-Key": {
    description:
      "Makes retries safe: for 24 hours, the same key with the same body gets the first response again, per partner and route. The same key with another body is refused. The key of a refused request can be used again.",
    required: false,
    schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
    example: "7f9c2ba4-e88f-11d1-b9a1-00a0c91e6bf6",
  },
  "If-Match": {
    description:
      "The ETag of the version that you change. Only the changed part is compared: a delivery does not affect an edit, and for notes only the notes count. A weak ETag never matches; `*` matches any version.",
    required: true,
    schema: text,
    example: '"3.1-n4bQgYhMfWWaL-qgxVrQFa"',
  },
  "Optional-If-Match": {
    name: "If-Match",
    description:
      "The ETag of the version that the request is for. If the resource has changed, nothing happens and the response is 412. Without the header, or with `*`, any version is accepted. For notes, only the notes count.",
    required: false,
    schema: text,
    example: '"3.1-n4bQgYhMfWWaL-qgxVrQFa"',
  },
  "If-None-Match": {
    description: "An ETag that you have. The response is 304 if it is still current.",
    required: false,
    schema: text,
    example: '"3.1-n4bQgYhMfWWaL-qgxVrQFa"',
  },
  "Webhook-Id": {
    description: "The id of the message (Standard Webhooks). A repeated message gets the first response.",
    required: true,
    schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
    example: "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
  },
  "Webhook-Timestamp": {
    description: "The time of signing in seconds since the epoch. It can differ by up to five minutes.",
    required: true,
    schema: { type: "string", pattern: "^[0-9]{1,12}$" },
    example: "1795341600",
  },
  "Webhook-Signature": {
    description: "HMAC-SHA-256 with the portal's secret, in base64: `v1,…`. Separate several signatures with spaces.",
    required: true,
    schema: { type: "string" },
    example: "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
  },
} as const;
