import * as z from "zod/mini";
import { documented } from "../schema/documented.ts";
import { duration } from "../schema/primitives.ts";
import { described, text } from "./values.ts";

/** A customer's answer. */
export const decision = z.strictObject({
  outcome: described(z.enum(["accepted", "declined"]), "Yes or no."),
  partial: z.boolean(),
  granted: described(z.array(text), "The permissions that the customer granted."),
  duration: z.nullable(duration),
  by: z
    .strictObject({ name: z.nullable(text), email: z.nullable(text), title: z.nullable(text) })
    .register(documented, { description: "Who answered." }),
  reason: z.nullable(text),
  via: described(z.enum(["page", "callback"]), "Rapport's page, or an external portal."),
  agreement: z.nullable(z.strictObject({ version: described(text, "Version of the agreement."), hash: text })),
});
