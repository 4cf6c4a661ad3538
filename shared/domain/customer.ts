import { domainOf } from "./address.ts";
import type { Instant } from "./time.ts";

/**
 * What tells one customer from another: the mail domain of an organisation,
 * the whole address where the domain belongs to a public mail provider.
 */
export function customerIdentity(
  address: string,
  isPublicMailbox: boolean,
): { readonly identity: string; readonly domain: string | null } {
  const domain = domainOf(address);
  return isPublicMailbox ? { identity: address, domain: null } : { identity: domain, domain };
}

/** Whether two mailboxes are in one organisation's mail domain; at a public mail provider nobody is anybody's colleague. */
export const isSameOrganisation = (
  one: { readonly domain: string | null },
  other: { readonly domain: string | null },
): boolean => one.domain !== null && one.domain === other.domain;

/** Someone a partner deals with at a customer. */
export interface Contact {
  readonly name: string | null;
  readonly email: string;
  readonly title: string | null;
}

/** What one partner knows of one customer; no other partner sees it. */
export interface PartnerCustomer {
  readonly customerId: string;
  readonly partnerId: string;
  readonly organization: string | null;
  /** Null where the customer is a single mailbox at a public provider. */
  readonly domain: string | null;
  readonly since: Instant;
}
