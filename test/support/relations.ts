import type { AdministratorMoment } from "../../shared/commands/administrator-moment.ts";
import type { Dependencies } from "../../shared/commands/dependencies.ts";
import type { Relationship } from "../../shared/domain/relationship.ts";
import type { Instant } from "../../shared/domain/time.ts";
import { parseCustomer } from "../../shared/store/customer-items.ts";
import { parseInvitation } from "../../shared/store/invitation-items.ts";
import { keys } from "../../shared/store/keys.ts";
import { parseRelationshipOf } from "../../shared/store/relationship-items.ts";
import { now } from "./fixed-clock.ts";

type Place = Pick<Dependencies, "table">;

/** The moment at which the first administrator of a customer acts. */
export async function administratorOf(
  { table }: Place,
  customerId: string,
  at: Instant = now,
): Promise<AdministratorMoment> {
  const [first] = parseCustomer(await table.get(keys.customer(customerId))).administrators;
  if (first === undefined) throw new Error(`${customerId} has no administrator.`);
  return { now: at, correlationId: "c-3", customerId, address: first.id, email: first.email };
}

/** A relationship as stored. Throws where there is none. */
export async function storedRelationship({ table }: Place, id: string): Promise<Relationship> {
  const state = await table.get(keys.relationship(id));
  return parseRelationshipOf(state, await table.get(keys.customer(String(state?.["customerId"]))));
}

/** The relationship that an accepted invitation led to. Throws for any other invitation. */
export async function relationshipOf(place: Place, invitationId: string): Promise<Relationship> {
  const { relationshipId } = parseInvitation(await place.table.get(keys.invitation(invitationId)));
  return storedRelationship(place, relationshipId ?? "");
}
