import * as z from "zod/mini";
import type { PartnerCustomer } from "../domain/customer.ts";
import { relationshipAmended, relationshipEstablished, type Relationship } from "../domain/relationship.ts";
import { toStoredEvent, type Cause } from "../events/envelope.ts";
import { instant, relationshipType } from "../schema/primitives.ts";
import { eventWrite } from "./events.ts";
import { keys } from "./keys.ts";
import type { Table } from "./table.ts";
import { isAtVersion, isNew, type Write } from "./writes.ts";

const relationshipSchema: z.ZodMiniType<Relationship> = z.object({
  id: z.string(),
  partnerId: z.string(),
  customerId: z.string(),
  type: relationshipType,
  status: z.enum(["active", "suspended", "terminated"]),
  version: z.number(),
  invitationId: z.string(),
  asked: z.array(z.string()),
  grants: z.array(
    z.object({
      permission: z.string(),
      status: z.enum(["active", "removed", "expired"]),
      startsAt: instant,
      endsAt: instant,
      autoExtend: z.boolean(),
    }),
  ),
  establishedAt: instant,
});

/** Reads a stored relationship; throws on an item that is none. */
export const parseRelationship = (item: unknown): Relationship => relationshipSchema.parse(item);

const liveSchema = z.object({ relationshipId: z.string() });

/** The id in the item that the one live relationship of its kind holds. */
export const parseLiveRelationship = (item: unknown): string => liveSchema.parse(item).relationshipId;

/** The writes of a new relationship: its state, the hold that makes it the only live one, its event. */
export function newRelationshipWrites(relationship: Relationship, customer: PartnerCustomer, cause: Cause): Write[] {
  const { id, customerId, partnerId, type } = relationship;
  const about = {
    id: customerId,
    organization: customer.organization,
    domain: customer.domain,
  };
  return [
    {
      kind: "put",
      item: { ...keys.relationship(id), entity: "relationship", schema: 1, ...relationship },
      condition: isNew,
    },
    {
      kind: "put",
      item: {
        ...keys.liveRelationship(customerId, partnerId, type),
        entity: "live-relationship",
        schema: 1,
        relationshipId: id,
      },
      condition: isNew,
    },
    eventWrite(toStoredEvent(relationshipEstablished(relationship, about, cause.now), cause)),
  ];
}

/** The writes of a relationship to which a later invitation added: held to the version that was read. */
export const amendedRelationshipWrites = (after: Relationship, invitationId: string, cause: Cause): Write[] => [
  {
    kind: "put",
    item: { ...keys.relationship(after.id), entity: "relationship", schema: 1, ...after },
    condition: isAtVersion(after.version - 1),
  },
  eventWrite(toStoredEvent(relationshipAmended(after, invitationId, cause.now), cause)),
];

/** The live relationships of one partner with customers, in one list per customer. */
export async function liveRelationships(
  table: Table,
  partnerId: string,
  customerIds: readonly string[],
): Promise<Relationship[][]> {
  const holds = await table.getMany(
    customerIds.flatMap((customerId) => [
      keys.liveRelationship(customerId, partnerId, "reseller"),
      keys.liveRelationship(customerId, partnerId, "advisor"),
    ]),
  );
  const states = await table.getMany(
    holds.filter((hold) => hold !== null).map((hold) => keys.relationship(parseLiveRelationship(hold))),
  );
  const relationships = states.filter((state) => state !== null).map(parseRelationship);
  return customerIds.map((customerId) =>
    relationships.filter((relationship) => relationship.customerId === customerId),
  );
}
