import * as z from "zod/mini";
import { cursorAfter, pageQuery } from "../schema/parse.ts";
import { defaultsFields } from "../partner/requests.ts";
import { line, mayBeLeftOut } from "../schema/primitives.ts";
import { fixed, readOnly } from "../schema/read-only.ts";
import { grantDuration, ownWords, permissionPurposes, purpose } from "../terms/requests.ts";
import { template } from "./model.ts";

const terms = {
  relationship: z.optional(template.shape.relationship),
  autoExtend: z.optional(template.shape.autoExtend),
  duration: z.optional(z.nullable(grantDuration)),
  purpose: z.optional(z.nullable(purpose)),
  purposes: z.optional(permissionPurposes),
  message: z.optional(z.nullable(ownWords)),
  ...defaultsFields,
};

/** `POST /v1/templates`. */
export const newTemplateBody = z.strictObject({
  name: line(100),
  ...terms,
  purposes: mayBeLeftOut(permissionPurposes),
  messages: mayBeLeftOut(defaultsFields.messages),
});

/** `PATCH /v1/templates/{id}`. */
export const templateBody = z
  .strictObject({ name: z.optional(line(100)), ...terms })
  .register(readOnly, fixed("id", "partnerId", "version", "createdAt", "updatedAt"));

/** `GET /v1/templates`. */
export const templatesQuery = z.strictObject({ ...pageQuery, cursor: cursorAfter("template") });
