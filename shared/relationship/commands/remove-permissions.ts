import type { Relationship } from "../model.ts";
import { removePermissions as remove } from "../rules/acts.ts";
import type { AddressMoment } from "../../customer/commands/administrator-moment.ts";
import { changeCustomersRelationship } from "./change-customers-relationship.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** A customer takes permissions back (product table, row 35). Taking them back again changes nothing. */
export const removePermissions = (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  { relationshipId, permissions }: { readonly relationshipId: string; readonly permissions: readonly string[] | "all" },
  moment: AddressMoment,
): Promise<Relationship> =>
  changeCustomersRelationship(dependencies, { relationshipId }, moment, async (relationship, { now, actor }) => ({
    steps: remove(relationship, permissions, { now, by: { administrator: actor.id } }),
    also: [],
  }));
