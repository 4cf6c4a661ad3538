import * as z from "zod/mini";
import { invitationStatuses } from "../../shared/domain/invitation-lifecycle.ts";
import { pageQuery } from "../../shared/http/parse.ts";
import { locales } from "../../shared/policy/locales.ts";
import {
  durationBetween,
  line,
  mailAddress,
  paragraphs,
  relationshipType,
  reminderEntry,
} from "../../shared/schema/primitives.ts";

const customer = {
  organization: z.optional(z.nullable(line(200))),
  contactName: z.optional(z.nullable(line(200))),
  locale: z.optional(z.nullable(z.enum(locales))),
};

const terms = {
  relationship: z.optional(relationshipType),
  permissions: z.optional(z.array(line(100)).check(z.maxLength(50, "At most 50 permissions."))),
  duration: z.optional(durationBetween(1, 730)),
  autoExtend: z.optional(z.boolean()),
  // Lengths: product table, rows 3–5.
  message: z.optional(z.nullable(z.strictObject({ subject: line(200), text: paragraphs(10_000) }))),
  expiresIn: z.optional(durationBetween(1, 90)),
  reminders: z.optional(z.nullable(z.array(reminderEntry).check(z.maxLength(10, "At most 10 reminders.")))),
};

const notes = {
  reference: z.optional(z.nullable(line(200))),
  notes: z.optional(z.nullable(paragraphs(10_000))),
  tags: z.optional(z.array(line(50)).check(z.maxLength(20, "At most 20 tags."))),
};

const sendMode = z.enum(["email", "self"]);

/** `POST /v1/invitations`. */
export const createBody = z.strictObject({
  customer: z.strictObject({ email: mailAddress, ...customer }),
  ...terms,
  ...notes,
  send: z.optional(sendMode),
});

/** `PATCH /v1/invitations/{id}`. */
export const editBody = z.strictObject({
  customer: z.optional(z.strictObject({ email: z.optional(mailAddress), ...customer })),
  ...terms,
});

/** `PATCH /v1/invitations/{id}/notes`. */
export const notesBody = z.strictObject(notes);

/** `POST /v1/invitations/{id}/send`. */
export const sendBody = z.strictObject({ mode: sendMode });

/** `POST /v1/invitations/{id}/resend`. */
export const resendBody = z.strictObject({ rotate: z._default(z.boolean(), false) });

/** `POST /v1/invitations/{id}/renew`: nothing needs to be said. */
export const renewBody = z.strictObject({});

/** `POST /v1/invitations/{id}/correct-address`. */
export const correctAddressBody = z.strictObject({ email: mailAddress });

/** `POST /v1/invitations/{id}/cancel`. */
export const cancelBody = z.strictObject({ reason: z.optional(z.nullable(line(500))) });

const idCursor = z.optional(
  z.string().check(z.regex(/^inv_[0-9A-HJKMNP-TV-Z]{26}$/, "This is no cursor of this list.")),
);

/** `GET /v1/invitations`. */
export const listQuery = z.strictObject({
  ...pageQuery,
  cursor: idCursor,
  status: z.optional(z.enum(invitationStatuses)),
});

/** `GET /v1/invitations/{id}/history`. */
export const historyQuery = z.strictObject({
  ...pageQuery,
  cursor: z.optional(
    z.string().check(z.regex(/^inv_[0-9A-Z]{26}(\/[a-z]+)?:\d{1,9}$/, "This is no cursor of this list.")),
  ),
});
