import * as z from "zod/mini";
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
import { noNotes } from "../rules/notes.ts";
import { nextReminderAt } from "../../reminders/rules/plan.ts";
import { givenPurposes } from "../../terms/rules.ts";
import { addDays, type Instant } from "../../kernel/time.ts";
import { version } from "../../schema/values.ts";
import { aggregateOf, duePartition, dueShardOf } from "../../table/keys.ts";
import { packed, unpacked, type Packed } from "../../table/packed.ts";
import { place } from "../../table/places.ts";
import type { Condition } from "../../table/writes.ts";
import { invitationKeys, invitationLists } from "./keys.ts";

const bytes = z.custom<Packed>((value) => value !== undefined);
const headerSchema = z.object({
  PK: z.string(),
  GSI1PK: z.string(),
  version,
  status: z.string(),
  state: bytes,
});

/** Reads a stored invitation; throws if the item is not one. */
export function parseInvitation(item: unknown): Invitation {
  const { PK, GSI1PK, version, status, state } = headerSchema.parse(item);
  const { terms, issue, ...stored } = unpacked(state) as StoredInvitation;
  const identity = { id: aggregateOf(PK), partnerId: invitationLists.partnerIn(GSI1PK), version, status };
  return invitationSchema.parse({
    ...{ ...stored, ...identity, terms: { ...unsaid, ...terms } },
    issue: issue && { ...notYet, ...issue, offer: offerOf({ ...stored, ...identity }, terms, issue.offer) },
  });
}

/** Before it is checked. */
type StoredInvitation = Pick<Invitation, "cloud" | "terms"> & {
  readonly issue: { readonly offer: object } | null;
};

/** What most requests do not say. */
const unsaid = { purpose: null, purposes: {} };

/** Terms as stored. */
const storedTerms = ({ purpose, purposes, ...terms }: Invitation["terms"]) => ({
  ...terms,
  ...givenPurposes({ purpose, purposes }),
});

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

/** The offer again, from what the terms state and what was stored of it. */
const offerOf = (
  { partnerId, cloud }: Pick<Invitation, "partnerId" | "cloud">,
  { customer, relationship, anotherOrganization, permissions, duration, autoExtend, ...terms }: Invitation["terms"],
  stored: object,
): object => {
  const ofTerms = { customer: customer.email, relationship, anotherOrganization, permissions, duration, autoExtend };
  return { partnerId, cloud, ...ofTerms, ...givenPurposes({ ...unsaid, ...terms }), ...stored };
};

// Names of one letter: with them an invitation with all its parts has less than a kilobyte.
const partSchema = z.object({ v: z.number(), s: bytes });

/** A part of an invitation's item; undefined where it has none. */
function partOf(item: unknown, name: InvitationPart): object | undefined {
  const { PK, [name]: part } = item as Readonly<Record<string, unknown>>;
  if (part === undefined) return undefined;
  const { v: version, s: state } = partSchema.parse(part);
  return { ...(unpacked(state) as object), invitationId: aggregateOf(String(PK)), version };
}

/** Parts of an invitation's item besides its state. Each has a version and is changed by an update of its own. */
export type InvitationPart = "delivery" | "notes";

/** Reads the stored delivery of an invitation; null before the first report. */
export function parseDelivery(item: unknown): Delivery | null {
  const part = partOf(item, "delivery");
  return part === undefined ? null : deliverySchema.parse(part);
}

/** Reads the stored notes of an invitation. */
export function parseNotes(item: unknown): Notes {
  const { PK } = item as { readonly PK: string };
  return notesSchema.parse(partOf(item, "notes") ?? noNotes(aggregateOf(PK)));
}

/** An invitation's state. */
export const invitationPlace = (id: string) => place(invitationKeys.state(id), parseInvitation);
/** The delivery of an invitation's mail. */
export const deliveryPlace = (id: string) => place(invitationKeys.state(id), parseDelivery);
/** The partner's notes on an invitation. */
export const notesPlace = (id: string) => place(invitationKeys.state(id), parseNotes);

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
export const dueEntry = (at: Instant) => ({ GSI2SK: at });

/** What the state is in an invitation's item, without its parts. */
function stateAttributes(invitation: Invitation) {
  const { id, partnerId, version, status, issue, ...state } = invitation;
  const due = dueAt(invitation);
  return {
    GSI1PK: invitationLists.of(partnerId, status, state.terms.relationship),
    GSI1SK: id,
    ...(due !== null && { GSI2PK: duePartition(dueShardOf(id)), ...dueEntry(due) }),
    version,
    status,
    state: packed({ ...state, terms: storedTerms(state.terms), issue: issue && storedIssue(issue) }),
  };
}

/** An invitation as stored: listed by status, in the due index while something is due, with the parts that it has. */
export const invitationItem = (
  invitation: Invitation,
  { notes, delivery }: { readonly notes?: Notes | undefined; readonly delivery?: Delivery | undefined } = {},
) => ({
  ...invitationKeys.state(invitation.id),
  entity: "invitation",
  schema: 1,
  ...stateAttributes(invitation),
  ...(notes && partAttribute("notes", notes)),
  ...(delivery && partAttribute("delivery", delivery)),
});

/** Of the state what not every invitation has. */
const sparse = ["GSI2PK", "GSI2SK"];

/** The state of an invitation as an update writes it, which leaves the parts as they are. */
export function stateUpdate(invitation: Invitation) {
  const set = stateAttributes(invitation);
  return { set, gone: sparse.filter((name) => !(name in set)) };
}

/** A part as an attribute of the item. */
export const partAttribute = (name: InvitationPart, { invitationId: _of, version, ...state }: Notes | Delivery) => ({
  [name]: { v: version, s: packed(state) },
});

/** A part is still at the version that was read; null or 0: there was none. */
export const isPartAtVersion = (name: InvitationPart, version: number | null): Condition =>
  version === null || version === 0
    ? { expression: `attribute_exists(PK) AND attribute_not_exists(#${name})`, names: { [`#${name}`]: name } }
    : {
        expression: `#${name}.#v = :${name}`,
        names: { [`#${name}`]: name, "#v": "v" },
        values: { [`:${name}`]: version },
      };
