import { acceptances, type Acceptances } from "../model.ts";
import type { RelationshipType } from "../../terms/model.ts";
import { relationshipKeys } from "./keys.ts";
import { placeOr } from "../../table/places.ts";
import { isAsRead, put, type Write } from "../../table/writes.ts";

/** Of an address that accepted nothing yet. */
export const noAcceptances: Acceptances = { version: 0, accepted: [] };

/** The relationships of a type that an address accepted from a partner. */
export const acceptancesPlace = (partnerId: string, type: RelationshipType, address: string) =>
  placeOr(relationshipKeys.acceptances(partnerId, type, address), (item) => acceptances.parse(item), noAcceptances);

/** Maximum number of relationships remembered per address and type: as many as it can have customers. */
const mostRemembered = 100;

/** The write that remembers one more relationship; nothing if it is known. */
export function acceptanceWrites(
  at: { readonly partnerId: string; readonly type: RelationshipType; readonly address: string },
  before: Acceptances,
  accepted: Acceptances["accepted"][number],
): Write[] {
  if (before.accepted.some(({ relationshipId }) => relationshipId === accepted.relationshipId)) return [];
  const after = {
    version: before.version + 1,
    // The oldest are dropped: most of them have ended.
    accepted: [...before.accepted, accepted].slice(-mostRemembered),
  };
  const key = relationshipKeys.acceptances(at.partnerId, at.type, at.address);
  return [put(key, "acceptances", after, isAsRead(before))];
}
