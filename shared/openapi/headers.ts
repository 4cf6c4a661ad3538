import type { JsonSchema } from "./json-schema.ts";

const text = { type: "string" } as const;
const correlation = { type: "string", pattern: "^[A-Za-z0-9_-]{1,64}$" } as const;
const etag = { type: "string", pattern: '^"[^"]+"$' } as const;

/** Headers of answers: what they say, and in what form. */
export const answerHeaders = {
  "X-Correlation-Id": {
    description: "The request's id: the caller's own, or a new one. Log lines and events carry it.",
    schema: correlation,
  },
  "Cache-Control": { description: "What may be kept, and for how long.", schema: text },
  "X-Content-Type-Options": { description: "The content type is meant.", schema: { type: "string", const: "nosniff" } },
  "Strict-Transport-Security": { description: "This host is asked over TLS only.", schema: text },
  "Apigw-Requestid": { description: "The gateway's own id of the request.", schema: text },
  "WWW-Authenticate": { description: "What the gateway misses: a Bearer token, or a valid one.", schema: text },
  ETag: {
    description:
      "Names exactly what is shown, for `If-None-Match` and `If-Match`: it changes with any of it. Take it as it is; its form may change.",
    schema: etag,
  },
  Location: { description: "Where to go on.", schema: { type: "string", format: "uri-reference" } },
  "Content-Disposition": { description: "A name to keep the file under.", schema: text },
  "Retry-After": {
    description: "Seconds after which the same request may pass; absent where nobody knows.",
    schema: { type: "string", pattern: "^[1-9][0-9]*$" },
  },
  "RateLimit-Policy": {
    description:
      "The partner's quotas of the day (UTC) that sending counts against: `q` is the limit. A policy has the name that refusals give the quota. Absent where nothing was counted.",
    schema: { type: "string", examples: ['"address";q=5;w=86400, "day";q=1000;w=86400'] },
  },
  RateLimit: {
    description: "What is left of them, `r`, and after how many seconds they begin anew, `t`.",
    schema: { type: "string", examples: ['"address";r=4;t=3600, "day";r=812;t=3600'] },
  },
  "Idempotency-Replayed": {
    description: "This is the answer of an earlier request with the same key.",
    schema: { type: "string", const: "true" },
  },
  "Content-Language": { description: "The language that was chosen.", schema: text },
  "Content-Encoding": {
    description: "How the body is compressed; absent where the request takes no gzip.",
    schema: { type: "string", const: "gzip" },
  },
  Vary: { description: "What the answer depends on beside the address.", schema: text },
  "Referrer-Policy": {
    description: "The page's address may be a personal link, so no other site learns it.",
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
    description: "Your own id for this request. Anything but letters, digits, `_` and `-` is replaced by a new one.",
    required: false,
    // What does not fit is not refused.
    schema: text,
    example: "order-4711",
  },
  "Idempotency-Key": {
    description:
      "Makes repeating safe: the same key with the same body gives the first answer again, for 24 hours, per partner and route. Another body is refused. A request that was refused is not remembered: its key may be used again.",
    required: false,
    schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
    example: "7f9c2ba4-e88f-11d1-b9a1-00a0c91e6bf6",
  },
  "If-Match": {
    description:
      "The ETag that the change was made for. It matches while the part that is changed is as it was then: a mail that was delivered since does not spoil an edit, and of an invitation's notes only the notes count. A weak one never matches; `*` by itself changes whatever is there.",
    required: true,
    schema: text,
    example: '"3.1-n4bQgYhMfWWaL-qgxVrQFa"',
  },
  "Optional-If-Match": {
    name: "If-Match",
    description:
      "An ETag, if it is to be done only while what it is done to is as it was then: otherwise nothing happens, and the answer is 412. Without it, or with `*`, it is done to whatever is there. For an invitation's notes, only the notes count.",
    required: false,
    schema: text,
    example: '"3.1-n4bQgYhMfWWaL-qgxVrQFa"',
  },
  "If-None-Match": {
    description: "An ETag that you have: the answer is 304 while it still holds.",
    required: false,
    schema: text,
    example: '"3.1-n4bQgYhMfWWaL-qgxVrQFa"',
  },
  "Webhook-Id": {
    description: "The message's own id (Standard Webhooks): a message that comes again gets the first answer.",
    required: true,
    schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
    example: "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
  },
  "Webhook-Timestamp": {
    description: "When it was signed, in seconds since the epoch; at most five minutes off.",
    required: true,
    schema: { type: "string", pattern: "^[0-9]{1,12}$" },
    example: "1795341600",
  },
  "Webhook-Signature": {
    description: "HMAC-SHA-256 with the portal's secret, in base64: `v1,…`; several stand with a blank between.",
    required: true,
    schema: { type: "string" },
    example: "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
  },
} as const;
