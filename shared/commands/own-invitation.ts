import { isId } from "../domain/ids.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Cause } from "../events/envelope.ts";
import { answerPlace, type IdempotencyClaim, type IdempotencyRecord } from "../store/idempotency.ts";
import { invitationParts, wholeInvitation, type WholeInvitation } from "../store/invitations.ts";
import type { Table } from "../store/table.ts";

/** The one answer for ids that do not exist, are malformed, or are another partner's (rule 7). */
const noSuchInvitation = (): Refusal => new Refusal("not-found", "There is no such invitation.");

/** An invitation of this partner, with the record of an earlier, equal request. One read request. */
export async function loadOwn(
  table: Table,
  { partnerId }: Pick<Cause, "partnerId">,
  id: string,
  claim: IdempotencyClaim | null = null,
): Promise<WholeInvitation & { readonly earlier: IdempotencyRecord | null }> {
  if (!isId("invitation", id)) throw noSuchInvitation();
  const { earlier, ...parts } = await table.read({ ...invitationParts(id), earlier: claim && answerPlace(claim) });
  const whole = wholeInvitation(parts);
  if (whole === null || whole.invitation.partnerId !== partnerId) throw noSuchInvitation();
  return { ...whole, earlier };
}
