import * as z from "zod/mini";
import type { FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import type { routes } from "./manifest.ts";
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

const rows = [
  { customer: { email: "it@customer.example" }, send: "email", key: "row-1" },
  { customer: { email: "office@other-customer.example", locale: "it" }, relationship: "advisor", key: "row-2" },
];

const descriptions: RouteDescriptions<typeof routes> = {
  "POST /v1/invitations/batch": {
    operationId: "createInvitations",
    summary: "Create many invitations",
    description:
      "Creates up to 100 invitations. Each row is independent: a failed row does not affect the others. If two rows exclude each other, the first one wins. The body can have up to 1 MB. An `Idempotency-Key` covers the whole call and every row without a key of its own. Repeat the call under the same key to continue after an interruption: finished rows keep their results and refused rows are tried again. Rows that ran out of time have the problem `/problems/unavailable`. A dry run ignores the key.",
    headers: ["Idempotency-Key"],
    body: {
      schema: body,
      examples: {
        rehearsed: { summary: "Check two rows", value: { dryRun: true, items: rows } },
        carriedOut: { summary: "Create two rows", value: { items: rows } },
      },
    },
    answers: { 200: { description: "The result of each row.", schema: batchResults } },
  },
};

/** The documentation of batches. */
export const description: FunctionDescription = {
  tag: { name: "Batches", description: "Many invitations in one call." },
  routes: descriptions,
};
