import { registerPartner as register, type PartnerInput } from "../domain/partner.ts";
import type { Cause } from "../events/envelope.ts";
import { answerPlace, idempotencyWrite, type IdempotencyClaim } from "../store/idempotency.ts";
import { partnerWrites } from "../store/partners.ts";
import { attempt } from "./attempt.ts";
import { partnerAnswerAgain, type PartnerAnswer } from "./change-partner.ts";
import type { Dependencies } from "./dependencies.ts";
import { earlierAnswer } from "./idempotency.ts";
import { giveName } from "./take-name.ts";

/** Who becomes the partner's first user, and who has the last word on a request that is not a repeated one. */
interface FirstUser {
  readonly admin: string;
  readonly assertMay: () => Promise<unknown>;
}

/** The operator registers a partner (product table, row 51). */
export async function registerPartner(
  { table, newId }: Pick<Dependencies, "table" | "newId">,
  input: PartnerInput,
  cause: Omit<Cause, "partnerId">,
  claim: IdempotencyClaim | null,
  first: FirstUser | null = null,
): Promise<PartnerAnswer> {
  const id = newId("partner");
  return attempt(async () => {
    const earlier = await table.read(claim && answerPlace(claim));
    const record = earlierAnswer(claim, earlier, cause.now);
    if (record) return partnerAnswerAgain({ table }, record);
    await first?.assertMay();
    const name = await giveName(table, { id, displayName: "" }, input.displayName);
    const change = register(id, input, cause.now, first ? [first.admin] : []);
    await table.transact([
      ...partnerWrites(change, cause, null),
      ...name,
      ...(claim ? [idempotencyWrite(claim, { status: 201, aggregate: id, sequence: 1 }, cause.now)] : []),
    ]);
    return { partner: change.after, replayed: false };
  });
}
