import { closing } from "../../partner/commands/counted-quotas.ts";
import { dataOf, type Cause } from "../../events/envelope.ts";
import { eventPlace } from "../../events/stored-events.ts";
import { afterSteps } from "../../kernel/steps.ts";
import type { IdempotencyClaim, IdempotencyRecord } from "../../table/idempotency.ts";
import { present } from "../../table/places.ts";
import type { Write } from "../../table/writes.ts";
import { claimed } from "../../transaction/claim.ts";
import type { Reads } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import { assertAtVersion, type ExpectedVersions } from "../../transaction/expected-version.ts";
import type { RelationshipReading } from "../answers.ts";
import { relationshipWrites } from "../items/relationships.ts";
import { relationshipLifecycle } from "../lifecycle.ts";
import type { Relationship } from "../model.ts";
import { readRelationship } from "../rules/reading.ts";
import type { RelationshipStep } from "../rules/steps.ts";
import { partnersRelationship } from "./partners-relationship.ts";

/** Steps with additional writes; no steps if nothing changes. */
export interface RelationshipDecision {
  readonly steps: readonly RelationshipStep[];
  readonly also?: readonly Write[];
  /** The partner, once for each of its closed requests. */
  readonly closed?: readonly string[];
}

/** A request to change a relationship: who, when, its idempotency claim, and the versions it was made for. */
export type RelationshipRequest = readonly [cause: Cause, claim: IdempotencyClaim | null, expected?: ExpectedVersions];

/** The result of a command on a relationship. */
export interface RelationshipAnswer {
  readonly relationship: RelationshipReading;
  readonly replayed: boolean;
}

/** Loads a relationship for the partner or the operator that causes its change. */
export const relationshipFor = async (
  reads: Reads,
  { partnerId, actor }: Pick<Cause, "partnerId" | "actor">,
  id: string,
): Promise<Relationship> =>
  (await partnersRelationship(reads, { partnerId: actor.kind === "operator" ? null : partnerId }, id)).relationship;

/** The frame of every command of a partner or the operator on a relationship. Nothing is written if nothing changes. */
export const changeRelationship = (
  { table }: Pick<Dependencies, "table">,
  id: string,
  [given, claim, expected = "any"]: RelationshipRequest,
  decide: (relationship: Relationship, cause: Cause) => RelationshipDecision | Promise<RelationshipDecision>,
): Promise<RelationshipAnswer> =>
  execute(
    table,
    { now: given.now, claim: claimed(claim) },
    async (reads) => {
      const relationship = await relationshipFor(reads, given, id);
      assertAtVersion(relationship, expected);
      return relationship;
    },
    async (relationship) => {
      const cause = { ...given, partnerId: relationship.partnerId };
      const { steps, also = [], closed = [] } = await decide(relationship, cause);
      const after = afterSteps(relationship, steps);
      return {
        answer: (): RelationshipAnswer => ({ relationship: readRelationship(after, given.now), replayed: false }),
        writes: steps.length > 0 ? [...relationshipWrites(steps, cause), ...also] : [],
        ...(steps.length > 0 && { counting: closing(closed) }),
        record: { status: 200, aggregate: id, sequence: after.version },
      };
    },
    (record) => answerAgain(table, record),
  );

/** Makes the first answer again, from the event it was made from: every version of a relationship has one. */
async function answerAgain(table: Reads, { aggregate, sequence }: IdempotencyRecord): Promise<RelationshipAnswer> {
  const event = await table.read(present(eventPlace(aggregate, sequence)));
  const { relationship } = dataOf(event, ...relationshipLifecycle.map(({ event: type }) => type));
  return { relationship, replayed: true };
}
