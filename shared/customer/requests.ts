import * as z from "zod/mini";
import { cursorAfter, pageQuery } from "../schema/parse.ts";
import { documented } from "../schema/documented.ts";
import { line, mailAddress, orDefault } from "../schema/primitives.ts";
import { changedBy, fixed, readOnly } from "../schema/read-only.ts";
import { verified } from "../schema/verified.ts";

/** `GET /v1/customers`. */
export const customersQuery = z.strictObject({ ...pageQuery, cursor: cursorAfter("customer") });

/** `GET /v1/operator/customers`. */
export const operatorCustomersQuery = z.strictObject({
  ...customersQuery.shape,
  q: z.optional(line(200, { normal: true, description: "An id, a whole mail domain, or the start of a name." })),
  unattended: z.optional(
    z
      .literal("true", "Only `true`; leave it out for all customers.")
      .register(documented, { description: "Only customers without administrators." }),
  ),
});

/** `PATCH /v1/operator/customers/{id}`. */
export const customerBody = z
  .strictObject({
    externalId: z.optional(
      z.nullable(line(200)).register(documented, { description: "The vendor's account; null if there is none." }),
    ),
    verified: z.optional(verified),
  })
  .register(readOnly, {
    ...fixed("id", "version", "since", "attended", "recovery", "sandbox"),
    ...changedBy("The customer's administrators change its name in their portal.", "name"),
    ...changedBy("Recover a customer with POST /v1/operator/customers/{id}/administrators.", "administrators"),
  });

/** `POST /v1/operator/customers/{id}/administrators`. */
export const recoveryBody = z.strictObject({
  email: mailAddress,
  reason: line(500),
  force: orDefault(z.boolean(), false).register(documented, {
    description: "Overrules the waiting period, an earlier stop and another recovery.",
  }),
});
