import type * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import type { RefusalKind } from "../kernel/refusal.ts";
import type { Route } from "../manifest.ts";
import type { HeaderName } from "./headers.ts";

/** Any schema. */
export type Schema = z.ZodMiniType;

/** One thing that a route answers when it did what was asked. */
export interface AnswerDescription {
  readonly description: string;
  /** Media type; JSON when there is a schema and nothing is said. */
  readonly type?: string;
  readonly schema?: Schema;
  /** Headers that this answer always has beside those that all have. */
  readonly headers?: readonly HeaderName[];
}

/** Headers of requests, each with the rule that goes with it. */
export type RequestHeader = "Idempotency-Key" | "Webhook-Id" | "Webhook-Timestamp" | "Webhook-Signature";

/** One route in the OpenAPI document, without what is derived from the route table and the boundary. */
export interface RouteDescription {
  /** The path parameters, by name. */
  readonly path?: Readonly<Record<string, Schema>>;
  readonly query?: Schema;
  readonly headers?: readonly RequestHeader[];
  readonly body?: Schema;
  /** Whether a request without a body is taken too. */
  readonly bodyIsOptional?: true;
  readonly answers: Readonly<Record<number, AnswerDescription | readonly AnswerDescription[]>>;
  /** Refusals beside those that follow from path, query, body, headers and roles. */
  readonly problems?: readonly RefusalKind[];
  /** Whether the raw body is used, so that its content type is not checked. */
  readonly bodyIsText?: true;
}

/** The texts of one route, in the function's `openapi.json`. */
export interface RouteTexts {
  /** A verb and what it is done to; generated clients name their function so. */
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  /** Bodies by name; each passes the schema, and what it asks for can be done. */
  readonly examples?: Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;
}

/** All routes of a function but pages, and the catch-all, which is no path. */
type Documented<Routes extends readonly Route[]> = Exclude<
  Routes[number],
  { readonly key: "$default" } | { readonly page: unknown }
>["key"];

/** What documents the routes of a function. A route without a description or texts does not compile. */
export type RouteDescriptions<Routes extends readonly Route[]> = Readonly<Record<Documented<Routes>, RouteDescription>>;

/** The routes of one function. */
export interface FunctionDescription<Routes extends readonly Route[] = readonly Route[]> {
  readonly texts: {
    readonly tag: { readonly name: string; readonly description: string };
    readonly routes: Readonly<Record<Documented<Routes>, RouteTexts>>;
  };
  readonly routes: RouteDescriptions<Routes>;
}

/** The schema of what a view draws. One that some drawing does not fit does not compile. */
export const schemaOf =
  <View>() =>
  <Described extends Schema>(
    schema: [View] extends [DeepReadonly<z.output<Described>>] ? Described : "The view draws what this does not say.",
  ): Described =>
    schema as Described;
