import { Refusal } from "../../kernel/refusal.ts";
import type { Relationship } from "../model.ts";
import { renewPermissions as renew } from "../rules/acts.ts";
import { present } from "../../table/places.ts";
import { partnerPlace, partnerStandsCheck } from "../../partner/items/partners.ts";
import type { AddressMoment } from "../../customer/commands/administrator-moment.ts";
import { changeCustomersRelationship } from "./change-customers-relationship.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** A customer grants the same for as long again (product table, row 38). Refuses for a frozen partner, as accepting does. */
export const renewPermissions = (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  { relationshipId }: { readonly relationshipId: string },
  moment: AddressMoment,
): Promise<Relationship> =>
  changeCustomersRelationship(
    dependencies,
    { relationshipId, afterCoolOff: true },
    moment,
    async (relationship, cause) => {
      const { partnerId, now, actor } = cause;
      const { frozen, linkEpoch } = await dependencies.table.read(present(partnerPlace(partnerId)));
      if (frozen) throw new Refusal("partner-frozen", "This partner is on hold; nothing can be granted to it.");
      return {
        steps: renew(relationship, { now, by: { administrator: actor.id } }),
        also: [partnerStandsCheck(partnerId, linkEpoch)],
      };
    },
  );
