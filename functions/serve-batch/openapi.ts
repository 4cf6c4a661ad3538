import * as z from "zod/mini";
import type { FunctionDescription } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import type { routes } from "./manifest.ts";
import texts from "./openapi.json" with { type: "json" };
import { batchBody, batchRow, mostRows } from "../../shared/invitation/requests.ts";
import { batchResults } from "../../shared/invitation/batch-answers.ts";

const row = z.clone(batchRow).register(documented, {
  id: "BatchRow",
  description: "A new invitation, and a key under which it is created only once. Its faults are in its result.",
});

/** The checked body, with documented rows. */
const body = z.extend(batchBody, {
  dryRun: described(batchBody.shape.dryRun, "Only checks each row and writes nothing."),
  items: described(z.array(row).check(z.minLength(1), z.maxLength(mostRows)), "The rows, up to a hundred."),
});

/** The documentation of batches. */
export const description: FunctionDescription<typeof routes> = {
  texts,
  routes: {
    "POST /v1/invitations/batch": {
      headers: ["Idempotency-Key"],
      body: body,
      answers: { 200: { description: "The result of each row.", schema: batchResults } },
    },
  },
};
