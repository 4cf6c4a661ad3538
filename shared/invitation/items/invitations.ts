import * as z from "zod/mini";
import { deliveryEvent, type Delivery, type DeliveryChange } from "../../delivery/model.ts";
import type { Invitation, InvitationChange, Notes } from "../model.ts";
import { rowOf } from "../lifecycle.ts";
import { readInvitation } from "../rules/reading.ts";
import type { NotesChange } from "../rules/notes.ts";
import type { RelationshipType } from "../../terms/model.ts";
import { following, toStoredEvent, type Cause } from "../../events/envelope.ts";
import { eventWrite } from "../../events/stored-events.ts";
import { deliveryItem, invitationItem, notesItem, deliveryPlace, invitationPlace, notesPlace } from "./item.ts";
import { endingKeys, invitationKeys, invitationLists } from "./keys.ts";
import { relationshipKeys } from "../../relationship/items/keys.ts";
import { place } from "../../table/places.ts";
import type { Found } from "../../table/plans.ts";
import { isAtVersion, isNew, type Write } from "../../table/writes.ts";

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

/** A whole invitation of its parts; null when there is none. */
export const wholeInvitation = ({
  invitation,
  delivery,
  notes,
}: Found<ReturnType<typeof invitationParts>>): WholeInvitation | null =>
  invitation && notes && { invitation, delivery, notes };

/** The writes of one step: the state, held to its version and to the statuses its row allows, and its events. */
export function invitationWrites({ action, before, after, events }: InvitationChange, given: Cause): Write[] {
  const cause = following(before, given);
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
  return [
    { kind: "put", item: invitationItem({ ...after, eventAt: cause.now }), condition },
    ...events.map((event) => eventWrite(toStoredEvent(event, cause))),
  ];
}

/** The writes of steps of the delivery that follow one another: the last state, held to the first one's, and every event. */
export function deliveryWrites(
  invitation: Invitation,
  [first, ...others]: readonly [DeliveryChange, ...DeliveryChange[]],
  given: Cause,
): Write[] {
  const cause = following(first.before, given);
  const { after } = others.at(-1) ?? first;
  const events = [first, ...others].map((change) =>
    deliveryEvent(change, {
      invitation: readInvitation(invitation, change.after, cause.now),
      previousStatus: change.before?.status ?? null,
    }),
  );
  return [
    {
      kind: "put",
      item: deliveryItem({ ...after, eventAt: cause.now }),
      condition: isAtVersion(first.before?.version ?? null),
    },
    ...events.map((event) => eventWrite(toStoredEvent(event, cause))),
  ];
}

/** The write of a new invitation's notes that say nothing yet. */
export const emptyNotesWrite = (notes: Notes, partnerId: string): Write => ({
  kind: "put",
  item: notesItem(notes, partnerId),
  condition: isNew,
});

/** The writes of notes that changed, held to what was read (null: nothing), and their event. */
export function notesWrites(before: Notes | null, { after, event }: NotesChange, given: Cause): Write[] {
  const cause = following(before, given);
  const item = notesItem({ ...after, eventAt: cause.now }, cause.partnerId);
  return [
    { kind: "put", item, condition: isAtVersion(before?.version ?? null) },
    eventWrite(toStoredEvent(event, cause)),
  ];
}

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
    { ...lockPut(partnerId, invitation, address), condition: isNew },
    ...restorationPuts(invitation, address),
  ],
  /** From a holder whose end has come. */
  takeOver: (partnerId: string, invitation: Invitation, address: string, holderId: string): Write[] => [
    { ...lockPut(partnerId, invitation, address), condition: isHeldBy(holderId) },
    ...restorationPuts(invitation, address),
  ],
  /** For its holder only. */
  free: ({ id, partnerId, terms, relationshipId }: Invitation, address: string): Write[] => [
    {
      kind: "delete",
      key: invitationKeys.open(partnerId, terms.relationship, address),
      condition: isHeldBy(id),
    },
    ...(relationshipId === null
      ? []
      : [{ kind: "delete" as const, key: relationshipKeys.restoration(relationshipId, address) }]),
  ],
};

const isHeldBy = (holderId: string) => ({ expression: "invitationId = :holder", values: { ":holder": holderId } });

const restorationPuts = ({ id, relationshipId }: Invitation, address: string): Write[] =>
  relationshipId === null
    ? []
    : [
        {
          kind: "put",
          item: {
            ...relationshipKeys.restoration(relationshipId, address),
            ...{ entity: "open-restoration", schema: 1, invitationId: id, address },
          },
        },
      ];

const lockPut = (partnerId: string, { id, terms, issue }: Invitation, address: string) => ({
  kind: "put" as const,
  item: {
    ...invitationKeys.open(partnerId, terms.relationship, address),
    entity: "open-invitation",
    schema: 1,
    // One lock is one open invitation, so the index of locks tells which of them have ended.
    GSI1PK: invitationLists.ending(partnerId),
    GSI1SK: endingKeys.at(issue?.expiresAt ?? "", id),
    invitationId: id,
    expiresAt: issue?.expiresAt,
  },
});
