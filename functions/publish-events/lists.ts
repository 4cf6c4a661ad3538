import { keepSearch, keepSearchOfAll } from "../../shared/customer/commands/keep-search.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import { createdIn, listByStarts } from "../../shared/invitation/items/list-entries.ts";
import { isId } from "../../shared/kernel/ids.ts";
import { listAfter } from "../../shared/relationship/items/lists.ts";
import { pairInEvent } from "../../shared/relationship/items/pair.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { PublishDependencies } from "./handler.ts";

type Publish = PublishDependencies["publish"];

type Needs = Pick<Dependencies, "table" | "masterKey">;

/**
/**
 * After an event was published, keeps what is found and listed by it: a customer by what it is called, a relationship by its
 * last change, a new invitation by its customer. If this fails the event counts as not published, and comes again.
 */
export const keepingLists =
  (publish: Publish, needs: Needs): Publish =>
  async (events) => {
    const publications = await publish(events);
    for (const [at, event] of events.entries()) {
      if (publications[at] === "published" && !(await isKept(needs, event))) publications[at] = "retryable";
    }
    return publications;
  };

async function isKept(needs: Needs, event: StoredEvent): Promise<boolean> {
  try {
    await keepSearchAfter(needs, event);
    if (isId("relationship", event.metadata.aggregate)) await listAfter(needs.table, event);
    return true;
  } catch (error) {
    log("warn", "lists not kept", { correlationId: event.metadata.correlationId, ...errorFields(error) });
    return false;
  }
}

async function keepSearchAfter(
  { table, masterKey }: Needs,
  { type, metadata: { aggregate, partnerId }, data }: StoredEvent,
): Promise<void> {
  const [customerId = ""] = aggregate.split("/");
  switch (type) {
    case "RelationshipEstablished":
      return keepSearch(table, partnerId ?? "", pairInEvent(data).customerId);
    case "CustomerAnnotated":
      return keepSearch(table, partnerId ?? "", customerId);
    case "CustomerChanged":
      return keepSearchOfAll(table, customerId);
    case "InvitationCreated":
      return listByStarts(table, createdIn(data), await masterKey());
    default:
  }
}
