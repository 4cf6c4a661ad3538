import type { Schema } from "../openapi/description.ts";

/** One event as the document tells it. */
export interface EventDescription {
  /** What happened, in a sentence. */
  readonly summary: string;
  /** Schema of its data; closed, so that no test leaves a member that is not told. */
  readonly data: Schema;
}

/** An event with the schema of what it tells. */
export const told = <Data extends Schema>(summary: string, data: Data) => ({ summary, data });
