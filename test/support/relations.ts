import type { AdministratorMoment } from "../../shared/commands/administrator-moment.ts";
import type { Dependencies } from "../../shared/commands/dependencies.ts";
import type { Relationship } from "../../shared/domain/relationship.ts";
import type { Instant } from "../../shared/domain/time.ts";
import { parseInvitation } from "../../shared/store/invitation-items.ts";
import { keys } from "../../shared/store/keys.ts";
import { parseRelationship } from "../../shared/store/relationship-items.ts";
import { now } from "./fixed-clock.ts";

/** The moment at which an administrator of a customer acts. */
export const administratorOf = (customerId: string, at: Instant = now): AdministratorMoment => ({
  ...{ now: at, correlationId: "c-3", customerId, administrator: "01JD0000000000000000000009" },
});

/** The relationship that an accepted invitation led to. Throws for any other invitation. */
export async function relationshipOf(
  { table }: Pick<Dependencies, "table">,
  invitationId: string,
): Promise<Relationship> {
  const { relationshipId } = parseInvitation(await table.get(keys.invitation(invitationId)));
  return parseRelationship(await table.get(keys.relationship(relationshipId ?? "")));
}
