import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";
import { planInvitation, type InvitationPlan, type Wish } from "./plan-invitation.ts";
import { saveWithinQuota } from "./save-counted.ts";

/** Decides on a wish and writes what it comes to; nothing where an equal request was carried out before. */
export async function saveNewInvitation(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId" | "policy">,
  wish: Wish,
): Promise<InvitationPlan> {
  const id = dependencies.newId("invitation");
  return attempt(async () => {
    const plan = await planInvitation(dependencies, id, wish);
    if (plan.earlier) return plan;
    const { writes, sendsTo } = plan;
    await (sendsTo === null
      ? dependencies.table.transact(writes)
      : saveWithinQuota(dependencies, writes, sendsTo, wish.cause));
    return plan;
  });
}
