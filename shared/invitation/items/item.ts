import * as z from "zod/mini";
import { mailOutcomes, type Delivery } from "../../delivery/model.ts";
import { asOf, cancelCodes, type Invitation } from "../model.ts";
import { draftLifeDays } from "../rules/drafts.ts";
import type { Notes } from "../rules/notes.ts";
import { nextReminderAt } from "../../reminders/rules/plan.ts";
import { addDays, type Instant } from "../../kernel/time.ts";
import { digest, duration, instant, reminderEntry } from "../../schema/primitives.ts";
import { relationshipType } from "../../terms/model.ts";
import { eventAt } from "../../events/stored-events.ts";
import { dueKeys, dueShardOf } from "../../table/keys.ts";
import { invitationKeys, invitationLists } from "./keys.ts";
import { place } from "../../table/places.ts";

const text = z.nullable(z.string());
const message = z.object({ subject: z.string(), text: z.string() });
const agreement = z.object({ version: z.string(), hash: z.string() });

const offer = z.object({
  partnerId: z.string(),
  sandbox: z.optional(z.literal(true)),
  partnerName: z.string(),
  partnerVerified: z.nullable(z.object({ at: z.string(), how: z.string() })),
  customer: z.string(),
  cloud: z.string(),
  relationship: relationshipType,
  relationshipId: text,
  anotherOrganization: z.boolean(),
  permissions: z.array(z.string()),
  catalogue: z.string(),
  duration,
  autoExtend: z.boolean(),
  agreement,
});

const issueFields = z.object({
  mode: z.enum(["email", "self"]),
  offer,
  offerDigest: digest,
  portal: z.string(),
  linkVersion: z.number(),
  linkEpoch: z.number(),
  handOverVersion: z.nullable(z.number()),
  handedOverBy: text,
  handOvers: z.number(),
  mailSequence: z.number(),
  issuedAt: instant,
  askedAt: z.optional(instant),
  expiresAt: instant,
  viewedAt: z.nullable(instant),
  renewalRequestedAt: z.nullable(instant),
  codeRequired: z.boolean(),
  reminders: z.object({ plan: z.array(reminderEntry), sent: z.number(), lastAt: z.nullable(instant) }),
});

/** Those stored before their address could begin anew were asked when they were issued. */
const issue = z.pipe(
  issueFields,
  z.transform((stored) => ({ ...stored, askedAt: stored.askedAt ?? stored.issuedAt })),
);

const decision = z.object({
  outcome: z.enum(["accepted", "declined", "reported"]),
  partial: z.boolean(),
  granted: z.array(z.string()),
  duration: z.nullable(duration),
  by: z.object({ name: text, email: text, title: text }),
  reason: text,
  via: z.enum(["page", "callback"]),
  agreement: z.nullable(agreement),
});

const base = {
  eventAt,
  id: z.string(),
  partnerId: z.string(),
  sandbox: z._default(z.boolean(), false),
  cloud: z.string(),
  version: z.number(),
  createdBy: z.object({ id: z.string(), email: z.string() }),
  createdAt: instant,
  relationshipId: text,
  customerId: text,
  terms: z.object({
    customer: z.object({ email: z.string(), organization: text, contactName: text, locale: text }),
    // What was stored before this was kept names the customer's language, or has English mails.
    locale: z._default(z.string(), "en"),
    relationship: relationshipType,
    anotherOrganization: z.boolean(),
    permissions: z.array(z.string()),
    duration,
    autoExtend: z.boolean(),
    message: z.nullable(message),
    expiresIn: duration,
    reminders: z.nullable(z.array(reminderEntry)),
  }),
};
const decided = { issue, decidedAt: instant, decision };

const invitationSchema: z.ZodMiniType<Invitation> = z.discriminatedUnion("status", [
  z.object({ ...base, status: z.literal("draft"), issue: z.null() }),
  z.object({ ...base, status: z.literal("pending"), issue }),
  z.object({ ...base, ...decided, status: z.literal("accepted"), relationshipId: z.string(), customerId: z.string() }),
  z.object({
    ...{ ...base, ...decided, status: z.literal("declined") },
    // What was declined before this was kept has no word of it.
    isReported: z._default(z.boolean(), false),
  }),
  z.object({
    ...base,
    status: z.literal("cancelled"),
    issue: z.nullable(issue),
    decidedAt: instant,
    cancelReason: text,
    cancelCode: z.enum(cancelCodes),
  }),
  z.object({ ...base, status: z.literal("expired"), issue }),
]);

const deliverySchema: z.ZodMiniType<Delivery> = z.object({
  invitationId: z.string(),
  version: z.number(),
  mailSequence: z.number(),
  status: z.nullable(z.enum(mailOutcomes)),
  // Deliveries that were stored before this was kept say by their own time when the mail went out.
  takenAt: z._default(z.nullable(instant), null),
  at: z.nullable(instant),
  reason: text,
  messageId: text,
  eventAt,
});

const notesSchema: z.ZodMiniType<Notes> = z.object({
  invitationId: z.string(),
  version: z.number(),
  reference: text,
  notes: text,
  tags: z.array(z.string()),
  eventAt,
});

/** Reads a stored invitation; throws if the item is not one. */
export const parseInvitation = (item: unknown): Invitation => invitationSchema.parse(item);
/** Reads a stored delivery. */
export const parseDelivery = (item: unknown): Delivery => deliverySchema.parse(item);
/** Reads stored notes. */
export const parseNotes = (item: unknown): Notes => notesSchema.parse(item);

/** An invitation's state. */
export const invitationPlace = (id: string) => place(invitationKeys.state(id), parseInvitation);
/** What became of an invitation's mail. */
export const deliveryPlace = (id: string) => place(invitationKeys.delivery(id), parseDelivery);
/** What a partner notes on an invitation. */
export const notesPlace = (id: string) => place(invitationKeys.notes(id), parseNotes);

/** When a job must next look at an invitation, as if its mail went out at once; null when nothing is due any more. */
export function dueAt(invitation: Invitation): Instant | null {
  if (invitation.status === "draft") return addDays(invitation.createdAt, draftLifeDays);
  if (invitation.status !== "pending") return null;
  const { issue } = invitation;
  const { plan, lastAt } = issue.reminders;
  const reminder = nextReminderAt(plan, { ...issue, lastAt, mailedAt: issue.askedAt });
  return reminder !== null && asOf(invitation, reminder).status === "pending" ? reminder : issue.expiresAt;
}

/** An invitation as stored: listed by status, and in the due index while something is due. */
export function invitationItem(invitation: Invitation) {
  const due = dueAt(invitation);
  return {
    ...invitationKeys.state(invitation.id),
    entity: "invitation",
    schema: 1,
    GSI1PK: invitationLists.of(invitation.partnerId, invitation.status, invitation.terms.relationship),
    GSI1SK: invitation.id,
    ...(due !== null && {
      GSI2PK: dueKeys.partition(dueShardOf(invitation.id)),
      GSI2SK: dueKeys.at(due, "invitation", invitation.id),
    }),
    ...invitation,
  };
}

/** A delivery as stored. */
export const deliveryItem = (delivery: Delivery) => ({
  ...invitationKeys.delivery(delivery.invitationId),
  entity: "delivery",
  schema: 1,
  ...delivery,
});

/** Notes as stored: every invitation has them, and they are what a partner's whole list is read from. */
export const notesItem = (notes: Notes, partnerId: string) => ({
  ...invitationKeys.notes(notes.invitationId),
  entity: "notes",
  schema: 1,
  GSI1PK: invitationLists.all(partnerId),
  GSI1SK: notes.invitationId,
  ...notes,
});
