import * as z from "zod/mini";
import { described } from "../openapi/values.ts";
import { count, idOf, text } from "../schema/values.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { documented } from "../schema/documented.ts";

const fault = z
  .strictObject({
    pointer: described(text, "JSON Pointer (RFC 6901) to the field; empty for the whole."),
    code: described(text, "The kind of fault, as in problems."),
    message: described(text, "The fault in words."),
  })
  .register(documented, { id: "RowFault", description: "One fault of a row." });

/** The problem document of a row. */
export const rowProblem = z
  .looseObject({
    type: described(text, "The type of problem: `/problems/` and its name."),
    title: described(text, "The problem in words."),
    status: described(z.int(), "The HTTP status."),
    detail: described(text, "Details of this occurrence."),
    instance: described(text, "The request, by its correlation id."),
    errors: z.optional(described(z.array(fault), "All faults.")),
    required: z.optional(
      described(z.array(text), "Permissions that every invitation in the partner's cloud must request."),
    ),
    invitationId: z.optional(described(text, "The open invitation that conflicts with this one.")),
    relationshipIds: z.optional(
      described(z.array(z.nullable(text)), "The live relationships of this type that the address accepted."),
    ),
    until: z.optional(described(text, "When it will be possible.")),
    quota: z.optional(described(z.enum(["open", "day", "address"]), "The exhausted quota.")),
    limit: z.optional(described(z.int(), "The limit.")),
    retryAfter: z.optional(described(z.int(), "Seconds after which to try again.")),
  })
  .register(documented, {
    id: "RowProblem",
    description:
      "The problem document of this row, as for a request of its own, with `retryAfter` in seconds instead of the header.",
  });

const rowResult = z
  .strictObject({
    index: described(count, "Index of the row, from 0."),
    status: described(z.int(), "The HTTP status of this row, as for a request of its own."),
    id: z.optional(described(idOf("invitation"), "The invitation; absent if none was created, as in a dry run.")),
    replayed: z.optional(
      described(
        z.literal(true),
        "The row's key was used before, and this is its first result. Absent otherwise, and if `Idempotency-Replayed` applies to all rows.",
      ),
    ),
    problem: described(
      z.optional(rowProblem),
      "Why the row was refused; absent if it was not. `instance` identifies the current request, even if an earlier one is repeated.",
    ),
  })
  .register(documented, { id: "RowResult", description: "The result of a row." });
export type RowResult = DeepReadonly<z.output<typeof rowResult>>;

/** The response to a batch. */
export const batchResults = z.strictObject({
  results: described(z.array(rowResult), "One result per row, in the same order."),
});
