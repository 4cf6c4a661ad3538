import sources from "../aws-sources.json" with { type: "json" };
import answers from "./answer-rows.json" with { type: "json" };
import events from "./event-rows.json" with { type: "json" };
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

/** Rows as their JSON has them: a page by its key, and requests for an item left out. */
const rowsOf = (written: readonly object[]): readonly GatewayRow[] =>
  (written as readonly (GatewayRow & { readonly source: keyof typeof sources })[]).map(({ does, source, ...more }) =>
    row(sources[source] ?? source, does, more),
  );

/** What a function gets. */
export const eventRows = rowsOf(events);
/** What a client gets of what a function returns. */
export const answerRows = rowsOf(answers);
