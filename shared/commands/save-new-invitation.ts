import type { IdempotencyRecord } from "../store/idempotency.ts";
import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";
import { planInvitation, type InvitationPlan, type Wish } from "./plan-invitation.ts";
import { saveWithinQuota, type QuotaLeft } from "./save-counted.ts";

/** What was written, with what is left of the quotas that it was counted against; or the earlier answer. */
export type SavedInvitation =
  | Extract<InvitationPlan, { earlier: IdempotencyRecord }>
  | (Extract<InvitationPlan, { earlier: null }> & { readonly quotas: readonly QuotaLeft[] });

/** Decides on a wish and writes what it comes to; nothing where an equal request was carried out before. */
export async function saveNewInvitation(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId" | "policy">,
  wish: Wish,
): Promise<SavedInvitation> {
  const id = dependencies.newId("invitation");
  return attempt(async () => {
    const plan = await planInvitation(dependencies, id, wish);
    if (plan.earlier) return plan;
    const { writes, sendsTo } = plan;
    if (sendsTo !== null) return { ...plan, quotas: await saveWithinQuota(dependencies, plan, sendsTo, wish.cause) };
    await dependencies.table.transact(writes);
    return { ...plan, quotas: [] };
  });
}
