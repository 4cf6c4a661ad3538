import type { CustomerInList, CustomerOfPartner } from "../../shared/relationship/customer-answers.ts";
import type { KnownCustomer } from "../../shared/customer/commands/read-customers.ts";
import { isAttended } from "../../shared/customer/model.ts";
import { readRelationship } from "../../shared/relationship/rules/reading.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { findPermission } from "../../shared/policy/permissions.ts";
import { services } from "../../shared/policy/services.ts";

/** A customer in the list. */
export const customerRow = ({ customer, account, relationships }: KnownCustomer, now: Instant): CustomerInList => ({
  id: customer.customerId,
  version: customer.version,
  name: account.name,
  verified: account.verified,
  externalId: account.externalId,
  attended: isAttended(account),
  organization: customer.organization,
  domain: customer.domain,
  since: customer.since,
  relationships: relationships.map((relationship) => readRelationship(relationship, now)),
});

/**
 * One customer with its people and the services that can be managed now (product table, rows 31–33). Services without a
 * permission are for resellers. A suspended or ended relationship opens none.
 */
export function customerBody(known: KnownCustomer, now: Instant): CustomerOfPartner {
  const row = customerRow(known, now);
  const active = row.relationships.filter(({ status }) => status === "active");
  const resells = active.some(({ relationship }) => relationship === "reseller");
  const granted = active
    .flatMap(({ grants }) => grants)
    .filter(({ status }) => status === "active")
    .map(({ permission }) => permission);
  const opened = services
    .map((service) => ({
      id: service.id,
      name: service.name,
      adminUrl: service.adminUrl,
      permissions: granted.filter((permission) => findPermission(permission)?.service === service.id),
      manageableWithoutPermission: service.manageableWithoutPermission,
    }))
    .filter((service) => service.permissions.length > 0 || (service.manageableWithoutPermission && resells));
  return { ...row, contacts: known.customer.contacts, services: opened };
}
