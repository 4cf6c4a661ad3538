import * as z from "zod/mini";
import { described } from "../openapi/values.ts";
import { count, idOf, text } from "../schema/values.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { documented } from "../schema/documented.ts";

const fault = z
  .strictObject({
    pointer: described(text, "JSON Pointer (RFC 6901) to the field; empty for the whole."),
    code: described(text, "What kind of fault it is, as in the faults of problems."),
    message: described(text, "What is wrong with it."),
  })
  .register(documented, { id: "RowFault", description: "One fault in what a row says." });

const problem = z
  .looseObject({
    type: described(text, "Which problem it is: `/problems/` and its name."),
    title: described(text, "The same in words."),
    status: described(z.int(), "The HTTP status."),
    detail: described(text, "What it is about this time."),
    instance: described(text, "The request, by its correlation id."),
    errors: z.optional(described(z.array(fault), "All faults at once.")),
    required: z.optional(
      described(z.array(text), "Permissions that the partner's cloud asks for in every invitation."),
    ),
    invitationId: z.optional(described(text, "The open invitation that stands against this one.")),
    relationshipIds: z.optional(
      described(z.array(z.nullable(text)), "The live relationships of this type that the address accepted."),
    ),
    until: z.optional(described(text, "When it becomes possible.")),
    quota: z.optional(described(z.enum(["open", "day", "address"]), "Which quota is used up.")),
    limit: z.optional(described(z.int(), "How many there may be of it.")),
    retryAfter: z.optional(described(z.int(), "Seconds after which to try again.")),
  })
  .register(documented, {
    id: "RowProblem",
    description:
      "The problem document that this row would have got as a request of its own, with `retryAfter` in seconds instead of the header.",
  });

/** The result of a row: the status it would have had as a request of its own. */
const rowResult = z
  .strictObject({
    index: described(count, "Which row, from 0."),
    status: described(z.int(), "The HTTP status that this row would have got as a request of its own."),
    id: z.optional(described(idOf("invitation"), "The invitation; absent where none was made, as in a dry run.")),
    replayed: z.optional(
      described(
        z.literal(true),
        "The row's key was used before; this is what it made then. Absent otherwise, and where `Idempotency-Replayed` says it of all rows.",
      ),
    ),
    problem: described(
      z.optional(problem),
      "Why the row was refused; absent where it was not. Its `instance` names the request that this answer is to, also when an earlier one is repeated.",
    ),
  })
  .register(documented, { id: "RowResult", description: "What became of one row." });
export type RowResult = DeepReadonly<z.output<typeof rowResult>>;

/** The response to a batch. */
export const batchResults = z.strictObject({
  results: described(z.array(rowResult), "One for each row, in their order."),
});
