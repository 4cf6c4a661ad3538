import type { Partner, PartnerChange } from "../domain/partner.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Cause } from "../events/envelope.ts";
import { eventPlace } from "../store/events.ts";
import { answerPlace, idempotencyWrite, type IdempotencyClaim, type IdempotencyRecord } from "../store/idempotency.ts";
import { changingPartnerPlace, parsePartner, partnerWrites } from "../store/partners.ts";
import { present } from "../store/places.ts";
import type { Write } from "../store/writes.ts";
import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";
import { earlierAnswer } from "./idempotency.ts";

/** What a command on a partner answers. */
export interface PartnerAnswer {
  readonly partner: Partner;
  /** Whether this is the answer to an earlier, equal request. */
  readonly replayed: boolean;
}

/** Steps of a partner, and what is written with them. */
export type PartnerStep = PartnerChange & { readonly also?: readonly Write[] };

/**
 * What every change of a partner has in common: load it, give the earlier answer to an equal request, decide, write all
 * in one transaction. Where nothing changes nothing is written, and the answer is the same.
 */
export async function changePartner(
  { table }: Pick<Dependencies, "table">,
  id: string,
  cause: Omit<Cause, "partnerId">,
  claim: IdempotencyClaim | null,
  decide: (partner: Partner) => PartnerStep | Promise<PartnerStep>,
): Promise<PartnerAnswer> {
  return attempt(async () => {
    const { found, earlier } = await table.read({
      found: changingPartnerPlace(id),
      earlier: claim && answerPlace(claim),
    });
    const record = earlierAnswer(claim, earlier, cause.now);
    if (record) return partnerAnswerAgain({ table }, record);
    if (found === null) throw new Refusal("not-found", "There is no such partner.");
    const { also = [], ...change } = await decide(found.partner);
    const partner = change.after;
    const writes = [
      ...partnerWrites(change, cause, found.newest),
      ...also,
      ...(claim ? [idempotencyWrite(claim, { status: 200, aggregate: id, sequence: partner.version }, cause.now)] : []),
    ];
    if (writes.length > 0) await table.transact(writes);
    return { partner, replayed: false };
  });
}

/** Makes the first answer again, from the event it was made from: every version of a partner has one. */
export async function partnerAnswerAgain(
  { table }: Pick<Dependencies, "table">,
  { aggregate, sequence }: IdempotencyRecord,
): Promise<PartnerAnswer> {
  const { data } = await table.read(present(eventPlace(aggregate, sequence)));
  return { partner: parsePartner(data["partner"]), replayed: true };
}
