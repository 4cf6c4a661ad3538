import { partnerCustomerPlace } from "../../customer/items/customers.ts";
import { customerPlace } from "../../customer/items/item.ts";
import { dayOf, type Instant } from "../../kernel/time.ts";
import { partnerStandingPlace } from "../../partner/items/partners.ts";
import { permissionsOf } from "../../policy/permissions.ts";
import { findService, type Service } from "../../policy/services.ts";
import { relationshipTypes } from "../../terms/model.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { userPlace } from "../../users/item.ts";
import { livePlace, ofCustomer, usedAttribute } from "../items/item.ts";
import { relationshipKeys } from "../items/keys.ts";
import { decideAccess, isAllowed, type Access, type AccessFacts, type WantedAccess } from "../rules/access.ts";
import { lastUseOf } from "../rules/reading.ts";

/** Whose access for whom is asked about, and to what: a permission, or a service. */
export interface AccessQuestion {
  readonly partnerId: string;
  readonly customerId: string;
  readonly permission?: string | undefined;
  readonly service?: string | undefined;
  readonly user?: string | undefined;
}

/** What managing a service needs. */
export const accessToService = ({ id, manageableWithoutPermission }: Service): WantedAccess => ({
  permissions: permissionsOf(id),
  withoutPermission: manageableWithoutPermission,
});

function wantedBy({ permission, service }: AccessQuestion): WantedAccess {
  const found = service === undefined ? undefined : findService(service);
  if (found !== undefined) return accessToService(found);
  return { permissions: permission === undefined ? [] : [permission], withoutPermission: false };
}

/** What decides on access, in one BatchGetItem. */
async function factsAbout(
  { table }: Pick<Dependencies, "table">,
  { partnerId, customerId, user }: AccessQuestion,
): Promise<AccessFacts> {
  const found = await table.read({
    known: partnerCustomerPlace(partnerId, customerId),
    live: relationshipTypes.map((type) => livePlace({ customerId, partnerId, type })),
    customer: customerPlace(customerId),
    standing: partnerStandingPlace(partnerId),
    user: user === undefined ? null : userPlace(partnerId, user),
  });
  const { customer } = found;
  return {
    relationships: customer === null ? [] : found.live.flatMap((one) => (one ? [ofCustomer(one, customer)] : [])),
    isKnown: found.known !== null,
    frozen: found.standing?.frozen === true,
    ...(user !== undefined && { user: found.user }),
  };
}

/** Whether a partner may act for a customer now. Customers that are unknown or other partners' are answered alike. */
export const checkAccess = async (
  dependencies: Pick<Dependencies, "table">,
  question: AccessQuestion,
  now: Instant,
): Promise<Access> => decideAccess(await factsAbout(dependencies, question), wantedBy(question), now);

/**
 * The same for something that is done, whose date is written to the permission that allows it: at most once a day, in no
 * transaction, without a version and an event.
 */
export async function recordUse(
  dependencies: Pick<Dependencies, "table">,
  { at, ...question }: AccessQuestion & { readonly at: Instant },
  now: Instant,
): Promise<Access> {
  const facts = await factsAbout(dependencies, question);
  const access = decideAccess(facts, wantedBy(question), now);
  const relationship = facts.relationships.find(({ id }) => id === access.relationshipId);
  const grant = relationship?.grants.find(({ permission }) => permission === access.permission);
  const day = dayOf(at);
  if (!isAllowed(access) || relationship === undefined || grant === undefined || at < grant.startsAt) return access;
  if ((lastUseOf(relationship, grant) ?? "") < day) {
    const { id, customerId, partnerId, type } = relationship;
    const used = usedAttribute(grant.permission);
    await dependencies.table.set(
      relationshipKeys.live(customerId, partnerId, type),
      { [used]: day },
      {
        expression: "id = :id AND (attribute_not_exists(#used) OR #used < :day)",
        names: { "#used": used },
        values: { ":id": id, ":day": day },
      },
    );
  }
  return access;
}
