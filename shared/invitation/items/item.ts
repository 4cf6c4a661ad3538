import { delivery as deliverySchema, type Delivery } from "../../delivery/model.ts";
import {
  asOf,
  invitation as invitationSchema,
  notes as notesSchema,
  type Invitation,
  type Issue,
  type Notes,
} from "../model.ts";
import { draftLifeDays } from "../rules/drafts.ts";
import { nextReminderAt } from "../../reminders/rules/plan.ts";
import { addDays, type Instant } from "../../kernel/time.ts";
import { dueKeys, dueShardOf } from "../../table/keys.ts";
import { invitationKeys, invitationLists } from "./keys.ts";
import { place } from "../../table/places.ts";

/** Reads a stored invitation; throws if the item is not one. */
export function parseInvitation(item: unknown): Invitation {
  const { issue, ...stored } = (item ?? {}) as StoredInvitation;
  const { partnerId, cloud, terms } = stored;
  if (!issue || !terms) return invitationSchema.parse(item);
  const { customer, relationship, anotherOrganization, permissions, duration, autoExtend } = terms;
  const ofTerms = { customer: customer.email, relationship, anotherOrganization, permissions, duration, autoExtend };
  const offer = Object.assign({ partnerId, cloud, ...ofTerms }, issue.offer);
  return invitationSchema.parse({ ...stored, issue: { ...notYet, ...issue, offer } });
}

/** Before it is checked; the item may be anything. */
type StoredInvitation = Partial<Pick<Invitation, "partnerId" | "cloud" | "terms" | "issue">>;

/** What has not happened to most requests, and is stored only where it has: it would cost each write a kilobyte. */
const notYet = { handOverVersion: null, handedOverBy: null, handOvers: 0, viewedAt: null, renewalRequestedAt: null };

/** An issue as stored: of its offer only what the terms do not state, which are not changed after it is sent. */
function storedIssue({ offer, ...issue }: Issue) {
  const { sandbox, partnerName, partnerVerified, relationshipId, catalogue, agreement } = offer;
  const happened = Object.entries(issue).filter(([name, value]) => value !== (notYet as Record<string, unknown>)[name]);
  return {
    ...Object.fromEntries(happened),
    offer: { ...(sandbox && { sandbox }), partnerName, partnerVerified, relationshipId, catalogue, agreement },
  };
}

/** Reads a stored delivery. */
export const parseDelivery = (item: unknown): Delivery => deliverySchema.parse(item);
/** Reads stored notes. */
export const parseNotes = (item: unknown): Notes => notesSchema.parse(item);

/** An invitation's state. */
export const invitationPlace = (id: string) => place(invitationKeys.state(id), parseInvitation);
/** The delivery of an invitation's mail. */
export const deliveryPlace = (id: string) => place(invitationKeys.delivery(id), parseDelivery);
/** The partner's notes on an invitation. */
export const notesPlace = (id: string) => place(invitationKeys.notes(id), parseNotes);

/** When a job must next process an invitation, as if its mail went out at once; null if nothing is due. */
export function dueAt(invitation: Invitation): Instant | null {
  if (invitation.status === "draft") return addDays(invitation.createdAt, draftLifeDays);
  if (invitation.status !== "pending") return null;
  const { issue } = invitation;
  const { plan, lastAt } = issue.reminders;
  const reminder = nextReminderAt(plan, { ...issue, lastAt, mailedAt: issue.askedAt });
  return reminder !== null && asOf(invitation, reminder).status === "pending" ? reminder : issue.expiresAt;
}

/** Where the due index has an invitation that is due at a moment. */
export const dueEntry = (id: string, at: Instant) => ({ GSI2SK: dueKeys.at(at, "invitation", id) });

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
      ...dueEntry(invitation.id, due),
    }),
    ...invitation,
    issue: invitation.issue && storedIssue(invitation.issue),
  };
}

/** A delivery as stored. */
export const deliveryItem = (delivery: Delivery) => ({
  ...invitationKeys.delivery(delivery.invitationId),
  entity: "delivery",
  schema: 1,
  ...delivery,
});

/** Notes as stored. Every invitation has them: a partner's full list is read from their index entries. */
export const notesItem = (notes: Notes, partnerId: string) => ({
  ...invitationKeys.notes(notes.invitationId),
  entity: "notes",
  schema: 1,
  GSI1PK: invitationLists.all(partnerId),
  GSI1SK: notes.invitationId,
  ...notes,
});
