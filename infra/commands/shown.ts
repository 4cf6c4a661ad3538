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
import { storedRelationship } from "../../shared/relationship/items/pair.ts";
import { relationship } from "../../shared/relationship/model.ts";
import type { Place } from "../../shared/table/places.ts";
import type { Table } from "../../shared/table/table.ts";

/** A part of an aggregate: how it is read, and the model that says which of its fields are personal. */
interface Part {
  readonly read: (table: Table, id: string) => Promise<unknown>;
  readonly model: Schema;
}

const at =
  (placeOf: (id: string) => Place<unknown>) =>
  (table: Table, id: string): Promise<unknown> =>
    table.read(placeOf(id));

/** The parts of each kind. Items that hold the numbers of a code or of a session are no parts, and are never shown. */
const partsOf: Partial<Record<IdKind, Readonly<Record<string, Part>>>> = {
  invitation: {
    invitation: { read: at(invitationPlace), model: invitation },
    delivery: { read: at(deliveryPlace), model: delivery },
    notes: { read: at(notesPlace), model: notes },
  },
  relationship: { relationship: { read: storedRelationship, model: relationship } },
  customer: {
    customer: { read: at(customerPlace), model: customer },
    senders: { read: at(sendersPlace), model: senders },
  },
  partner: { partner: { read: at(partnerPlace), model: partner } },
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
  const all = Object.entries(parts).map(async ([name, { read, model }]) => {
    // One part that cannot be read does not hide the others: it is what an operator is looking for.
    const value = await read(table, id).catch((error: unknown) => ({ unreadable: (error as Error).message }));
    return [name, personal ? value : withoutPersonal(value, personalFieldsOf(model))] as const;
  });
  return Object.fromEntries(await Promise.all(all));
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
