import { registerPartner as register, type Partner, type PartnerInput } from "../domain/partner.ts";
import { toStoredEvent, type Cause } from "../events/envelope.ts";
import { eventWrite, parseStoredEvent } from "../store/events.ts";
import { idempotencyKey, idempotencyWrite, type IdempotencyClaim } from "../store/idempotency.ts";
import { keys } from "../store/keys.ts";
import { newPartnerWrite } from "../store/partners.ts";
import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";
import { earlierAnswer } from "./idempotency.ts";

/** The operator registers a partner (product table, row 51). */
export async function registerPartner(
  { table, newId }: Pick<Dependencies, "table" | "newId">,
  input: PartnerInput,
  cause: Omit<Cause, "partnerId">,
  claim: IdempotencyClaim | null,
): Promise<{ partner: Partner; replayed: boolean }> {
  const id = newId("partner");
  return attempt(async () => {
    const earlier = claim && (await table.get(idempotencyKey(claim)));
    const record = earlierAnswer(claim, earlier, cause.now);
    if (record) {
      const event = parseStoredEvent(await table.get(keys.event(record.aggregate, record.sequence)));
      return { partner: event.data["partner"] as Partner, replayed: true };
    }
    const { after, event } = register(id, input, cause.now);
    await table.transact([
      newPartnerWrite(after),
      eventWrite(toStoredEvent(event, { ...cause, partnerId: id })),
      ...(claim ? [idempotencyWrite(claim, { status: 201, aggregate: id, sequence: 1 }, cause.now)] : []),
    ]);
    return { partner: after, replayed: false };
  });
}
