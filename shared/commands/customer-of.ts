import type { MasterKey } from "../crypto/master-key.ts";
import { customerIdOf } from "../crypto/pseudonyms.ts";
import { domainOf } from "../domain/address.ts";
import { customerIdentity } from "../domain/customer.ts";
import { isPublicMailProvider } from "../policy/public-mail-providers.ts";

/** The customer behind an address: the id, and the mail domain where it is an organisation's own. */
export async function customerOf(
  address: string,
  masterKey: MasterKey,
): Promise<{ readonly customerId: string; readonly domain: string | null }> {
  const { identity, domain } = customerIdentity(address, await isPublicMailProvider(domainOf(address)));
  return { customerId: customerIdOf(identity, masterKey), domain };
}

/** The mail domain of the customer behind an address; null at a public mail provider. */
export const domainOfCustomer = async (address: string): Promise<string | null> =>
  customerIdentity(address, await isPublicMailProvider(domainOf(address))).domain;
