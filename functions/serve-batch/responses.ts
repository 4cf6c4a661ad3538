import * as z from "zod/mini";
import { count, described, idOf, text } from "../../shared/openapi/values.ts";
import { schemaOf } from "../../shared/openapi/description.ts";
import { documented } from "../../shared/schema/documented.ts";
import type { RowResult } from "./view.ts";

const problem = z
  .looseObject({ type: text, title: text, status: z.int(), detail: text, instance: text })
  .register(documented, {
    id: "RowProblem",
    description:
      "The problem document that this row would have got as a request of its own, with `retryAfter` in seconds instead of the header.",
  });

const result = schemaOf<RowResult>()(
  z.strictObject({
    index: described(count, "Which row, from 0."),
    status: described(z.int(), "The HTTP status that this row would have got as a request of its own."),
    id: z.optional(described(idOf("invitation"), "The invitation; absent where none was made, as in a dry run.")),
    replayed: z.optional(
      described(
        z.literal(true),
        "The row's key was used before; this is what it made then. Not said of single rows where `Idempotency-Replayed` says it of all.",
      ),
    ),
    problem: z.optional(problem),
  }),
).register(documented, { id: "RowResult", description: "What became of one row." });

/** What a batch answers. */
export const batchResults = z.strictObject({
  results: described(z.array(result), "One for each row, in their order."),
});
