import * as z from "zod/mini";
import { offeredLocale } from "../schema/locale.ts";
import { line, mailAddress, mayBeLeftOut, paragraphs } from "../schema/primitives.ts";
import { relationshipType } from "../terms/model.ts";
import { grantDuration, openDuration, ownWords, permissionList, reminderPlan } from "../terms/requests.ts";

/** What may be said of a customer beside the address. */
export const customerFields = {
  organization: z.optional(z.nullable(line(200))),
  contactName: z.optional(z.nullable(line(200))),
  locale: z.optional(z.nullable(offeredLocale)),
};

/** What may be changed of a draft; what is left out stays. */
export const termsFields = {
  relationship: z.optional(relationshipType),
  anotherOrganization: z.optional(z.boolean()),
  permissions: z.optional(permissionList),
  duration: z.optional(grantDuration),
  autoExtend: z.optional(z.boolean()),
  message: z.optional(z.nullable(ownWords)),
  expiresIn: z.optional(openDuration),
  reminders: z.optional(z.nullable(reminderPlan)),
};

/** A partner's own word for some of its invitations, the same however its letters were put together. */
export const tag = line(50, { normal: true });

const tags = z.array(tag).check(z.maxLength(20, "At most 20 tags."));

/** A partner's own marks. */
export const notesFields = {
  reference: z.optional(z.nullable(line(200))),
  notes: z.optional(z.nullable(paragraphs(10_000))),
  tags: z.optional(tags),
};

/** Who sends. */
export const sendMode = z.enum(["email", "self"]);

/** A new invitation as a partner asks for it, alone or as a row of a batch; what is left out takes a default. */
export const newInvitationFields = {
  customer: z.strictObject({ email: mailAddress, ...customerFields }),
  // Whether there is such a template is looked up.
  template: mayBeLeftOut(line(100)),
  relationship: mayBeLeftOut(relationshipType),
  anotherOrganization: mayBeLeftOut(z.boolean()),
  permissions: mayBeLeftOut(permissionList),
  duration: mayBeLeftOut(grantDuration),
  autoExtend: mayBeLeftOut(z.boolean()),
  message: mayBeLeftOut(ownWords),
  expiresIn: mayBeLeftOut(openDuration),
  reminders: mayBeLeftOut(reminderPlan),
  ...notesFields,
  tags: mayBeLeftOut(tags),
  send: mayBeLeftOut(sendMode),
};
