import type { Customer } from "../../customer/model.ts";
import { customerPlace } from "../../customer/items/item.ts";
import { notFound } from "../../kernel/refusal.ts";
import { present } from "../../table/places.ts";
import type { Reads } from "../../transaction/commit.ts";
import { ofCustomer, relationshipIn, relationshipPlaces } from "../items/item.ts";
import { pairOfRelationship } from "../items/pair.ts";
import type { Relationship } from "../model.ts";

/** A partner's relationship with its customer. */
export interface PartnersRelationship {
  readonly relationship: Relationship;
  readonly customer: Customer;
}

/** Loads a relationship of a partner, or any for the operator (null), live or ended. Any other is reported as unknown. */
export async function partnersRelationship(
  table: Reads,
  { partnerId }: { readonly partnerId: string | null },
  id: string,
): Promise<PartnersRelationship> {
  const pair = await pairOfRelationship(table, id);
  if (pair === null || (partnerId !== null && pair.partnerId !== partnerId)) throw notFound("relationship");
  const { customer, ...places } = await table.read({
    ...relationshipPlaces({ id, ...pair }),
    customer: present(customerPlace(pair.customerId)),
  });
  const stored = relationshipIn(places, id);
  if (stored === null) throw notFound("relationship");
  return { relationship: ofCustomer(stored, customer), customer };
}
