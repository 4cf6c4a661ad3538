import * as z from "zod/mini";
import type { FaultCode } from "../../shared/kernel/fault-code.ts";
import { invitationStatuses } from "../../shared/invitation/lifecycle.ts";
import { deliveryStatuses } from "../../shared/delivery/model.ts";
import { pageQuery } from "../../shared/http/parse.ts";
import {
  customerFields,
  newInvitationFields,
  notesFields,
  sendMode,
  tag,
  termsFields,
} from "../../shared/invitation/requests.ts";
import { documented } from "../../shared/schema/documented.ts";
import { line, mailAddress, moment, orDefault } from "../../shared/schema/primitives.ts";
import { relationshipType } from "../../shared/terms/model.ts";
import { changedBy, fixed, readOnly } from "../../shared/schema/read-only.ts";

/** `POST /v1/invitations`. */
export const createBody = z.strictObject(newInvitationFields);

/** What readings of an invitation show and what only its own acts change. */
const ofInvitation = {
  ...fixed(
    "id",
    "version",
    "partnerId",
    "sandbox",
    "createdBy",
    "relationshipId",
    "customerId",
    "offerDigest",
    "cloud",
    "portal",
  ),
  ...fixed("delivery", "createdAt", "issuedAt", "viewedAt", "decidedAt", "decision", "cancelledAt", "draft"),
  ...changedBy("This field is read-only. Send, cancel or renew the invitation to change its status.", "status"),
  ...changedBy("This field is read-only. Cancel the invitation with a reason.", "cancelReason", "cancelCode"),
  ...changedBy("This field is read-only. Before sending, change `expiresIn`.", "expiresAt"),
};

/** `PATCH /v1/invitations/{id}`. */
export const editBody = z
  .strictObject({
    customer: z.optional(z.strictObject({ email: z.optional(mailAddress), ...customerFields })),
    ...termsFields,
  })
  .register(readOnly, {
    ...ofInvitation,
    ...changedBy("Change this field with PATCH /v1/invitations/{id}/notes.", ...Object.keys(notesFields)),
    ...changedBy("A template is named when the invitation is created.", "template"),
    ...changedBy("Send the draft with POST /v1/invitations/{id}/send.", "send"),
  });

/** `PATCH /v1/invitations/{id}/notes`. */
export const notesBody = z.strictObject(notesFields).register(readOnly, {
  ...ofInvitation,
  ...changedBy(
    "Change this field of a draft with PATCH /v1/invitations/{id}.",
    ...["customer", ...Object.keys(termsFields)],
  ),
});

/** `POST /v1/invitations/{id}/send`. */
export const sendBody = z.strictObject({ mode: sendMode });

/** `POST /v1/invitations/{id}/resend`. */
export const resendBody = z.strictObject({ rotate: orDefault(z.boolean(), false) });

/** `POST /v1/invitations/{id}/renew`: nothing needs to be said. */
export const renewBody = z.strictObject({});

/** `POST /v1/invitations/{id}/correct-address`. */
export const correctAddressBody = z.strictObject({ email: mailAddress });

/** `POST /v1/invitations/{id}/cancel`. */
export const cancelBody = z.strictObject({ reason: z.optional(z.nullable(line(500))) });

const idCursor = z.optional(
  z.string().check(z.regex(/^inv_[0-9A-HJKMNP-TV-Z]{26}$/, "This is no cursor of this list.")),
);

/** Several words of a query, with commas between: one of them is enough. */
const anyOf = <Word extends string>(words: readonly Word[]) =>
  z
    .pipe(
      z.pipe(
        z.string(),
        z.transform((text) => text.split(",")),
      ),
      z.array(z.enum(words)).check(z.maxLength(10, "At most 10 values.")),
    )
    .register(documented, {
      instead: { type: "array", items: { type: "string", enum: words }, minItems: 1, maxItems: 10 },
    });

/** A user's id, or `me`. */
const creator = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{1,128}$/, "The id of a user, or `me`."))
  .register(documented, { description: "The id of a user, or `me`." });

/** `GET /v1/invitations`. */
export const listQuery = z
  .strictObject({
    ...pageQuery,
    cursor: idCursor,
    status: z.optional(anyOf(invitationStatuses)),
    delivery: z.optional(anyOf(deliveryStatuses)),
    relationship: z.optional(relationshipType),
    createdBy: z.optional(creator),
    from: z.optional(moment),
    to: z.optional(moment),
    tag: z.optional(tag),
    email: z.optional(mailAddress),
  })
  .check(
    z.refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      path: ["from"],
      error: "Must not be later than `to`.",
      params: { code: "after-end" satisfies FaultCode },
    }),
  );

/** `GET /v1/invitations/{id}/history`. */
export const historyQuery = z.strictObject({
  ...pageQuery,
  cursor: z.optional(
    z.string().check(z.regex(/^inv_[0-9A-Z]{26}(\/[a-z]+)?:[0-9]{1,9}$/, "This is no cursor of this list.")),
  ),
});
