import type { MasterKey } from "../../shared/crypto/master-key.ts";
import { administratorBehind } from "../../shared/customer/items/administrator-moment.ts";
import type { Customer } from "../../shared/customer/model.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import type { ActingPerson } from "../../shared/customer/mails/customer-mail.ts";

/** The person who caused an event of a relationship, as mails name it. */
export const actingPersonOf = (
  { metadata }: StoredEvent,
  customer: Pick<Customer, "administrators">,
  masterKey: MasterKey,
): ActingPerson =>
  metadata.actor.kind === "customer" ? (administratorBehind(metadata, customer, masterKey) ?? "former") : "operator";
