import * as z from "zod/mini";
import { invitationStatuses } from "../../shared/domain/invitation-lifecycle.ts";
import { deliveryStatuses } from "../../shared/domain/delivery.ts";
import { pageQuery } from "../../shared/http/parse.ts";
import {
  customerFields,
  newInvitationFields,
  notesFields,
  sendMode,
  tag,
  termsFields,
} from "../../shared/schema/new-invitation.ts";
import { documented } from "../../shared/schema/documented.ts";
import { line, mailAddress } from "../../shared/schema/primitives.ts";

/** `POST /v1/invitations`. */
export const createBody = z.strictObject(newInvitationFields);

/** `PATCH /v1/invitations/{id}`. */
export const editBody = z.strictObject({
  customer: z.optional(z.strictObject({ email: z.optional(mailAddress), ...customerFields })),
  ...termsFields,
});

/** `PATCH /v1/invitations/{id}/notes`. */
export const notesBody = z.strictObject(notesFields);

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

/** `GET /v1/invitations`. */
export const listQuery = z.strictObject({
  ...pageQuery,
  cursor: idCursor,
  status: z.optional(anyOf(invitationStatuses)),
  delivery: z.optional(anyOf(deliveryStatuses)),
  tag: z.optional(tag),
  email: z.optional(mailAddress),
});

/** `GET /v1/invitations/{id}/history`. */
export const historyQuery = z.strictObject({
  ...pageQuery,
  cursor: z.optional(
    z.string().check(z.regex(/^inv_[0-9A-Z]{26}(\/[a-z]+)?:[0-9]{1,9}$/, "This is no cursor of this list.")),
  ),
});
