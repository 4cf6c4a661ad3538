import { eventSchemas } from "../../shared/asyncapi/events.ts";
import { personalFields, withoutPersonal } from "../../shared/asyncapi/personal-fields.ts";
import { customerPlace } from "../../shared/customer/items/item.ts";
import { sendersPlace } from "../../shared/customer/items/senders.ts";
import { customer, senders } from "../../shared/customer/model.ts";
import { delivery } from "../../shared/delivery/model.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import { readHistory } from "../../shared/events/stored-events.ts";
import { deliveryPlace, invitationPlace, notesPlace } from "../../shared/invitation/items/item.ts";
import { invitation, notes } from "../../shared/invitation/model.ts";
import { isId, type IdKind } from "../../shared/kernel/ids.ts";
import type { Schema } from "../../shared/openapi/description.ts";
import { SchemaWriter } from "../../shared/openapi/json-schema.ts";
import { partnerPlace } from "../../shared/partner/items/partners.ts";
import { partner } from "../../shared/partner/model.ts";
import { relationshipPlace } from "../../shared/relationship/items/item.ts";
import { relationship } from "../../shared/relationship/model.ts";
import type { Place } from "../../shared/table/places.ts";
import type { Table } from "../../shared/table/table.ts";

/** A part of an aggregate: where it is, and the model that says which of its fields are personal. */
interface Part {
  readonly place: (id: string) => Place<unknown>;
  readonly model: Schema;
}

/** The parts of each kind. Items that hold the numbers of a code or of a session are no parts, and are never shown. */
const partsOf: Partial<Record<IdKind, Readonly<Record<string, Part>>>> = {
  invitation: {
    invitation: { place: invitationPlace, model: invitation },
    delivery: { place: deliveryPlace, model: delivery },
    notes: { place: notesPlace, model: notes },
  },
  relationship: { relationship: { place: relationshipPlace, model: relationship } },
  customer: { customer: { place: customerPlace, model: customer }, senders: { place: sendersPlace, model: senders } },
  partner: { partner: { place: partnerPlace, model: partner } },
};

/** An aggregate as stored, with its history. */
export interface Shown {
  readonly id: string;
  /** By name; null where there is none. */
  readonly parts: Readonly<Record<string, unknown>>;
  /** Oldest first. */
  readonly history: readonly unknown[];
}

/**
 * Reads an aggregate by its id, with its history; null if there is none. Without `personal`, fields that the models and the
 * event schemas mark as personal are left out.
 */
export async function readShown(
  table: Table,
  id: string,
  { personal }: { readonly personal: boolean },
): Promise<Shown | null> {
  const [, parts] = Object.entries(partsOf).find(([kind]) => isId(kind as IdKind, id)) ?? [];
  if (parts === undefined) return null;
  const [history, found] = await Promise.all([readHistory(table, id), readParts(table, id, parts, personal)]);
  // A customer has no event before its administrators change, and nothing else has parts without events.
  if (history.length === 0 && Object.values(found)[0] === null) return null;
  return { id, parts: found, history: personal ? history : withoutPersonalData(history) };
}

async function readParts(table: Table, id: string, parts: Readonly<Record<string, Part>>, personal: boolean) {
  const read = Object.entries(parts).map(async ([name, { place, model }]) => {
    // One part that cannot be read does not hide the others: it is what an operator is looking for.
    const value = await table.read(place(id)).catch((error: unknown) => ({ unreadable: (error as Error).message }));
    return [name, personal ? value : withoutPersonal(value, personalFieldsOf(model))] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

function personalFieldsOf(model: Schema) {
  const schemas = new SchemaWriter();
  return personalFields(schemas.write(model, "output"), schemas.named);
}

function withoutPersonalData(history: readonly StoredEvent[]): unknown[] {
  const { details, named } = eventSchemas();
  return history.map((event) => {
    const detail = details[event.type];
    // The data of an event without a schema may be anything.
    if (detail === undefined) return { type: event.type, metadata: event.metadata };
    return withoutPersonal(event, personalFields(detail, named));
  });
}
