import { terminateRelationship as terminate } from "../rules/acts.ts";
import type { Relationship } from "../model.ts";
import { holdFreed, holdPlace, pastRelationshipWrite } from "../items/relationships.ts";
import { Superseded } from "../../table/superseded.ts";
import type { AddressMoment } from "../../customer/commands/administrator-moment.ts";
import { cancelRestorations } from "./cancel-restorations.ts";
import { changeCustomersRelationship } from "./change-customers-relationship.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** Ends a relationship with its grants and open requests, in one transaction. Repeating it changes nothing. */
export const terminateRelationship = (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  { relationshipId, reason }: { readonly relationshipId: string; readonly reason: string | null },
  moment: AddressMoment,
): Promise<Relationship> =>
  changeCustomersRelationship(
    dependencies,
    { relationshipId, afterCoolOff: true },
    moment,
    async (relationship, cause) => {
      const { table } = dependencies;
      if (relationship.status === "terminated") return { steps: [], also: [] };
      const { customerId, partnerId, type } = relationship;
      // Before the requests: one that is sent after they were read counts the hold's version.
      const { hold } = await table.read({ hold: holdPlace(customerId, partnerId, type) });
      // Another request has ended the relationship since its state was read.
      if (!hold) throw new Superseded();
      const { cancelled, partners, writes } = await cancelRestorations(table, relationship, cause);
      const act = { now: cause.now, by: { administrator: cause.actor.id }, cancelledInvitations: cancelled };
      return {
        steps: terminate(relationship, reason, act),
        also: [holdFreed(relationship, hold), pastRelationshipWrite(relationship), ...writes],
        closed: partners,
      };
    },
  );
