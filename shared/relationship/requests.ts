import * as z from "zod/mini";
import { idPattern } from "../kernel/ids.ts";
import { anyOf, cursorLike, historyOf, pageQuery } from "../schema/parse.ts";
import { durationBetween } from "../schema/primitives.ts";
import { idOf } from "../schema/values.ts";
import { relationshipStatuses } from "./model.ts";

const id = idPattern("relationship").source.slice(1);

/** `GET /v1/relationships`. The cursor is an id, in the order of ends with the moment before it. */
export const relationshipsQuery = z.strictObject({
  ...pageQuery,
  cursor: cursorLike(new RegExp(`^([0-9]{14}\\.)?${id}`)),
  status: z.optional(anyOf(relationshipStatuses)),
  customerId: z.optional(idOf("customer")),
  expiringWithin: z.optional(durationBetween(0, 36_500)),
});

/** `GET /v1/relationships/{id}/history`. */
export const historyQuery = historyOf("relationship");
