import { partnerCustomerPlace } from "../../customer/items/customers.ts";
import { dataOf, type Cause } from "../../events/envelope.ts";
import { eventPlace } from "../../events/stored-events.ts";
import { isId } from "../../kernel/ids.ts";
import { notFound, Refusal } from "../../kernel/refusal.ts";
import { partnerOf } from "../../partner/commands/partner-of.ts";
import { partnerPlace } from "../../partner/items/partners.ts";
import { livePlace } from "../../relationship/items/item.ts";
import { stillLive } from "../../relationship/items/relationships.ts";
import type { IdempotencyClaim } from "../../table/idempotency.ts";
import { present } from "../../table/places.ts";
import { relationshipTypes } from "../../terms/model.ts";
import { claimed } from "../../transaction/claim.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import type { SupportRequestWithMessages } from "../answers.ts";
import { supportWrites } from "../item.ts";
import type { SupportInput } from "../model.ts";
import { openRequest, readSupportRequest } from "../rules.ts";
import { withMessages } from "./read-support-requests.ts";

/** A request as a command left it, and whether this is the answer to an earlier, equal request. */
export interface SupportAnswer {
  readonly request: SupportRequestWithMessages;
  readonly replayed: boolean;
}

/** A partner opens a request for a customer with which it has a live relationship, of whichever type and state. */
export async function openSupportRequest(
  { table, newId }: Pick<Dependencies, "table" | "newId">,
  customerId: string,
  input: SupportInput,
  cause: Cause,
  claim: IdempotencyClaim | null,
): Promise<SupportAnswer> {
  const { partnerId, actor, now } = cause;
  if (!isId("customer", customerId)) throw notFound("customer");
  const id = newId("support request");
  return execute(
    table,
    { now, claim: claimed(claim) },
    (reads) =>
      reads.read({
        partner: partnerPlace(partnerId),
        known: partnerCustomerPlace(partnerId, customerId),
        live: relationshipTypes.map((type) => livePlace({ customerId, partnerId, type })),
      }),
    (found) => {
      const { sandbox } = partnerOf(found.partner, { mustStand: true });
      if (found.known === null) throw notFound("customer");
      const [relationship] = found.live.filter((one) => one !== null);
      if (relationship === undefined) throw relationshipEnded();
      const step = openRequest({ id, partnerId, customerId, sandbox, openedBy: actor.id }, input, now);
      const message = { number: 1, by: "partner", at: now, text: input.text } as const;
      return {
        answer: (): SupportAnswer => ({
          request: { ...readSupportRequest(step.after), messages: [message] },
          replayed: false,
        }),
        writes: [...supportWrites(step, cause), stillLive(relationship)],
        record: { status: 201, aggregate: id, sequence: 1 },
      };
    },
    async ({ aggregate, sequence }) => {
      const opened = await table.read(present(eventPlace(aggregate, sequence)));
      const { request } = dataOf(opened, "SupportRequestOpened");
      return { request: await withMessages(table, request), replayed: true };
    },
  );
}

const relationshipEnded = (): Refusal =>
  new Refusal(
    "relationship-ended",
    "You have no relationship with this customer any more, so you cannot open a support request for it. Nothing was changed.",
  );
