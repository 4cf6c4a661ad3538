import { personPseudonym } from "../../shared/crypto/pseudonyms.ts";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import type { Customer } from "../../shared/customer/model.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import type { ActingPerson } from "../../shared/customer/mails/customer-mail.ts";

/**
 * Who did what an event of a relationship is about. The event names a pseudonym that its partner alone knows; among the
 * customer's administrators it tells which of them it was, while that one is an administrator.
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
