import { isId } from "../domain/ids.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Relationship } from "../domain/relationship.ts";
import { afterAll, type RelationshipStep } from "../domain/relationship-steps.ts";
import type { Cause } from "../events/envelope.ts";
import { keys } from "../store/keys.ts";
import { parseRelationship } from "../store/relationship-items.ts";
import { relationshipWrites } from "../store/relationships.ts";
import type { Table } from "../store/table.ts";
import type { Write } from "../store/writes.ts";
import type { AdministratorMoment } from "./administrator-moment.ts";
import { attempt } from "./attempt.ts";
import { saveCounted } from "./save-counted.ts";

/** What a customer does to a relationship: its steps, none where nothing changes, and what is written with them. */
export interface CustomersStep {
  readonly steps: readonly RelationshipStep[];
  readonly also: readonly Write[];
}

/**
 * What every act of a customer's administrator on a relationship has in common: load it, decide, write all in one
 * transaction. Answers the relationship as it is then.
 */
export const changeCustomersRelationship = (
  table: Table,
  id: string,
  { customerId, now, correlationId }: AdministratorMoment,
  decide: (relationship: Relationship, cause: Cause) => Promise<CustomersStep>,
): Promise<Relationship> =>
  attempt(async () => {
    const relationship = await loadCustomers(table, customerId, id);
    const { partnerId } = relationship;
    // In events a customer is a pseudonym.
    const actor = { kind: "customer", id: customerId } as const;
    const cause = { partnerId, actor, now, correlationId, causationId: null };
    const { steps, also } = await decide(relationship, cause);
    if (steps.length > 0) await saveCounted(table, [...relationshipWrites(steps, cause), ...also], cause);
    return afterAll(relationship, steps);
  });

/** A relationship of this customer; refuses ids that are unknown, malformed or another customer's alike. */
async function loadCustomers(table: Table, customerId: string, id: string): Promise<Relationship> {
  const [state] = isId("relationship", id) ? await table.getMany([keys.relationship(id)]) : [];
  const relationship = state ? parseRelationship(state) : null;
  if (relationship?.customerId !== customerId) throw new Refusal("not-found", "There is no such relationship.");
  return relationship;
}
