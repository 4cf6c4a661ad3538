import type { MasterKey } from "../../crypto/master-key.ts";
import { basisDigest } from "../../crypto/renewals.ts";
import type { Administrator } from "../../customer/model.ts";
import { assertNoCoolOff } from "../../customer/rules/administrators.ts";
import { notFound, Refusal } from "../../kernel/refusal.ts";
import type { Relationship } from "../model.ts";
import { afterSteps } from "../../kernel/steps.ts";
import type { Cause } from "../../events/envelope.ts";
import type { Actor } from "../../events/event.ts";
import { rightsUnchanged } from "../../customer/items/administered.ts";
import { ofCustomer, relationshipIn, relationshipPlaces } from "../items/item.ts";
import { pairOfRelationship } from "../items/pair.ts";
import { relationshipWrites } from "../items/relationships.ts";
import {
  actingIn,
  actingPlaces,
  partnerCause,
  type ActingAdministrator,
  type AddressMoment,
} from "../../customer/items/administrator-moment.ts";
import type { Reads } from "../../transaction/commit.ts";
import { closing } from "../../partner/commands/counted-quotas.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import { removePermissions as remove, renewalBasis, renewPermissions as renew } from "../rules/changes.ts";
import { pausePermission, resumePermission, resumeRelationship, suspendRelationship } from "../rules/suspensions.ts";
import { present } from "../../table/places.ts";
import { partnerStandingPlace, partnerStandsCheck } from "../../partner/items/partners.ts";
import type { RelationshipDecision } from "./change-relationship.ts";
import { endRelationship } from "./end-relationship.ts";

/** A relationship with its acting administrator. */
export type OwnRelationship = ActingAdministrator & { readonly relationship: Relationship };

/** Loads a relationship for an administrator of its customer. Any other is reported as unknown. */
export async function ownRelationship(
  table: Reads,
  { address }: Pick<AddressMoment, "address">,
  id: string,
): Promise<OwnRelationship> {
  const pair = await pairOfRelationship(table, id);
  if (pair === null) throw notFound("relationship");
  const who = { customerId: pair.customerId, address };
  const found = await table.read({ ...relationshipPlaces({ id, ...pair }), ...actingPlaces(who) });
  const stored = relationshipIn(found, id);
  if (stored === null || !found.rights.customers.includes(who.customerId)) throw notFound("relationship");
  const acting = actingIn(found, who);
  return { ...acting, relationship: ofCustomer(stored, acting.customer) };
}

/** The frame of every command of an administrator on a relationship. `afterCoolOff` refuses new administrators. */
async function changeCustomersRelationship(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  { relationshipId, afterCoolOff = false }: { readonly relationshipId: string; readonly afterCoolOff?: boolean },
  moment: AddressMoment,
  decide: (relationship: Relationship, cause: Cause, administrator: Administrator) => Promise<RelationshipDecision>,
): Promise<Relationship> {
  const key: MasterKey = await masterKey();
  const load = (reads: Reads) => ownRelationship(reads, moment, relationshipId);
  return execute(table, moment, load, async ({ relationship, administrator, rights }) => {
    if (afterCoolOff) assertNoCoolOff(administrator, moment.now);
    const { partnerId, customerId } = relationship;
    const cause = partnerCause({ ...moment, customerId }, partnerId, key);
    const { steps, also = [], closed = [] } = await decide(relationship, cause, administrator);
    const writes = [...relationshipWrites(steps, cause), rightsUnchanged(rights), ...also];
    const answer = () => afterSteps(relationship, steps);
    return steps.length > 0 ? { answer, writes, counting: closing(closed) } : { answer, writes: [] };
  });
}

const inPortal = ({ id }: Actor) => ({ administrator: id, side: "customer", via: "portal" }) as const;

/** A customer takes permissions back. Taking them back again changes nothing. */
export const removePermissions = (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  { relationshipId, permissions }: { readonly relationshipId: string; readonly permissions: readonly string[] | "all" },
  moment: AddressMoment,
): Promise<Relationship> =>
  changeCustomersRelationship(dependencies, { relationshipId }, moment, async (relationship, { now, actor }) => ({
    steps: remove(relationship, permissions, { now, by: inPortal(actor) }),
  }));

/**
 * A customer grants the same for as long again. Refuses for a frozen partner, as accepting does, and by a link if what it depends
 * on has changed.
 */
export const renewPermissions = (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  { relationshipId, basis }: { readonly relationshipId: string; readonly basis?: string },
  moment: AddressMoment,
): Promise<Relationship> =>
  changeCustomersRelationship(
    dependencies,
    { relationshipId, afterCoolOff: true },
    moment,
    async (relationship, cause, administrator) => {
      const { partnerId, now, actor } = cause;
      if (basis !== undefined && basis !== basisDigest(renewalBasis(relationship, administrator, now))) {
        throw new Refusal("wrong-state", "The permissions have changed since the link was mailed.");
      }
      const { frozen, linkEpoch } = await dependencies.table.read(present(partnerStandingPlace(partnerId)));
      if (frozen) throw new Refusal("partner-frozen", "This partner is on hold, so nothing can be granted to it.");
      return {
        steps: renew(relationship, { now, by: { administrator: actor.id } }),
        also: [partnerStandsCheck(partnerId, linkEpoch)],
      };
    },
  );

/** A customer ends a relationship. Repeating it changes nothing. */
export const terminateRelationship = (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  { relationshipId, reason }: { readonly relationshipId: string; readonly reason: string | null },
  moment: AddressMoment,
): Promise<Relationship> =>
  changeCustomersRelationship(dependencies, { relationshipId, afterCoolOff: true }, moment, (relationship, cause) =>
    endRelationship(dependencies.table, relationship, { reason, by: inPortal(cause.actor) }, cause),
  );

/** What an administrator pauses or resumes: one permission, or the whole relationship. */
export interface Pausing {
  readonly relationshipId: string;
  readonly permission: string | null;
}

/** A customer pauses a permission or the relationship; all dates stay. Repeating it changes nothing. */
export const pause = (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  { relationshipId, permission }: Pausing,
  moment: AddressMoment,
): Promise<Relationship> =>
  changeCustomersRelationship(dependencies, { relationshipId }, moment, async (relationship, { now, actor }) => ({
    steps:
      permission === null
        ? suspendRelationship(relationship, { by: "customer", at: now, reason: null })
        : pausePermission(relationship, permission, { now, by: inPortal(actor) }),
  }));

/** A customer ends its pause. What the operator suspended stays suspended. */
export const resume = (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  { relationshipId, permission }: Pausing,
  moment: AddressMoment,
): Promise<Relationship> =>
  changeCustomersRelationship(
    dependencies,
    { relationshipId, afterCoolOff: true },
    moment,
    async (relationship, { now, actor }) => ({
      steps:
        permission === null
          ? resumeRelationship(relationship, { by: "customer", at: now, reason: null })
          : resumePermission(relationship, permission, { now, by: inPortal(actor) }),
    }),
  );
