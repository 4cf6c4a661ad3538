import * as z from "zod/mini";
import { deliveryEvent, type Delivery, type DeliveryChange } from "../domain/delivery.ts";
import type { Invitation, InvitationChange } from "../domain/invitation.ts";
import { rowOf } from "../domain/invitation-lifecycle.ts";
import { readInvitation } from "../domain/invitation-reading.ts";
import type { Notes } from "../domain/notes.ts";
import { toStoredEvent, type Cause } from "../events/envelope.ts";
import { table as names } from "../names.ts";
import { eventWrite } from "./events.ts";
import {
  deliveryItem,
  invitationItem,
  notesItem,
  parseDelivery,
  parseInvitation,
  parseNotes,
} from "./invitation-items.ts";
import { dueKeys, endingKeys, keys } from "./keys.ts";
import type { RawItem, Table } from "./table.ts";
import { isAtVersion, isNew, type Write } from "./writes.ts";

/** An invitation with the parts that are read with it. */
export interface WholeInvitation {
  readonly invitation: Invitation;
  readonly delivery: Delivery | null;
  readonly notes: Notes;
}

/** The keys of a whole invitation, in the order that `wholeInvitation` takes the items. */
export const wholeInvitationKeys = (id: string) => [keys.invitation(id), keys.delivery(id), keys.notes(id)];

/** Puts the three items of one invitation together; null when there is none. */
export function wholeInvitation([state, delivery, notes]: readonly (RawItem | null)[]): WholeInvitation | null {
  if (!state || !notes) return null;
  return {
    invitation: parseInvitation(state),
    delivery: delivery ? parseDelivery(delivery) : null,
    notes: parseNotes(notes),
  };
}

/** The writes of one step: the state, held to its version and to the statuses its row allows, and its events. */
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
  return [
    { kind: "put", item: invitationItem(after), condition },
    ...events.map((event) => eventWrite(toStoredEvent(event, cause))),
  ];
}

/** The writes of steps of the delivery that follow one another: the last state, held to the first one's, and every event. */
export function deliveryWrites(
  invitation: Invitation,
  [first, ...others]: readonly [DeliveryChange, ...DeliveryChange[]],
  cause: Cause,
): Write[] {
  const { after } = others.at(-1) ?? first;
  const events = [first, ...others].map((change) =>
    deliveryEvent(change, {
      invitation: readInvitation(invitation, change.after, cause.now),
      previousStatus: change.before?.status ?? null,
    }),
  );
  return [
    { kind: "put", item: deliveryItem(after), condition: isAtVersion(first.before?.version ?? null) },
    ...events.map((event) => eventWrite(toStoredEvent(event, cause))),
  ];
}

/** The write of notes; `before` is the version that was read, null for a new invitation. */
export const notesWrite = (notes: Notes, partnerId: string, before: number | null): Write => ({
  kind: "put",
  item: notesItem(notes, partnerId),
  condition: isAtVersion(before),
});

const openInvitationSchema = z.object({ invitationId: z.string(), expiresAt: z.string() });

/** Reads the lock of an open invitation: who holds it, and until when. */
export const parseOpenInvitation = (item: unknown) => openInvitationSchema.parse(item);

/** The lock that makes an invitation the only open one of partner, address and type. */
export const openInvitationLock = {
  take: (partnerId: string, invitation: Invitation, address: string): Write => ({
    ...lockPut(partnerId, invitation, address),
    condition: isNew,
  }),
  /** From a holder whose end has come. */
  takeOver: (partnerId: string, invitation: Invitation, address: string, holderId: string): Write => ({
    ...lockPut(partnerId, invitation, address),
    condition: { expression: "invitationId = :holder", values: { ":holder": holderId } },
  }),
  /** For its holder only. */
  free: (invitation: Invitation, address: string): Write => ({
    kind: "delete",
    key: keys.openInvitation(invitation.partnerId, invitation.terms.relationship, address),
    condition: { expression: "invitationId = :holder", values: { ":holder": invitation.id } },
  }),
};

const lockPut = (partnerId: string, { id, terms, issue }: Invitation, address: string) => ({
  kind: "put" as const,
  item: {
    ...keys.openInvitation(partnerId, terms.relationship, address),
    entity: "open-invitation",
    schema: 1,
    // One lock is one open invitation, so the index of locks tells which of them have ended.
    GSI1PK: endingKeys.partition(partnerId),
    GSI1SK: endingKeys.at(issue?.expiresAt ?? "", id),
    invitationId: id,
    expiresAt: issue?.expiresAt,
  },
});

/**
 * One page of a shard's invitations whose due time has come, oldest first, not yet parsed: one item that cannot be
 * read must not hold up the others. The index lags behind the table; the write decides.
 */
export async function dueInvitations(
  table: Table,
  { shard, now, limit, start }: { shard: string; now: string; limit: number; start: RawItem | null },
): Promise<{ items: RawItem[]; next: RawItem | null }> {
  return table.query({
    index: names.dueIndex,
    partition: dueKeys.partition(shard),
    sort: { upTo: dueKeys.until(now) },
    limit,
    start: start ?? undefined,
  });
}
