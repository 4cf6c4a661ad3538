import * as z from "zod/mini";
import { described } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { messages, ownWords } from "../terms/answers.ts";
import { template as model } from "./model.ts";

/** A template. */
export const template = z
  .object({
    ...model.shape,
    message: described(z.nullable(ownWords), "Message for customers whose language has no entry in `messages`."),
    messages,
    reminders: described(model.shape.reminders, "The reminder plan."),
  })
  .register(documented, {
    id: "Template",
    description: "Terms for reuse. The partner's defaults apply to fields that are null.",
  });
