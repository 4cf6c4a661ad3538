import type { Administered } from "../domain/administered.ts";
import type { Invitation } from "../domain/invitation.ts";
import { keys, type Key } from "../store/keys.ts";

/**
 * Whose senders decide on a request: those of the customer whose permissions it asks for, else those of every customer that
 * the address speaks for (customers, rule 15).
 */
export const sendersKeys = (
  { customerId }: Pick<Invitation, "customerId">,
  { customers }: Pick<Administered, "customers">,
): Key[] => (customerId === null ? customers : [customerId]).map(keys.senders);
