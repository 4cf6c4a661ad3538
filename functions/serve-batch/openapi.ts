import * as z from "zod/mini";
import type { FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import type { routes } from "./manifest.ts";
import { batchBody, batchRow, mostRows } from "../../shared/invitation/requests.ts";
import { batchResults } from "../../shared/invitation/batch-answers.ts";

const row = z.clone(batchRow).register(documented, {
  id: "BatchRow",
  description:
    "A new invitation, and the key under which it is created once. What is wrong with it is told in its result.",
});

/** As the check is, but that it says what a row is. */
const body = z.extend(batchBody, {
  dryRun: described(batchBody.shape.dryRun, "Tell what would become of each row, and write nothing."),
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
      "Up to a hundred, each carried out by itself: none fails another. Of two rows that exclude each other the first wins. The body may have 1 MB. An `Idempotency-Key` is for the whole call, and gives a key to every row that has none: the same call again has the same results; rows that were refused are tried again, and a call that broke off goes on. Rows for which no time was left answer `/problems/unavailable`: send all again with the same key. A dry run does not mind the key.",
    headers: ["Idempotency-Key"],
    body: {
      schema: body,
      examples: {
        rehearsed: { summary: "What would become of two rows", value: { dryRun: true, items: rows } },
        carriedOut: { summary: "Two rows", value: { items: rows } },
      },
    },
    answers: { 200: { description: "What became of each row.", schema: batchResults } },
  },
};

/** What the document says of many invitations at once. */
export const description: FunctionDescription = {
  tag: { name: "Batches", description: "Many invitations in one call." },
  routes: descriptions,
};
