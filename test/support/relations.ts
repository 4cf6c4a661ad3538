import type { AdministratorMoment } from "../../shared/customer/commands/administrator-moment.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { Relationship } from "../../shared/relationship/model.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { customerPlace } from "../../shared/customer/items/item.ts";
import { invitationPlace } from "../../shared/invitation/items/item.ts";
import { ofCustomer, relationshipPlace } from "../../shared/relationship/items/item.ts";
import { present } from "../../shared/table/places.ts";
import { now } from "./builders/fixed-clock.ts";

type Place = Pick<Dependencies, "table">;

/** The moment at which the first administrator of a customer acts. */
export async function administratorOf(
  { table }: Place,
  customerId: string,
  at: Instant = now,
): Promise<AdministratorMoment> {
  const [first] = (await table.read(present(customerPlace(customerId)))).administrators;
  if (first === undefined) throw new Error(`${customerId} has no administrator.`);
  return { now: at, correlationId: "c-3", customerId, address: first.id, email: first.email };
}

/** A relationship as stored. Throws where there is none. */
export async function storedRelationship({ table }: Place, id: string): Promise<Relationship> {
  const stored = await table.read(present(relationshipPlace(id)));
  return ofCustomer(stored, await table.read(present(customerPlace(stored.customerId))));
}

/** The relationship that an accepted invitation led to. Throws for any other invitation. */
export async function relationshipOf(place: Place, invitationId: string): Promise<Relationship> {
  const { relationshipId } = await place.table.read(present(invitationPlace(invitationId)));
  return storedRelationship(place, relationshipId ?? "");
}
