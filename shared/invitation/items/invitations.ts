import * as z from "zod/mini";
import type { Delivery, DeliveryChange } from "../../delivery/model.ts";
import { deliveryEvent } from "../../delivery/rules/progress.ts";
import type { Invitation, InvitationChange, Notes } from "../model.ts";
import { rowOf } from "../lifecycle.ts";
import { readInvitation, summaryOf } from "../rules/reading.ts";
import type { NotesChange } from "../rules/notes.ts";
import type { RelationshipType } from "../../terms/model.ts";
import { following, type Cause } from "../../events/envelope.ts";
import { aggregateWrites } from "../../events/stored-events.ts";
import { deliveryItem, invitationItem, notesItem, deliveryPlace, invitationPlace, notesPlace } from "./item.ts";
import { endingKeys, invitationKeys, invitationLists } from "./keys.ts";
import { relationshipKeys } from "../../relationship/items/keys.ts";
import { place } from "../../table/places.ts";
import type { Found } from "../../table/plans.ts";
import { isAtVersion, isNew, put, remove, type Condition, type Write } from "../../table/writes.ts";

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

/** The writes of a step, conditional on the version and on the statuses from which the action starts. */
export function invitationWrites({ action, before, after, events }: InvitationChange, cause: Cause): Write[] {
  const { from } = rowOf(action);
  const condition =
    before === null
      ? isNew
      : {
          expression: `#version = :version AND #status IN (${from.map((_, at) => `:from${at}`).join(", ")})`,
          names: { "#version": "version", "#status": "status" },
          values: {
            ":version": before.version,
            ...Object.fromEntries(from.map((status, at) => [`:from${at}`, status])),
          },
        };
  return aggregateWrites(before, cause, events, (newest) => ({
    kind: "put",
    item: invitationItem({ ...after, ...newest }),
    condition,
  }));
}

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
  return aggregateWrites(first.before, cause, events, (newest) => ({
    kind: "put",
    item: deliveryItem({ ...after, ...newest }),
    condition: isAtVersion(first.before?.version ?? null),
  }));
}

/** The write of a new invitation's empty notes. */
export const emptyNotesWrite = (notes: Notes, partnerId: string): Write => ({
  kind: "put",
  item: notesItem(notes, partnerId),
  condition: isNew,
});

/** The writes of changed notes; `before` is null for a new invitation. */
export const notesWrites = (before: Notes | null, { after, event }: NotesChange, cause: Cause): Write[] =>
  aggregateWrites(before, cause, [event], (newest) => ({
    kind: "put",
    item: notesItem({ ...after, ...newest }, cause.partnerId),
    condition: isAtVersion(before?.version ?? null),
  }));

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
