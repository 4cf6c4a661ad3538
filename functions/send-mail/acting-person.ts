import { personPseudonym } from "../../shared/crypto/pseudonyms.ts";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import type { Customer } from "../../shared/customer/model.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import type { ActingPerson } from "../../shared/customer/mails/customer-mail.ts";

/**
 * The person who caused an event of a relationship. The event has a pseudonym that is specific to the partner; the person is
 * found by it among the customer's present administrators.
 */
export function actingPersonOf(
  { metadata: { actor, partnerId } }: StoredEvent,
  { administrators }: Pick<Customer, "administrators">,
  masterKey: MasterKey,
): ActingPerson {
  if (actor.kind !== "customer") return "operator";
  const isActor = ({ email }: { readonly email: string }): boolean =>
    personPseudonym(email, partnerId ?? "", masterKey) === actor.id;
  return administrators.find(isActor) ?? "former";
}
