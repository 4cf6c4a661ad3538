import type { Schema } from "../openapi/description.ts";

/** One event as the document tells it. */
export interface EventDescription {
  /** What happened, in a sentence. */
  readonly summary: string;
  /** Schema of its data; closed, so that tests find undocumented members. */
  readonly data: Schema;
}

/** The description of an event with the schema of its data. */
export const event = <Data extends Schema>(summary: string, data: Data) => ({ summary, data });
