import * as z from "zod/mini";
import type { RelationshipType } from "../../terms/model.ts";
import { relationshipKeys } from "./keys.ts";
import { placeOr } from "../../table/places.ts";
import { isAtVersion, isNew, type Write } from "../../table/writes.ts";

/** A relationship that an address accepted. */
export interface Acceptance {
  readonly relationshipId: string;
  readonly customerId: string;
}

/** What a partner knows of an address: the relationships of one type that it accepted, ended ones until the next. */
export interface Acceptances {
  readonly version: number;
  readonly accepted: readonly Acceptance[];
}

const acceptancesSchema: z.ZodMiniType<Acceptances> = z.object({
  version: z.number(),
  accepted: z.array(z.object({ relationshipId: z.string(), customerId: z.string() })),
});

/** Of an address that accepted nothing yet. */
export const noAcceptances: Acceptances = { version: 0, accepted: [] };

/** The relationships of a type that an address accepted from a partner; none where there is no item. */
export const acceptancesPlace = (partnerId: string, type: RelationshipType, address: string) =>
  placeOr(
    relationshipKeys.acceptances(partnerId, type, address),
    (item) => acceptancesSchema.parse(item),
    noAcceptances,
  );

/** How many relationships of one type are remembered for an address: as many as it can speak for customers. */
const mostRemembered = 100;

/** The write by which the partner knows of one more, held to what was read; nothing where it knows it already. */
export function acceptanceWrites(
  at: { readonly partnerId: string; readonly type: RelationshipType; readonly address: string },
  before: Acceptances,
  accepted: Acceptance,
): Write[] {
  if (before.accepted.some(({ relationshipId }) => relationshipId === accepted.relationshipId)) return [];
  const item = {
    ...relationshipKeys.acceptances(at.partnerId, at.type, at.address),
    ...{ entity: "acceptances", schema: 1, version: before.version + 1 },
    // The oldest go first: of so many, the address has left most.
    accepted: [...before.accepted, accepted].slice(-mostRemembered),
  };
  return [{ kind: "put", item, condition: before.version === 0 ? isNew : isAtVersion(before.version) }];
}
