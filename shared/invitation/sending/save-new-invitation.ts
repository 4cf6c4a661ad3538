import type { IdempotencyRecord } from "../../table/idempotency.ts";
import { withinQuotas, type QuotaLeft } from "../../partner/commands/counted-quotas.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import { claimed } from "../../transaction/claim.ts";
import {
  loadForCreation,
  planInvitation,
  type InvitationPlan,
  type CreationRequest,
} from "../commands/plan-invitation.ts";

/** What was written, with what is left of the quotas that it was counted against; or the earlier answer. */
export type SavedInvitation =
  | { readonly earlier: IdempotencyRecord }
  | (InvitationPlan & { readonly earlier: null; readonly quotas: readonly QuotaLeft[] });

/** Decides on a request and writes what follows from it; nothing where an equal request was carried out before. */
export async function saveNewInvitation(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId" | "policy">,
  creation: CreationRequest,
): Promise<SavedInvitation> {
  const { policy } = dependencies;
  const { cause, claim } = creation;
  const { partnerId, now } = cause;
  const id = dependencies.newId("invitation");
  return execute(
    dependencies.table,
    { now, claim: claimed(claim) },
    (reads) => loadForCreation(reads, dependencies, creation),
    async (found) => {
      const plan = await planInvitation(dependencies, id, creation, found);
      const { writes, opened, sendsTo } = plan;
      return {
        answer: (quotas): SavedInvitation => ({ ...plan, earlier: null, quotas }),
        writes,
        ...(sendsTo !== null && { counting: withinQuotas(policy, { partnerId, address: sendsTo, opened }) }),
        record: { status: 201, aggregate: id, sequence: plan.change.after.version },
      };
    },
    async (earlier) => ({ earlier }),
  );
}
