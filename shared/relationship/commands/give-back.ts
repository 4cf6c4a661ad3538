import type { Cause } from "../../events/envelope.ts";
import { notFound } from "../../kernel/refusal.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { assertAtVersion, type ExpectedVersions } from "../../transaction/expected-version.ts";
import type { Blocker } from "../model.ts";
import { removePermissions } from "../rules/changes.ts";
import {
  changeRelationship,
  relationshipFor,
  type RelationshipAnswer,
  type RelationshipRequest,
} from "./change-relationship.ts";
import { endRelationship } from "./end-relationship.ts";

type Needs = Pick<Dependencies, "table">;

const byApi = ({ id }: Cause["actor"]) => ({ administrator: id, side: "partner", via: "api" }) as const;

/** A partner gives a permission back, at once. Repeating it changes nothing. */
export const giveBackPermission = (
  { table }: Needs,
  { relationshipId, permission }: { readonly relationshipId: string; readonly permission: string },
  ...request: RelationshipRequest
): Promise<RelationshipAnswer> =>
  changeRelationship({ table }, relationshipId, request, (relationship, { now, actor }) => {
    if (!relationship.grants.some((grant) => grant.permission === permission)) throw notFound("permission");
    return { steps: removePermissions(relationship, [permission], { now, by: byApi(actor) }) };
  });

/** A partner ends a relationship with its grants and open requests, unless something blocks it. */
export const terminateByPartner = (
  { table }: Needs,
  { relationshipId, reason }: { readonly relationshipId: string; readonly reason: string | null },
  ...request: RelationshipRequest
): Promise<RelationshipAnswer> =>
  changeRelationship({ table }, relationshipId, request, (relationship, cause) =>
    endRelationship(table, relationship, { reason, by: byApi(cause.actor), blockers: blockersOf() }, cause),
  );

/** What blocks the end of a relationship now, and the version that this is about. Nothing is ended. */
export async function readBlockers(
  { table }: Needs,
  relationshipId: string,
  cause: Cause,
  expected: ExpectedVersions,
): Promise<{ readonly blockers: readonly Blocker[]; readonly version: number }> {
  const relationship = await relationshipFor(table, cause, relationshipId);
  assertAtVersion(relationship, expected);
  return { blockers: blockersOf(), version: relationship.version };
}

/** Only subscriptions can block an end, and Rapport sells none yet. */
const blockersOf = (): readonly Blocker[] => [];
