import type { Route } from "../manifest.ts";
import type { Role } from "../names.ts";

/** Who calls, in the role that it has now. */
export interface Caller {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  /** Empty for the operator. */
  readonly partnerId: string;
}

/** A request as handlers see it, independent of the gateway in front. */
export interface HttpRequest {
  readonly routeKey: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** By name; where one comes twice, the first. */
  readonly cookies: Readonly<Record<string, string>>;
  /** Parsed JSON, a form's fields, or an empty object when nothing was sent. */
  readonly body: unknown;
  /** Null on public routes. */
  readonly caller: Caller | null;
  readonly correlationId: string;
  /** Milliseconds before the function is stopped. */
  readonly timeLeft: () => number;
}

/** The id that stands in the path. */
export const idIn = ({ parameters }: Pick<HttpRequest, "parameters">): string => parameters["id"] ?? "";

/** What a handler answers. An object becomes JSON, a text is sent as it is. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the body stands for bytes. */
  readonly isBase64Encoded?: boolean;
  /** Whole `Set-Cookie` values. */
  readonly cookies?: readonly string[];
}

/** One route's work. */
export type RouteHandler = (request: HttpRequest) => Promise<HttpAnswer>;

/** The work of every route of a function, and of no other. */
export type RouteHandlers<Routes extends readonly Route[]> = Readonly<Record<Routes[number]["key"], RouteHandler>>;
