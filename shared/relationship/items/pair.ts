import * as z from "zod/mini";
import { eventPlace } from "../../events/stored-events.ts";
import { isId } from "../../kernel/ids.ts";
import { idOf } from "../../schema/values.ts";
import { relationshipType } from "../../terms/model.ts";
import type { Table } from "../../table/table.ts";
import type { StoredRelationship } from "../model.ts";
import { relationshipIn, relationshipPlaces } from "./item.ts";
import type { RelationshipPair } from "./keys.ts";

const namedSchema = z.object({
  customerId: idOf("customer"),
  partnerId: idOf("partner"),
  relationship: relationshipType,
});
const eventSchema = z.object({ relationship: namedSchema });

/** Whose relationship an event is about, by its data. */
export function pairInEvent(data: unknown): RelationshipPair {
  const { customerId, partnerId, relationship: type } = eventSchema.parse(data).relationship;
  return { customerId, partnerId, type };
}

/** The place of a relationship's first event, which says whose it is and never changes; null for a malformed id. */
export const establishedPlace = (id: string) => (isId("relationship", id) ? eventPlace(id, 1) : null);

/** Whose relationship an id names; null if there is none. */
export async function pairOfRelationship(table: Pick<Table, "read">, id: string): Promise<RelationshipPair | null> {
  const established = await table.read(establishedPlace(id));
  return established && pairInEvent(established.data);
}

/** A relationship by its id, live or ended; null if there is none. */
export async function storedRelationship(table: Pick<Table, "read">, id: string): Promise<StoredRelationship | null> {
  const pair = await pairOfRelationship(table, id);
  return pair && relationshipIn(await table.read(relationshipPlaces({ id, ...pair })), id);
}
