import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { duration, instant } from "../schema/primitives.ts";
import { idOf, personal, text, version } from "../schema/values.ts";
import { asked, message, messages, purposes, relationshipType } from "../terms/model.ts";

/** Maximum number of templates per partner, so that one page of a list can show all of them. */
export const mostTemplates = 100;

/** A template. The partner's defaults apply to fields that are null. */
export const template = z.object({
  id: idOf("template"),
  partnerId: idOf("partner"),
  version,
  name: text,
  relationship: z.nullable(relationshipType),
  permissions: z.nullable(z.array(text)),
  duration: z.nullable(duration),
  autoExtend: z.nullable(z.boolean()),
  ...purposes,
  /** For customers whose language has no entry in `messages`. */
  message: personal(z.nullable(message)),
  messages: personal(messages),
  expiresIn: z.nullable(duration),
  reminders: asked.reminders,
  createdAt: instant,
  updatedAt: instant,
});
export type Template = DeepReadonly<z.output<typeof template>>;

/** The ids of a partner's templates. */
export const templateIndex = z.object({ partnerId: text, version: z.number(), ids: z.array(text) });
export type TemplateIndex = DeepReadonly<z.output<typeof templateIndex>>;
