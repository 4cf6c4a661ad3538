import type { Relationship } from "../domain/relationship.ts";
import { removePermissions as remove } from "../domain/relationship-acts.ts";
import type { AdministratorMoment } from "./administrator-moment.ts";
import { changeCustomersRelationship } from "./change-customers-relationship.ts";
import type { Dependencies } from "./dependencies.ts";

/** A customer takes permissions back (product table, row 35). Taking them back again changes nothing. */
export const removePermissions = (
  { table }: Pick<Dependencies, "table">,
  { relationshipId, permissions }: { readonly relationshipId: string; readonly permissions: readonly string[] | "all" },
  moment: AdministratorMoment,
): Promise<Relationship> =>
  changeCustomersRelationship(table, relationshipId, moment, async (relationship, { now }) => {
    const { administrator } = moment;
    return { steps: remove(relationship, permissions, { now, by: { administrator } }), also: [] };
  });
