import type { CustomerInList, CustomerOfPartner } from "../../shared/relationship/customer-answers.ts";
import type { KnownCustomer } from "../../shared/customer/commands/read-customers.ts";
import { isAttended } from "../../shared/customer/model.ts";
import { accessToService } from "../../shared/relationship/commands/check-access.ts";
import {
  decideAccess,
  isAllowed,
  type AccessFacts,
  type WantedAccess,
} from "../../shared/relationship/rules/access.ts";
import { readRelationship } from "../../shared/relationship/rules/reading.ts";
import type { Instant } from "../../shared/kernel/time.ts";
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
  alias: customer.alias,
  tags: customer.tags,
  domain: customer.domain,
  since: customer.since,
  relationships: relationships.map((relationship) => readRelationship(relationship, now)),
});

/** One customer with its people and the services that can be managed now (product table, rows 31–33 and 42). */
export function customerBody(known: KnownCustomer & Pick<AccessFacts, "frozen">, now: Instant): CustomerOfPartner {
  const facts = { relationships: known.relationships, isKnown: true, frozen: known.frozen };
  const isOpen = (wanted: WantedAccess): boolean => isAllowed(decideAccess(facts, wanted, now));
  const opened = services.flatMap((service) => {
    const wanted = accessToService(service);
    if (!isOpen(wanted)) return [];
    const { id, name, adminUrl, manageableWithoutPermission } = service;
    const permissions = wanted.permissions.filter((one) => isOpen({ permissions: [one], withoutPermission: false }));
    return [{ id, name, adminUrl, permissions, manageable: true, manageableWithoutPermission }];
  });
  const administrators = new Set(known.account.administrators.map(({ email }) => email));
  const contacts = known.customer.contacts.map((one) => ({ ...one, administrator: administrators.has(one.email) }));
  return { ...customerRow(known, now), contacts, services: opened };
}
