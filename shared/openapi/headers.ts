import type { JsonSchema } from "./json-schema.ts";
import answers from "./answer-headers.json" with { type: "json" };
import parameters from "./header-parameters.json" with { type: "json" };

/** A header of an answer. */
export type HeaderName = keyof typeof answers;

/** Headers of answers: what they say, and in what form. */
export const answerHeaders: Readonly<
  Record<HeaderName, { readonly description: string; readonly schema: JsonSchema }>
> = answers;

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
  "Link",
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

/** Headers of requests. What does not fit an `X-Correlation-Id` is not refused, so it has no pattern. */
export const headerParameters: Readonly<Record<string, object>> = parameters;
