import { isId } from "../domain/ids.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Cause } from "../events/envelope.ts";
import { idempotencyKey, type IdempotencyClaim } from "../store/idempotency.ts";
import { wholeInvitation, wholeInvitationKeys, type WholeInvitation } from "../store/invitations.ts";
import type { RawItem, Table } from "../store/table.ts";

/** The one answer for ids that do not exist, are malformed, or are another partner's (rule 7). */
const noSuchInvitation = (): Refusal => new Refusal("not-found", "There is no such invitation.");

/** An invitation of this partner, with the record of an earlier, equal request. One read request. */
export async function loadOwn(
  table: Table,
  { partnerId }: Pick<Cause, "partnerId">,
  id: string,
  claim: IdempotencyClaim | null = null,
): Promise<WholeInvitation & { readonly earlier: RawItem | null }> {
  if (!isId("invitation", id)) throw noSuchInvitation();
  const [state, delivery, notes, earlier = null] = await table.getMany([
    ...wholeInvitationKeys(id),
    ...(claim ? [idempotencyKey(claim)] : []),
  ]);
  const whole = wholeInvitation([state ?? null, delivery ?? null, notes ?? null]);
  if (whole === null || whole.invitation.partnerId !== partnerId) throw noSuchInvitation();
  return { ...whole, earlier };
}
