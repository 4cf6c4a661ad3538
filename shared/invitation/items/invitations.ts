import * as z from "zod/mini";
import type { Delivery, DeliveryChange } from "../../delivery/model.ts";
import { deliveryEvent } from "../../delivery/rules/progress.ts";
import type { Invitation, InvitationChange, Notes } from "../model.ts";
import { rowOf } from "../lifecycle.ts";
import { readInvitation, summaryOf } from "../rules/reading.ts";
import type { NotesChange } from "../rules/notes.ts";
import type { RelationshipType } from "../../terms/model.ts";
import { following, type Cause } from "../../events/envelope.ts";
import { aggregateWrites, type NewestEvent } from "../../events/stored-events.ts";
import {
  deliveryPlace,
  invitationItem,
  invitationPlace,
  isPartAtVersion,
  notesPlace,
  partAttribute,
  stateUpdate,
  type InvitationPart,
} from "./item.ts";
import { endingKeys, invitationKeys, invitationLists } from "./keys.ts";
import { relationshipKeys } from "../../relationship/items/keys.ts";
import { place } from "../../table/places.ts";
import type { Found } from "../../table/plans.ts";
import { both, isNew, put, remove, type Condition, type Write } from "../../table/writes.ts";

/** An invitation with the parts that are read with it. */
export interface WholeInvitation {
  readonly invitation: Invitation;
  readonly delivery: Delivery | null;
  readonly notes: Notes;
}

/** The parts of a whole invitation. */
export const invitationParts = (id: string) => ({
  invitation: invitationPlace(id),
  delivery: deliveryPlace(id),
  notes: notesPlace(id),
});

/** Combines the parts of an invitation; null if there is none. */
export const wholeInvitation = ({
  invitation,
  delivery,
  notes,
}: Found<ReturnType<typeof invitationParts>>): WholeInvitation | null =>
  invitation && notes && { invitation, delivery, notes };

/** What a step of an invitation writes of another part of its item, or holds it to. */
export interface PartOfStep {
  readonly set?: Readonly<Record<string, unknown>>;
  readonly condition: Condition;
}

/** The writes of a step, conditional on the version and on the statuses from which the action starts. */
export const invitationWrites = (change: InvitationChange, cause: Cause, part?: PartOfStep): Write[] =>
  aggregateWrites(change.before, cause, change.events, (newest) => stateWrite(change, newest, part));

function stateWrite({ action, before, after }: InvitationChange, newest: NewestEvent, part?: PartOfStep): Write {
  const stamped = { ...after, ...newest };
  if (before === null) return { kind: "put", item: invitationItem(stamped), condition: isNew };
  const { from } = rowOf(action);
  const condition = {
    expression: `#version = :version AND #status IN (${from.map((_, at) => `:from${at}`).join(", ")})`,
    names: { "#version": "version", "#status": "status" },
    values: { ":version": before.version, ...Object.fromEntries(from.map((status, at) => [`:from${at}`, status])) },
  };
  const { set, gone } = stateUpdate(stamped);
  return {
    ...{ kind: "update", key: invitationKeys.state(after.id), remove: gone },
    set: { ...set, ...part?.set },
    condition: part ? both(condition, part.condition) : condition,
  };
}

/** The writes of a new invitation with its notes: one item, and one of all that happened. */
export function newInvitationWrites(change: InvitationChange, noted: NotesChange | null, cause: Cause): Write[] {
  const events = [...change.events, ...(noted ? [noted.event] : [])];
  return aggregateWrites(null, cause, events, (newest) => ({
    kind: "put",
    item: invitationItem(
      { ...change.after, ...newest },
      // The chain of the notes begins with their next event: their first one is in the invitation's.
      { notes: noted ? { ...noted.after, eventAt: newest.eventAt } : undefined },
    ),
    condition: isNew,
  }));
}

/** The write of one part, which leaves the others as they are. */
const partWrite = (
  name: InvitationPart,
  part: Notes | Delivery,
  before: { readonly version: number } | null,
): Write => ({
  ...{ kind: "update", key: invitationKeys.state(part.invitationId) },
  set: partAttribute(name, part),
  condition: isPartAtVersion(name, before?.version ?? null),
});

/** The writes of consecutive steps of a delivery. */
export function deliveryWrites(
  invitation: Invitation,
  [first, ...others]: readonly [DeliveryChange, ...DeliveryChange[]],
  given: Cause,
): Write[] {
  const cause = following(first.before, given);
  const { after } = others.at(-1) ?? first;
  const events = [first, ...others].map((change) =>
    deliveryEvent(change, {
      invitation: summaryOf(readInvitation(invitation, change.after, cause.now)),
      previousStatus: change.before?.status ?? null,
    }),
  );
  return aggregateWrites(first.before, cause, events, (newest) =>
    partWrite("delivery", { ...after, ...newest }, first.before),
  );
}

/** The writes of changed notes. */
export const notesWrites = (before: Notes, { after, event }: NotesChange, cause: Cause): Write[] =>
  aggregateWrites(before, cause, [event], (newest) => partWrite("notes", { ...after, ...newest }, before));

const openInvitationSchema = z.object({ invitationId: z.string(), expiresAt: z.string() });

/** The lock of an open invitation: who holds it, and until when. */
export type OpenInvitation = z.infer<typeof openInvitationSchema>;

/** Who holds the lock of partner, type and address, and until when. */
export const openInvitationPlace = (partnerId: string, type: RelationshipType, address: string) =>
  place(invitationKeys.open(partnerId, type, address), (item) => openInvitationSchema.parse(item));

/**
 * The lock that allows one open invitation of partner, address and type. A request for permissions of a relationship
 * also has a pointer beside the relationship.
 */
export const openInvitationLock = {
  take: (partnerId: string, invitation: Invitation, address: string): Write[] => [
    lockPut(partnerId, invitation, address, isNew),
    ...restorationPuts(invitation, address),
  ],
  takeOver: (partnerId: string, invitation: Invitation, address: string, holderId: string): Write[] => [
    lockPut(partnerId, invitation, address, isHeldBy(holderId)),
    ...restorationPuts(invitation, address),
  ],
  free: ({ id, partnerId, terms, relationshipId }: Invitation, address: string): Write[] => [
    remove(invitationKeys.open(partnerId, terms.relationship, address), isHeldBy(id)),
    ...(relationshipId === null ? [] : [remove(relationshipKeys.restoration(relationshipId, address))]),
  ],
};

const isHeldBy = (holderId: string) => ({ expression: "invitationId = :holder", values: { ":holder": holderId } });

const restorationPuts = ({ id, relationshipId }: Invitation, address: string): Write[] =>
  relationshipId === null
    ? []
    : [put(relationshipKeys.restoration(relationshipId, address), "open-restoration", { invitationId: id, address })];

const lockPut = (partnerId: string, { id, terms, issue }: Invitation, address: string, condition: Condition): Write => {
  // One lock is one open invitation, so the index of locks lists which of them have ended.
  const index = { GSI1PK: invitationLists.ending(partnerId), GSI1SK: endingKeys.at(issue?.expiresAt ?? "", id) };
  const lock = { ...index, invitationId: id, expiresAt: issue?.expiresAt };
  return put(invitationKeys.open(partnerId, terms.relationship, address), "open-invitation", lock, condition);
};
