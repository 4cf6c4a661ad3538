import { partnerCustomerPlace } from "../../customer/items/customers.ts";
import { customerPlace } from "../../customer/items/item.ts";
import type { Instant } from "../../kernel/time.ts";
import { partnerStandingPlace } from "../../partner/items/partners.ts";
import { permissionsOf } from "../../policy/permissions.ts";
import { findService, type Service } from "../../policy/services.ts";
import { relationshipTypes } from "../../terms/model.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { userPlace } from "../../users/item.ts";
import { livePlace, ofCustomer } from "../items/item.ts";
import { decideAccess, type Access, type AccessFacts, type WantedAccess } from "../rules/access.ts";

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

/**
 * Whether a partner may act for a customer now. Customers that are unknown or other partners' are answered alike. One
 * BatchGetItem.
 */
export async function checkAccess(
  { table }: Pick<Dependencies, "table">,
  question: AccessQuestion,
  now: Instant,
): Promise<Access> {
  const { partnerId, customerId, user } = question;
  const found = await table.read({
    known: partnerCustomerPlace(partnerId, customerId),
    live: relationshipTypes.map((type) => livePlace({ customerId, partnerId, type })),
    customer: customerPlace(customerId),
    standing: partnerStandingPlace(partnerId),
    user: user === undefined ? null : userPlace(partnerId, user),
  });
  const { customer } = found;
  const facts: AccessFacts = {
    relationships: customer === null ? [] : found.live.flatMap((one) => (one ? [ofCustomer(one, customer)] : [])),
    isKnown: found.known !== null,
    frozen: found.standing?.frozen === true,
    ...(user !== undefined && { user: found.user }),
  };
  return decideAccess(facts, wantedBy(question), now);
}
