import * as z from "zod/mini";
import { deliveryStatuses } from "../delivery/model.ts";
import { anyOf, cursorAfter, fileQuery, historyOf, pageQuery } from "../schema/parse.ts";
import type { FaultCode } from "../kernel/fault-code.ts";
import type { Instant } from "../kernel/time.ts";
import { documented } from "../schema/documented.ts";
import { offeredLocale } from "../schema/locale.ts";
import {
  eachMayBeLeftOut,
  line,
  mailAddress,
  mayBeLeftOut,
  moment,
  normalAddress,
  orDefault,
  paragraphs,
  idempotencyKey,
} from "../schema/primitives.ts";
import { changedBy, fixed, readOnly } from "../schema/read-only.ts";
import { asked } from "../terms/model.ts";
import {
  grantDuration,
  openDuration,
  ownWords,
  permissionList,
  permissionPurposes,
  purpose,
  reminderPlan,
  tag,
  tags,
} from "../terms/requests.ts";
import { invitationStatuses } from "./lifecycle.ts";
import { sendMode } from "./model.ts";

const customer = z.strictObject({
  email: mailAddress,
  organization: z.optional(z.nullable(line(200))),
  contactName: z.optional(z.nullable(line(200))),
  locale: z.optional(z.nullable(offeredLocale)),
});

/** The requested terms from outside, with their limits. */
const askedFields = {
  ...asked,
  permissions: permissionList,
  duration: grantDuration,
  purpose,
  purposes: permissionPurposes,
  message: ownWords,
  expiresIn: openDuration,
  reminders: reminderPlan,
};

const notesFields = {
  reference: z.optional(z.nullable(line(200))),
  notes: z.optional(z.nullable(paragraphs(10_000))),
  tags: z.optional(tags),
};

/** `POST /v1/invitations`; omitted fields take a default. */
export const createBody = z.strictObject({
  customer,
  // Whether there is such a template is looked up.
  template: mayBeLeftOut(line(100)),
  ...eachMayBeLeftOut(askedFields),
  ...notesFields,
  tags: mayBeLeftOut(tags),
  send: mayBeLeftOut(sendMode),
});

const { duration, autoExtend, purposes, message, expiresIn, reminders } = askedFields;

/** `POST /v1/relationships/{id}/amend`; omitted fields take a default, and permissions that are not named stay. */
export const amendBody = z.strictObject({
  permissions: permissionList,
  ...eachMayBeLeftOut({ duration, autoExtend, purpose, purposes, message, expiresIn, reminders }),
  reference: notesFields.reference,
  tags: mayBeLeftOut(tags),
  send: mayBeLeftOut(sendMode),
  email: mayBeLeftOut(mailAddress),
});

/** Rows of a batch. */
export const mostRows = 100;

/** `POST /v1/invitations/batch`; rows are parsed one by one, so that one fault does not fail the others. */
export const batchBody = z.strictObject({
  dryRun: orDefault(z.boolean(), false),
  items: z
    .array(z.unknown())
    .check(z.minLength(1, "At least one row."), z.maxLength(mostRows, `At most ${mostRows} rows.`)),
});

/** One row: a new invitation, and the key under which it is carried out once. */
export const batchRow = z.strictObject({ ...createBody.shape, key: mayBeLeftOut(idempotencyKey) });

/** Fields of responses that this request cannot change. */
const ofInvitation = {
  ...fixed(
    "id",
    "version",
    "partnerId",
    "sandbox",
    "createdBy",
    "origin",
    "updatedAt",
    "relationshipId",
    "customerId",
    "offerDigest",
  ),
  ...fixed("cloud", "portal", "delivery", "createdAt", "issuedAt", "viewedAt", "decidedAt", "decision", "cancelledAt"),
  ...fixed("draft"),
  ...changedBy("This field is read-only. Send, cancel or renew the invitation to change its status.", "status"),
  ...changedBy("This field is read-only. Cancel the invitation with a reason.", "cancelReason", "cancelCode"),
  ...changedBy("This field is read-only. Before sending, change `expiresIn`.", "expiresAt"),
};

/** `PATCH /v1/invitations/{id}`; omitted fields stay. */
export const editBody = z
  .strictObject({
    customer: z.optional(z.partial(customer, { email: true })),
    ...z.partial(z.strictObject(askedFields)).shape,
    purpose: z.optional(z.nullable(purpose)),
    message: z.optional(z.nullable(askedFields.message)),
    reminders: z.optional(z.nullable(askedFields.reminders)),
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
  ...changedBy("Change this field of a draft with PATCH /v1/invitations/{id}.", "customer", ...Object.keys(asked)),
});

/** `POST /v1/invitations/{id}/send`. */
export const sendBody = z.strictObject({ mode: sendMode });

/** `POST /v1/invitations/{id}/resend`. */
export const resendBody = z.strictObject({ rotate: orDefault(z.boolean(), false) });

/** `POST /v1/invitations/{id}/correct-address`. */
export const correctAddressBody = z.strictObject({ email: mailAddress });

/** `POST /v1/invitations/{id}/cancel`. */
export const cancelBody = z.strictObject({ reason: z.optional(z.nullable(line(500))) });

const creator = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{1,128}$/, "The id of a user, or `me`."))
  .register(documented, { description: "The id of a user, or `me`." });

const listed = {
  cursor: cursorAfter("invitation"),
  status: z.optional(anyOf(invitationStatuses)),
  delivery: z.optional(anyOf(deliveryStatuses)),
  relationship: z.optional(asked.relationship),
  createdBy: z.optional(creator),
  from: z.optional(moment),
  to: z.optional(moment),
  tag: z.optional(tag),
  email: z.optional(normalAddress),
  q: z.optional(
    line(100, { normal: true, description: "The start of an organisation or of a mail address." }).check(
      z.minLength(2, "At least 2 characters."),
    ),
  ),
};

type Span = { readonly from?: Instant | undefined; readonly to?: Instant | undefined };
const inOrder = z.refine<Span>(({ from, to }) => from === undefined || to === undefined || from <= to, {
  path: ["from"],
  error: "Must not be later than `to`.",
  params: { code: "after-end" satisfies FaultCode },
});

/** `GET /v1/invitations`. */
export const listQuery = z.strictObject({ ...pageQuery, ...listed }).check(inOrder);

/** `GET /v1/invitations/export`. */
export const fileOfListQuery = z.strictObject({ ...fileQuery, ...listed }).check(inOrder);

/** `GET /v1/invitations/{id}/history`. */
export const historyQuery = historyOf("invitation");
