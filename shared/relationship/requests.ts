import * as z from "zod/mini";
import { idPattern } from "../kernel/ids.ts";
import { documented } from "../schema/documented.ts";
import { anyOf, cursorLike, historyOf, pageQuery } from "../schema/parse.ts";
import { durationBetween, line, moment, orDefault } from "../schema/primitives.ts";
import { idOf } from "../schema/values.ts";
import { relationshipStatuses } from "./model.ts";

const id = idPattern("relationship").source.slice(1);
const position = "[0-9]{14}\\.";

/** `GET /v1/relationships`. The cursor is an id, in the order of ends with the moment before it. */
export const relationshipsQuery = z.strictObject({
  ...pageQuery,
  cursor: cursorLike(new RegExp(`^(${position})?${id}`)),
  status: z.optional(anyOf(relationshipStatuses)),
  customerId: z.optional(idOf("customer")),
  expiringWithin: z.optional(durationBetween(0, 36_500)),
});

/** `POST /v1/relationships/{id}/terminate`. */
export const terminateBody = z.strictObject({
  reason: z.optional(z.nullable(line(500))).register(documented, { description: "Why; the customer reads it." }),
  dryRun: orDefault(z.boolean(), false).register(documented, {
    description: "Only tells what blocks the end, and changes nothing.",
  }),
});

/** `GET /v1/operator/relationships`. The cursor is the moment of the last change and an id. */
export const operatorRelationshipsQuery = z.strictObject({
  ...pageQuery,
  cursor: cursorLike(new RegExp(`^${position}${id}`)),
  status: z.optional(anyOf(relationshipStatuses)),
  updatedSince: z.optional(moment),
});

/** `POST /v1/operator/relationships/{id}/suspend` and `…/resume`. */
export const suspensionBody = z.strictObject({
  reason: line(500).register(documented, { description: "Why; both sides read it." }),
});

/** `POST /v1/operator/relationships/{id}/permissions-removed`. */
export const removedBody = z.strictObject({
  permissions: z
    .union([z.array(z.string()).check(z.minLength(1), z.maxLength(100)), z.literal("all")])
    .register(documented, { description: "Ids in the catalogue, or `all`." }),
  by: z.optional(z.nullable(line(200))).register(documented, {
    description: "Who removed them, as the service knows the person, such as an address. Only a pseudonym is kept.",
  }),
  /** When they were removed there. What was granted later stays. */
  at: moment,
});

/** `GET /v1/relationships/{id}/history`. */
export const historyQuery = historyOf("relationship");
