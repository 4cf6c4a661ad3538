import type { RefusalKind } from "../kernel/refusal.ts";
import { problemKinds } from "../http/problems.ts";
import type { Route } from "../manifest.ts";
import type { AnswerDescription, RouteDescription } from "./description.ts";
import { gatewayAnswers, gatewayMessage } from "./gateway.ts";
import { headersOfAll, rateLimitNames, type HeaderName } from "./headers.ts";
import type { JsonSchema, SchemaWriter } from "./json-schema.ts";
import { writeProblems } from "./problems.ts";

/** One way in which a status can come. */
export interface Way {
  readonly status: number;
  readonly description: string;
  readonly content?: { readonly type: string; readonly schema: JsonSchema };
  readonly headers: readonly HeaderName[];
}

/** What a route answers when it did what was asked. */
export const ownWays = ({ answers, headers }: RouteDescription, schemas: SchemaWriter): Way[] =>
  answersIn(answers).map(([status, { description, type = "application/json", schema, headers: own = [] }]) => ({
    status,
    description,
    ...(schema && { content: { type, schema: schemas.write(schema, "output") } }),
    headers: [
      ...headersOfAll,
      ...(headers?.includes("Idempotency-Key") ? (["Idempotency-Replayed"] as const) : []),
      ...own,
    ],
  }));

const answersIn = (answers: RouteDescription["answers"]): [status: number, answer: AnswerDescription][] =>
  Object.entries(answers).flatMap(([status, one]) =>
    [one].flat().map((answer): [number, AnswerDescription] => [Number(status), answer]),
  );

/** The response to a caller whose copy is current. */
export const notModified = ({ answers }: RouteDescription): Way => ({
  status: 304,
  description: "Your copy is still current.",
  headers: [
    ...headersOfAll,
    ...answersIn(answers).flatMap(([status, { headers = [] }]) => (status === 200 ? headers : [])),
  ],
});

/** What it answers when it refuses, and when we are at fault. */
export function problemWays(kinds: readonly (RefusalKind | "internal")[], schemas: SchemaWriter): Way[] {
  const byStatus = Map.groupBy([...new Set(kinds)], (kind) => problemKinds[kind][0]);
  return [...byStatus].map(([status, same]) => {
    const description = `${same.map((kind) => problemKinds[kind][1]).join("; ")}.`;
    const later = status === 429 || status === 503 ? (["Retry-After"] as const) : [];
    return {
      status,
      description,
      content: { type: "application/problem+json", schema: writeProblems(same, schemas) },
      headers: [...headersOfAll, ...later, ...(same.includes("quota") ? rateLimitNames : [])],
    };
  });
}

/** What the gateway answers in its stead. */
export const gatewayWays = (route: Route, schemas: SchemaWriter): Way[] =>
  gatewayAnswers(route).map(({ status, when, headers }) => ({
    status,
    description: `From the gateway: ${when}.`,
    content: { type: "application/json", schema: schemas.name("GatewayMessage", gatewayMessage) },
    headers,
  }));
