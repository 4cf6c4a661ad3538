import * as z from "zod/mini";
import { documented } from "../schema/documented.ts";
import { duration } from "../schema/primitives.ts";
import { described } from "../openapi/values.ts";
import { personal, text } from "../schema/values.ts";

/** A customer's answer. */
export const decision = z
  .strictObject({
    outcome: described(
      z.enum(["accepted", "declined", "reported"]),
      "Yes or no; `reported` is a no that reports the partner as unknown.",
    ),
    partial: z.boolean(),
    granted: described(z.array(text), "The permissions that the customer granted."),
    duration: z.nullable(duration),
    by: z
      .strictObject({
        name: personal(z.nullable(text)),
        email: personal(z.nullable(text)),
        title: personal(z.nullable(text)),
      })
      .register(documented, { description: "Who answered." }),
    reason: personal(z.nullable(text)),
    via: described(z.enum(["page", "callback"]), "Rapport's page, or an external portal."),
    agreement: z.nullable(z.strictObject({ version: described(text, "Version of the agreement."), hash: text })),
  })
  .register(documented, { id: "Decision", description: "A customer's answer." });
