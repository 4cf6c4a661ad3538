import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { described } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { instant } from "../schema/primitives.ts";
import { idOf, text } from "../schema/values.ts";
import { accessReasons, type AccessReason } from "./rules/access.ts";

/** Whether a partner may act for a customer now. */
export const accessAnswer = z
  .strictObject({
    allowed: described(z.boolean(), "Whether it may."),
    reason: described(z.enum(Object.keys(accessReasons) as AccessReason[]), "Why, for programs."),
    message: described(text, "Why, in plain words."),
    until: described(
      z.nullable(instant),
      "The end of the permission that allows it; a permission that is extended automatically goes on.",
    ),
    relationshipId: z.nullable(described(idOf("relationship"), "The relationship that the answer comes from.")),
    permission: described(
      z.nullable(text),
      "The permission that allows it or would; null where several would, or none.",
    ),
  })
  .register(documented, { id: "Access", description: "Whether a partner may act for a customer now, and why." });
export type AccessAnswer = DeepReadonly<z.output<typeof accessAnswer>>;
