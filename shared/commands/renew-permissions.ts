import { Refusal } from "../domain/refusal.ts";
import type { Relationship } from "../domain/relationship.ts";
import { renewPermissions as renew } from "../domain/relationship-acts.ts";
import { keys } from "../store/keys.ts";
import { parsePartner, partnerStandsCheck } from "../store/partners.ts";
import type { AdministratorMoment } from "./administrator-moment.ts";
import { changeCustomersRelationship } from "./change-customers-relationship.ts";
import type { Dependencies } from "./dependencies.ts";

/** A customer grants the same for as long again (product table, row 38). Refuses for a frozen partner, as accepting does. */
export const renewPermissions = (
  { table }: Pick<Dependencies, "table">,
  { relationshipId }: { readonly relationshipId: string },
  moment: AdministratorMoment,
): Promise<Relationship> =>
  changeCustomersRelationship(table, relationshipId, moment, async (relationship, { partnerId, now }) => {
    const [profile] = await table.getMany([keys.partner(partnerId)]);
    const { frozen, linkEpoch } = parsePartner(profile);
    if (frozen) throw new Refusal("partner-frozen", "This partner is on hold; nothing can be granted to it.");
    const { administrator } = moment;
    return {
      steps: renew(relationship, { now, by: { administrator } }),
      also: [partnerStandsCheck(partnerId, linkEpoch)],
    };
  });
